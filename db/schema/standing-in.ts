import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { ROLES, TEAMS } from '../../domain/vocabulary.ts';
import { instant, minor, oneOf } from './columns.ts';
import { principals } from './organisation.ts';

/** Authority lent for a time. Not entity-scoped, like the grants it lends. Ended by revocation, never changed or deleted. */
export const delegations = pgTable(
  'delegation',
  {
    /** DLG-… */
    id: text('id').primaryKey(),
    delegatorId: text('delegator_id')
      .notNull()
      .references(() => principals.id),
    delegateId: text('delegate_id')
      .notNull()
      .references(() => principals.id),
    role: text('role', { enum: ROLES }).notNull(),
    /** A legal entity, or '*'. */
    entity: text('entity').notNull(),
    team: text('team').notNull().default('*'),
    /** Inclusive, functional currency; null: as much as the delegator may. */
    limitMinor: minor('limit_minor'),
    from: instant('valid_from').notNull(),
    /** Exclusive. */
    until: instant('valid_until').notNull(),
    reason: text('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [
    index('delegation_delegator').on(t.delegatorId, t.until),
    index('delegation_delegate').on(t.delegateId, t.until),
    oneOf('delegation_role', t.role, ROLES),
    oneOf('delegation_team', t.team, [...TEAMS, '*']),
    check('delegation_to_another', sql`${t.delegatorId} <> ${t.delegateId}`),
    check('delegation_period', sql`${t.from} < ${t.until}`),
    check('delegation_limit', sql`${t.limitMinor} is null or ${t.limitMinor} > 0`),
    check('delegation_own', sql`${t.createdBy} = ${t.delegatorId}`),
    check('delegation_revoked', sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)`),
  ],
);

/** Out of office. Recorded by the person or by their manager. */
export const absences = pgTable(
  'absence',
  {
    /** ABS-… */
    id: text('id').primaryKey(),
    principalId: text('principal_id')
      .notNull()
      .references(() => principals.id),
    from: instant('absent_from').notNull(),
    /** Exclusive. */
    until: instant('absent_until').notNull(),
    note: text('note').notNull().default(''),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    cancelledAt: instant('cancelled_at'),
  },
  (t) => [
    index('absence_principal').on(t.principalId, t.until),
    check('absence_period', sql`${t.from} < ${t.until}`),
  ],
);
