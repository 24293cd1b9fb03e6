import type { ContractClock, ContractTerms } from '../../domain/contract.ts';
import { add, times, type Money } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import type { ItemCategory } from '../../domain/vocabulary.ts';

export interface SeedCustomer {
  readonly id: string;
  readonly name: string;
  readonly groupId: string;
  readonly country: string;
  readonly language: string;
  readonly keyAccount: boolean;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly kyc: {
    readonly status: 'verified' | 'pending' | 'expired';
    readonly risk: 'low' | 'medium' | 'high';
    readonly verifiedUntil: string;
  };
  readonly credit: { readonly limit: Money; readonly score: number; readonly onHold: boolean };
}

export interface SeedContract {
  readonly id: string;
  readonly customerId: string;
  readonly from: string;
  readonly to: string;
  readonly paymentTerms: string;
  readonly terms: ContractTerms;
  readonly clock: ContractClock | null;
}

export interface SeedPrice {
  readonly id: string;
  readonly customerId: string;
  readonly item: string;
  readonly unitPrice: Money;
  readonly from: string;
  readonly to: string | null;
  readonly maintainedBy: string;
  readonly maintainedOn: string;
}

export interface SeedLine {
  readonly item: string;
  readonly description: string;
  readonly category: ItemCategory;
  readonly quantity: string;
  readonly unitPrice: Money;
  readonly taxCode: string;
}

export interface SeedInvoice {
  readonly id: string;
  readonly customerId: string;
  readonly date: string;
  readonly dueDate: string;
  readonly deliveryDate: string | null;
  readonly deliveryRef: string | null;
  readonly lines: readonly SeedLine[];
}

export interface SeedReceipt {
  readonly id: string;
  readonly bankReference: string;
  readonly bankEntryRef: string;
  readonly payerText: string;
  /** Null: nobody knows the payer yet. */
  readonly customerId: string | null;
  readonly valueDate: string;
  readonly amount: Money;
  readonly heldIn: 'unidentified-cash' | 'unapplied-cash' | 'on-account';
  /** What of it pays which invoices. */
  readonly applied: readonly { readonly invoiceId: string; readonly amount: Money }[];
}

/** Everything of one legal entity that the ledger rests on, before anything is posted. */
export interface Records {
  readonly customers: readonly SeedCustomer[];
  readonly contracts: readonly SeedContract[];
  readonly prices: readonly SeedPrice[];
  readonly invoices: readonly SeedInvoice[];
  readonly receipts: readonly SeedReceipt[];
}

/** Rate of a tax code as policy has it. @throws for a code the legal entity does not know */
export function taxRateOf(entity: string, taxCode: string): string {
  const rate = policyV1.taxRates[entity]?.[taxCode];
  if (rate === undefined) throw new Error(`${entity} has no tax code ${taxCode}`);
  return rate;
}

/** Net and tax of one line, the tax rounded half-up. */
export function amountsOf(entity: string, line: SeedLine): { net: Money; tax: Money } {
  const net = times(line.unitPrice, line.quantity);
  return { net, tax: times(net, taxRateOf(entity, line.taxCode)) };
}

/** @throws for an invoice without lines */
export function grossOf(entity: string, { id, lines }: SeedInvoice): Money {
  const totals = lines.map((line) => amountsOf(entity, line)).map(({ net, tax }) => add(net, tax));
  const [first, ...others] = totals;
  if (!first) throw new Error(`invoice ${id} has no lines`);
  return others.reduce(add, first);
}
