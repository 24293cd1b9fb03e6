import type { MoneyJson } from './money.ts';
import type { DisputeReason } from './dispute-reason.ts';
import type { Outcome } from './vocabulary.ts';

/** One line of "claimed against what the evidence says". */
export interface Check {
  /** Stable id: `price-in-force`, `receipt-reference` … */
  readonly id: string;
  readonly label: string;
  readonly claimed: string;
  readonly found: string;
  /** `unknown`: the record that would answer is missing, so a person must look. */
  readonly passed: 'yes' | 'no' | 'unknown';
  /** The rule that was applied, in the reader's words. */
  readonly rule: string;
  /** Ids of the evidence it rests on (source references). */
  readonly sources: readonly string[];
}

export interface CreditLine {
  readonly line: number;
  readonly item: string;
  readonly net: MoneyJson;
  readonly tax: MoneyJson;
}

/** What had been credited of an invoice line when a credit on it was judged. */
export interface CreditedBefore {
  readonly line: number;
  readonly net: MoneyJson;
  readonly tax: MoneyJson;
}

/** What Docket would do. Each kind knows its approval column (matrixColumnOf) and its entries (domain/resolution.ts). */
export type Resolution =
  | {
      readonly kind: 'credit-memo';
      readonly invoiceId: string;
      readonly reason: DisputeReason;
      readonly lines: readonly CreditLine[];
      readonly gross: MoneyJson;
      /** If any of it has changed by posting, nothing posts: two requests never credit one error. */
      readonly judgedOn: readonly CreditedBefore[];
    }
  | {
      readonly kind: 'cash-application';
      readonly receiptId: string;
      readonly invoiceId: string;
      readonly heldIn: 'unidentified-cash' | 'unapplied-cash' | 'on-account';
      readonly amount: MoneyJson;
      /** The paying account belongs to another customer: a manager decides. */
      readonly otherPayer: boolean;
      /** Only an exact match needs nobody. */
      readonly exact: boolean;
    }
  | { readonly kind: 'denial'; readonly amount: MoneyJson; readonly explanation: string };

/** The same error found on another invoice of the customer; reported, never credited unasked. */
export interface LookBackFinding {
  readonly invoiceId: string;
  readonly line: number;
  readonly item: string;
  readonly difference: MoneyJson;
}

/** A document the checks rest on, as it was read. */
export interface EvidenceItem {
  readonly kind:
    'contract' | 'price-agreement' | 'invoice' | 'receipt' | 'kyc' | 'customer-statement' | 'analyst-note';
  readonly sourceRef: string;
  readonly summary: string;
  readonly content: unknown;
}

/** The answer of a request type's rules to a claim. `needs-person` carries why; everything else carries a resolution. */
export type Assessment = {
  readonly checks: readonly Check[];
  readonly evidence: readonly EvidenceItem[];
  readonly lookBack: readonly LookBackFinding[];
  readonly explanation: string;
} & (
  | { readonly verdict: 'resolved'; readonly outcome: Outcome; readonly resolution: Resolution }
  | { readonly verdict: 'needs-person'; readonly why: string }
);
