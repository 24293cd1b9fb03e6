import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { ITEM_CATEGORIES } from '../../domain/vocabulary.ts';
import { legalEntity, minor, oneOf } from './columns.ts';
import { customers } from './customer.ts';

export const invoices = pgTable(
  'invoice',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    date: date('invoice_date').notNull(),
    dueDate: date('due_date').notNull(),
    deliveryDate: date('delivery_date'),
    /** Delivery note: two invoices of one delivery are a duplicate. */
    deliveryRef: text('delivery_ref'),
    orderDate: date('order_date'),
    currency: text('currency').notNull(),
    grossMinor: minor('gross_minor').notNull(),
    /** Maintained by the ledger alone (trigger on ledger_transfer); a credit, receipt or application can't take it below zero. */
    openMinor: minor('open_minor')
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    index('invoice_customer').on(t.legalEntity, t.customerId, t.date),
    check('invoice_open_within_gross', sql`${t.openMinor} >= 0 and ${t.openMinor} <= ${t.grossMinor}`),
  ],
);

export const invoiceLines = pgTable(
  'invoice_line',
  {
    legalEntity: legalEntity(),
    invoiceId: text('invoice_id').notNull(),
    line: integer('line').notNull(),
    item: text('item').notNull(),
    description: text('description').notNull(),
    category: text('category', { enum: ITEM_CATEGORIES }).notNull(),
    quantity: text('quantity').notNull(),
    unitPriceMinor: minor('unit_price_minor').notNull(),
    taxCode: text('tax_code').notNull(),
    /** "0.15" */
    taxRate: text('tax_rate').notNull(),
    netMinor: minor('net_minor').notNull(),
    taxMinor: minor('tax_minor').notNull(),
    /** Maintained by trigger on credit_memo_line: Σ credits per line ≤ billed. */
    creditedNetMinor: minor('credited_net_minor')
      .notNull()
      .default(sql`0`),
    creditedTaxMinor: minor('credited_tax_minor')
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.invoiceId, t.line] }),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId],
      foreignColumns: [invoices.legalEntity, invoices.id],
    }),
    oneOf('invoice_line_category', t.category, ITEM_CATEGORIES),
    check('invoice_line_credited_net', sql`${t.creditedNetMinor} between 0 and ${t.netMinor}`),
    check('invoice_line_credited_tax', sql`${t.creditedTaxMinor} between 0 and ${t.taxMinor}`),
  ],
);

/** A bank receipt. What is left of it in suspense is maintained by the ledger alone. */
export const receipts = pgTable(
  'receipt',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    bankReference: text('bank_reference').notNull(),
    /** The bank's own entry reference: the only thing that makes two receipts the same one. */
    bankEntryRef: text('bank_entry_ref').notNull(),
    payerText: text('payer_text').notNull(),
    /** Set once the payer is known. */
    customerId: text('customer_id'),
    valueDate: date('value_date').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    heldIn: text('held_in', { enum: ['unidentified-cash', 'unapplied-cash', 'on-account'] }).notNull(),
    remainingMinor: minor('remaining_minor')
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    uniqueIndex('receipt_bank_entry').on(t.legalEntity, t.bankEntryRef),
    index('receipt_reference').on(t.legalEntity, t.bankReference),
    oneOf('receipt_held_in', t.heldIn, ['unidentified-cash', 'unapplied-cash', 'on-account']),
    check('receipt_amount', sql`${t.amountMinor} > 0`),
    check('receipt_remaining', sql`${t.remainingMinor} between 0 and ${t.amountMinor}`),
  ],
);

/** Customer credits (2300) per customer and currency, maintained by the ledger alone; never below zero. */
export const customerCredits = pgTable(
  'customer_credit',
  {
    legalEntity: legalEntity(),
    customerId: text('customer_id').notNull(),
    currency: text('currency').notNull(),
    balanceMinor: minor('balance_minor')
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.customerId, t.currency] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    check('customer_credit_balance', sql`${t.balanceMinor} >= 0`),
  ],
);
