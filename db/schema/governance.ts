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
import { POLICY_STATES } from '../../domain/policy/lifecycle.ts';
import { CHANGE_KINDS, DUTIES, EXPLAINED_STEPS, NOTICE_KINDS } from '../../domain/vocabulary.ts';
import { instant, legalEntity, oneOf } from './columns.ts';
import { policyVersions, principals } from './organisation.ts';
import { requests } from './request.ts';

/** A policy on its way to being published; what is published is copied to policy_version and never changes. */
export const policyDrafts = pgTable(
  'policy_draft',
  {
    version: text('version').primaryKey(),
    /** The published version it was made from. */
    basedOn: text('based_on')
      .notNull()
      .references(() => policyVersions.version),
    document: jsonb('document').notNull(),
    /** SHA-256 of the RFC 8785 form of the document: what a review is bound to. */
    hash: text('hash').notNull(),
    note: text('note').notNull().default(''),
    state: text('state', { enum: POLICY_STATES }).notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => principals.id),
    /** Everyone who has ever written the document; only grows. None of them reviews or publishes it. */
    editors: jsonb('editors').$type<string[]>().notNull().default([]),
    submittedAt: instant('submitted_at'),
    reviewedBy: text('reviewed_by'),
    reviewedAt: instant('reviewed_at'),
    reviewReason: text('review_reason'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    oneOf('policy_draft_state', t.state, POLICY_STATES),
    check('policy_draft_four_eyes', sql`${t.reviewedBy} is null or ${t.reviewedBy} <> ${t.authorId}`),
    check(
      'policy_draft_reviewed',
      sql`${t.state} not in ('reviewed', 'published') or ${t.reviewedBy} is not null`,
    ),
  ],
);

const CHANGE_STATES = ['requested', 'approved', 'refused', 'effective', 'void'] as const;

/** A change to a request beside its tasks: another priority, another policy version, a reopening. Takes effect when the workflow has consumed it. */
export const requestChanges = pgTable(
  'request_change',
  {
    legalEntity: legalEntity(),
    /** CHG-US10-… */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    kind: text('kind', { enum: CHANGE_KINDS }).notNull(),
    /** { priority } or { toVersion }. */
    detail: jsonb('detail').notNull().default({}),
    reason: text('reason').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    status: text('status', { enum: CHANGE_STATES }).notNull(),
    /** Who approved or refused it, where the kind needs a second person. */
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    statusReason: text('status_reason'),
    consumedAt: instant('consumed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    index('request_change_request').on(t.legalEntity, t.requestId),
    uniqueIndex('request_change_one_reopening')
      .on(t.legalEntity, t.requestId)
      .where(sql`kind = 'reopening' and status = 'approved'`),
    oneOf('request_change_kind', t.kind, CHANGE_KINDS),
    oneOf('request_change_status', t.status, CHANGE_STATES),
    check('request_change_reason', sql`length(trim(${t.reason})) > 0`),
    check('request_change_four_eyes', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.requestedBy}`),
    check(
      'request_change_policy_approved',
      sql`${t.kind} <> 'policy-version' or ${t.status} in ('requested', 'void') or ${t.decidedBy} is not null`,
    ),
  ],
);

/** Why rules decided as they did; append-only. */
export const explanations = pgTable(
  'explanation',
  {
    legalEntity: legalEntity(),
    /** requestId/revision/step/subject/n: the effect that wrote it, and its place there. */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    step: text('step', { enum: EXPLAINED_STEPS }).notNull(),
    rule: text('rule').notNull(),
    policyVersion: text('policy_version').notNull(),
    because: text('because').notNull(),
    inputs: jsonb('inputs').notNull(),
    outcome: jsonb('outcome').notNull(),
    counterfactual: text('counterfactual'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    index('explanation_request').on(t.legalEntity, t.requestId, t.at),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    oneOf('explanation_step', t.step, EXPLAINED_STEPS),
  ],
);

/** What one person of ours is told. */
export const notices = pgTable(
  'notice',
  {
    legalEntity: legalEntity(),
    /** NTC-US10-… of recipient and subject: told once. */
    id: text('id').notNull(),
    recipientId: text('recipient_id').notNull(),
    requestId: text('request_id'),
    kind: text('kind', { enum: NOTICE_KINDS }).notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
    /** When it was mailed, or when it turned out that it can't be. */
    mailedAt: instant('mailed_at'),
    mailAttempts: integer('mail_attempts').notNull().default(0),
    /** Not tried again before. */
    mailNotBefore: instant('mail_not_before').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    index('notice_recipient').on(t.recipientId, t.at.desc()),
    index('notice_unmailed')
      .on(t.at)
      .where(sql`mailed_at is null`),
    oneOf('notice_kind', t.kind, NOTICE_KINDS),
  ],
);

/** Duties people have performed for a customer, written by triggers alone: the memory of segregation of duties across requests. */
export const duties = pgTable(
  'duty',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    legalEntity: legalEntity(),
    customerId: text('customer_id').notNull(),
    requestId: text('request_id').notNull(),
    actorId: text('actor_id').notNull(),
    duty: text('duty', { enum: DUTIES }).notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('duty_once').on(t.legalEntity, t.requestId, t.actorId, t.duty),
    index('duty_customer').on(t.legalEntity, t.customerId, t.actorId),
    oneOf('duty_duty', t.duty, DUTIES),
  ],
);

/** One unit of `from` in `to` on a day. Reference data of the group. */
export const exchangeRates = pgTable(
  'exchange_rate',
  {
    from: text('from_currency').notNull(),
    to: text('to_currency').notNull(),
    day: date('day').notNull(),
    /** A plain decimal. */
    rate: text('rate').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.from, t.to, t.day] }),
    check('exchange_rate_positive', sql`${t.rate}::numeric > 0`),
    check('exchange_rate_pair', sql`${t.from} <> ${t.to}`),
  ],
);
