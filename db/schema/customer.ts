import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { instant, legalEntity, minor, oneOf } from './columns.ts';

export const customers = pgTable(
  'customer',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** Customers of one group share limits and approval aggregation. */
    groupId: text('group_id').notNull(),
    country: text('country').notNull(),
    language: text('language').notNull().default('en'),
    keyAccount: boolean('key_account').notNull().default(false),
    contactName: text('contact_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    status: text('status', { enum: ['active', 'blocked'] })
      .notNull()
      .default('active'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    oneOf('customer_status', t.status, ['active', 'blocked']),
  ],
);

export const kycProfiles = pgTable(
  'kyc_profile',
  {
    legalEntity: legalEntity(),
    customerId: text('customer_id').notNull(),
    status: text('status', { enum: ['verified', 'pending', 'expired', 'prohibited'] }).notNull(),
    risk: text('risk', { enum: ['low', 'medium', 'high', 'prohibited'] }).notNull(),
    verifiedUntil: date('verified_until').notNull(),
    listVersion: text('list_version').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.customerId] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    oneOf('kyc_profile_status', t.status, ['verified', 'pending', 'expired', 'prohibited']),
    oneOf('kyc_profile_risk', t.risk, ['low', 'medium', 'high', 'prohibited']),
  ],
);

export const creditProfiles = pgTable(
  'credit_profile',
  {
    legalEntity: legalEntity(),
    customerId: text('customer_id').notNull(),
    limitMinor: minor('limit_minor').notNull(),
    currency: text('currency').notNull(),
    /** 1 (best) … 10. */
    score: text('score').notNull(),
    onHold: boolean('on_hold').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.customerId] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    check('credit_profile_limit', sql`${t.limitMinor} >= 0`),
  ],
);

export const contracts = pgTable(
  'contract',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    /** First day in force. */
    from: date('date_from').notNull(),
    /** Last day in force, inclusive. */
    to: date('date_to').notNull(),
    paymentTerms: text('payment_terms').notNull(),
    /** ContractTerms of domain/contract.ts: caps and rates. */
    terms: jsonb('terms').notNull().default({}),
    /** ContractClock of domain/contract.ts, where the contract promises one. */
    sla: jsonb('sla'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    index('contract_customer').on(t.legalEntity, t.customerId),
    check('contract_dates', sql`${t.from} <= ${t.to}`),
  ],
);

/** Agreed unit prices, effective-dated; two agreements of one customer and item never overlap (exclusion constraint in the migration). */
export const priceAgreements = pgTable(
  'price_agreement',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    item: text('item').notNull(),
    unitPriceMinor: minor('unit_price_minor').notNull(),
    currency: text('currency').notNull(),
    from: date('date_from').notNull(),
    /** Last day in force, inclusive; null: open-ended. */
    to: date('date_to'),
    maintainedById: text('maintained_by_id').notNull(),
    maintainedAt: instant('maintained_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    index('price_agreement_item').on(t.legalEntity, t.customerId, t.item),
    check('price_agreement_price', sql`${t.unitPriceMinor} >= 0`),
  ],
);
