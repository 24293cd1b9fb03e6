import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { ACCOUNT_KEYS } from '../../domain/vocabulary.ts';
import { instant, legalEntity, minor, oneOf } from './columns.ts';
import { customers } from './customer.ts';
import { invoiceLines, invoices, receipts } from './receivables.ts';
import { fiscalPeriods } from './organisation.ts';
import { proposals } from './request.ts';

export const accounts = pgTable(
  'account',
  {
    legalEntity: legalEntity(),
    number: text('number').notNull(),
    key: text('key', { enum: ACCOUNT_KEYS }).notNull(),
    name: text('name').notNull(),
    type: text('type', { enum: ['asset', 'liability', 'equity', 'revenue', 'expense'] }).notNull(),
    normal: text('normal', { enum: ['debit', 'credit'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.legalEntity, t.number] }), oneOf('account_key', t.key, ACCOUNT_KEYS)],
);

/** Which account a posting key means, per item category and tax code ('*' = any). The most specific row wins. */
export const accountDeterminations = pgTable(
  'account_determination',
  {
    legalEntity: legalEntity(),
    key: text('key', { enum: ACCOUNT_KEYS }).notNull(),
    category: text('category').notNull().default('*'),
    taxCode: text('tax_code').notNull().default('*'),
    accountNumber: text('account_number').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.key, t.category, t.taxCode] }),
    foreignKey({
      columns: [t.legalEntity, t.accountNumber],
      foreignColumns: [accounts.legalEntity, accounts.number],
    }),
  ],
);

/** Gapless counters, advanced by exactly one inside the posting transaction (trigger). */
export const documentNumbers = pgTable(
  'document_number',
  {
    legalEntity: legalEntity(),
    /** 'CM', 'JE', … */
    series: text('series').notNull(),
    fiscalYear: integer('fiscal_year').notNull(),
    last: bigint('last', { mode: 'bigint' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.legalEntity, t.series, t.fiscalYear] })],
);

/** Append-only. One entry, its transfers, and the numbers they take are one transaction under one effect key. */
export const journalEntries = pgTable(
  'journal_entry',
  {
    legalEntity: legalEntity(),
    number: text('number').notNull(),
    documentType: text('document_type').notNull(),
    /** The business document: credit memo number, invoice, receipt. */
    documentId: text('document_id').notNull(),
    postingDate: date('posting_date').notNull(),
    documentDate: date('document_date').notNull(),
    taxDate: date('tax_date').notNull(),
    valueDate: date('value_date').notNull(),
    period: text('period').notNull(),
    /** Single effect: the same key can't post twice. */
    effectKey: text('effect_key').notNull(),
    requestId: text('request_id'),
    revision: integer('revision'),
    /** What was approved is what posts: references the proposal by its content hash. */
    proposalHash: text('proposal_hash'),
    reverses: text('reverses'),
    description: text('description').notNull(),
    postedBy: text('posted_by').notNull(),
    postedAt: instant('posted_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.number] }),
    uniqueIndex('journal_entry_effect').on(t.legalEntity, t.effectKey),
    uniqueIndex('journal_entry_reverses').on(t.legalEntity, t.reverses),
    index('journal_entry_request').on(t.legalEntity, t.requestId),
    foreignKey({
      columns: [t.legalEntity, t.period],
      foreignColumns: [fiscalPeriods.legalEntity, fiscalPeriods.period],
    }),
    foreignKey({
      name: 'journal_entry_proposal',
      columns: [t.legalEntity, t.requestId, t.revision, t.proposalHash],
      foreignColumns: [proposals.legalEntity, proposals.requestId, proposals.revision, proposals.contentHash],
    }),
    check(
      'journal_entry_proposal_whole',
      sql`num_nonnulls(${t.requestId}, ${t.revision}, ${t.proposalHash}) in (0, 3)`,
    ),
  ],
);

/** A ledger row is a transfer, so it balances by construction. Append-only; the trigger keeps the sub-ledgers equal to their control accounts. */
export const ledgerTransfers = pgTable(
  'ledger_transfer',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    legalEntity: legalEntity(),
    entryNumber: text('entry_number').notNull(),
    line: integer('line').notNull(),
    debitAccount: text('debit_account').notNull(),
    creditAccount: text('credit_account').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    customerId: text('customer_id'),
    invoiceId: text('invoice_id'),
    receiptId: text('receipt_id'),
  },
  (t) => [
    uniqueIndex('ledger_transfer_line').on(t.legalEntity, t.entryNumber, t.line),
    index('ledger_transfer_invoice').on(t.legalEntity, t.invoiceId),
    foreignKey({
      columns: [t.legalEntity, t.entryNumber],
      foreignColumns: [journalEntries.legalEntity, journalEntries.number],
    }),
    foreignKey({
      columns: [t.legalEntity, t.debitAccount],
      foreignColumns: [accounts.legalEntity, accounts.number],
    }),
    foreignKey({
      columns: [t.legalEntity, t.creditAccount],
      foreignColumns: [accounts.legalEntity, accounts.number],
    }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId],
      foreignColumns: [invoices.legalEntity, invoices.id],
    }),
    foreignKey({
      columns: [t.legalEntity, t.receiptId],
      foreignColumns: [receipts.legalEntity, receipts.id],
    }),
    check('ledger_transfer_amount', sql`${t.amountMinor} > 0`),
    check('ledger_transfer_two_sides', sql`${t.debitAccount} <> ${t.creditAccount}`),
  ],
);

export const creditMemos = pgTable(
  'credit_memo',
  {
    legalEntity: legalEntity(),
    /** CM-US10-2026-000001, gapless. */
    number: text('number').notNull(),
    invoiceId: text('invoice_id').notNull(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    reason: text('reason').notNull(),
    currency: text('currency').notNull(),
    grossMinor: minor('gross_minor').notNull(),
    issuedOn: date('issued_on').notNull(),
    /** The restatement sent with it: original number, new balance, "not a new invoice". */
    restatement: jsonb('restatement').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.number] }),
    uniqueIndex('credit_memo_request').on(t.legalEntity, t.requestId, t.revision),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId],
      foreignColumns: [invoices.legalEntity, invoices.id],
    }),
    check('credit_memo_gross', sql`${t.grossMinor} > 0`),
  ],
);

export const creditMemoLines = pgTable(
  'credit_memo_line',
  {
    legalEntity: legalEntity(),
    memoNumber: text('memo_number').notNull(),
    invoiceId: text('invoice_id').notNull(),
    line: integer('line').notNull(),
    netMinor: minor('net_minor').notNull(),
    taxMinor: minor('tax_minor').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.memoNumber, t.line] }),
    foreignKey({
      columns: [t.legalEntity, t.memoNumber],
      foreignColumns: [creditMemos.legalEntity, creditMemos.number],
    }),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId, t.line],
      foreignColumns: [invoiceLines.legalEntity, invoiceLines.invoiceId, invoiceLines.line],
    }),
  ],
);
