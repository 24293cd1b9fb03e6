import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant, legalEntity } from './columns.ts';

/** One row per effect, under its business key, beside the hash of its input and the answer it gave. */
export const effects = pgTable(
  'effect',
  {
    legalEntity: legalEntity(),
    /** requestId/revision/step/subject */
    key: text('key').notNull(),
    inputHash: text('input_hash').notNull(),
    result: jsonb('result').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.legalEntity, t.key] })],
);

/** Idempotency-Key of the API, per principal: the first answer is given again. */
export const apiIdempotency = pgTable(
  'api_idempotency',
  {
    principalId: text('principal_id').notNull(),
    key: text('key').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    bodyHash: text('body_hash').notNull(),
    status: integer('status').notNull(),
    headers: jsonb('headers').notNull(),
    body: jsonb('body').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.principalId, t.key] }), index('api_idempotency_age').on(t.at)],
);

/** What the dispatcher has yet to tell Temporal. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    kind: text('kind', { enum: ['start', 'signal'] }).notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    notBefore: instant('not_before').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    delivered: boolean('delivered').notNull().default(false),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    index('outbox_pending')
      .on(t.notBefore, t.id)
      .where(sql`not delivered`),
  ],
);

/** Append-only, a hash chain per request, and one per legal entity for what belongs to no request. */
export const auditEvents = pgTable(
  'audit_event',
  {
    legalEntity: legalEntity(),
    /** The request's id, or `entity`. */
    chain: text('chain').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    actorId: text('actor_id').notNull(),
    kind: text('kind').notNull(),
    detail: jsonb('detail').notNull(),
    prevHash: text('prev_hash').notNull(),
    /** SHA-256 of the RFC 8785 JSON of every other column. */
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.chain, t.seq] }),
    uniqueIndex('audit_event_hash').on(t.legalEntity, t.hash),
    index('audit_event_time').on(t.legalEntity, t.at),
  ],
);
