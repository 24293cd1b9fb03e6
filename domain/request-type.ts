import type { Assessment } from './assessment.ts';
import type { BusinessCalendar } from './calendar.ts';
import type { ClaimedReceipt } from './cash-application.ts';
import type { Contract, PriceAgreement } from './contract.ts';
import type { DisputeReason } from './dispute-reason.ts';
import type { Invoice } from './invoice.ts';
import type { LocalDate } from './instant.ts';
import type { MoneyJson } from './money.ts';
import type { Policy } from './policy/schema.ts';

/** What the customer says: the claim as captured, nothing from our own records. */
export interface Claim {
  readonly requestId: string;
  readonly legalEntity: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly subject: string;
  readonly text: string;
  readonly amount: MoneyJson;
  readonly invoiceId: string | null;
  /** Hints of the channel; rules weigh them, they decide nothing. */
  readonly typeHint: string | null;
  readonly reasonHint: DisputeReason | null;
  readonly payment: { readonly bankReference: string; readonly paidOn: LocalDate } | null;
}

/** A system of record that a type's rules want read. */
export type Source = 'invoice' | 'other-invoices' | 'contracts' | 'prices' | 'receipts';

/** What our records say; only the sources a type asked for are filled. */
export interface Dossier {
  readonly invoice: Invoice | null;
  readonly otherInvoices: readonly Invoice[];
  readonly contracts: readonly Contract[];
  readonly prices: readonly PriceAgreement[];
  /** Receipts with the quoted bank reference. */
  readonly receipts: readonly ClaimedReceipt[];
  /** Banking days of the legal entity. */
  readonly bankDays: BusinessCalendar;
}

/** A pattern that speaks for a reason; weights combine as independent evidence (1 − Π(1 − w)). */
export interface ClassifierRule {
  readonly id: string;
  readonly reason: DisputeReason;
  /** Tested against subject and text. */
  readonly pattern: RegExp;
  readonly weight: number;
  /** In the reader's words: "says that a price was agreed and another billed". */
  readonly because: string;
}

/** Everything Docket needs to know about a request type, pure. Registered in request-types/registry.ts. */
export interface RequestTypeRules {
  readonly type: string;
  readonly words: string;
  readonly reasons: readonly DisputeReason[];
  readonly sources: readonly Source[];
  readonly classifier: readonly ClassifierRule[];
  readonly assess: (claim: Claim, reason: DisputeReason, dossier: Dossier, policy: Policy) => Assessment;
}
