import type { MoneyJson } from './money.ts';
import type { ItemCategory } from './vocabulary.ts';

export interface InvoiceLine {
  readonly line: number;
  readonly item: string;
  readonly description: string;
  readonly category: ItemCategory;
  /** A plain decimal. */
  readonly quantity: string;
  readonly unitPrice: MoneyJson;
  readonly taxCode: string;
  /** "0.15" */
  readonly taxRate: string;
  readonly net: MoneyJson;
  readonly tax: MoneyJson;
  /** What earlier credit memos took off this line. */
  readonly creditedNet: MoneyJson;
  readonly creditedTax: MoneyJson;
}

/** Calendar days in the legal entity's zone. */
export interface Invoice {
  readonly id: string;
  readonly customerId: string;
  readonly date: string;
  readonly dueDate: string;
  readonly deliveryDate: string | null;
  readonly deliveryRef: string | null;
  readonly orderDate: string | null;
  readonly gross: MoneyJson;
  readonly open: MoneyJson;
  readonly lines: readonly InvoiceLine[];
}

/** By date, then by id: of two invoices exactly one is the earlier. */
export const isEarlier = (one: Invoice, other: Invoice): boolean =>
  one.date < other.date || (one.date === other.date && one.id < other.id);
