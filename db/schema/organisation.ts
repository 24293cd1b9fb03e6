import { sql } from 'drizzle-orm';
import { date, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { ROLES, TEAMS } from '../../domain/vocabulary.ts';
import { instant, legalEntity, oneOf } from './columns.ts';

/** Company codes. Not entity-scoped: it is the list of scopes. */
export const legalEntities = pgTable('legal_entity', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  currency: text('currency').notNull(),
});

/** Employees and the services that act for channels. The id is the actor's id in every audit event. */
export const principals = pgTable(
  'principal',
  {
    /** `person:…` or `service:…` */
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['person', 'service'] }).notNull(),
    name: text('name').notNull(),
    email: text('email'),
    /** For a service: the person who answers for it (a robot's principal). */
    answerableId: text('answerable_id'),
    /** A person's manager: stands in when they are away without a delegate, and is told when their approval expires. */
    managerId: text('manager_id'),
    /** Skills that routing rules ask for. */
    skills: jsonb('skills').$type<string[]>().notNull().default([]),
    active: text('active').notNull().default('yes'),
  },
  (t) => [oneOf('principal_kind', t.kind, ['person', 'service'])],
);

/** Which token proves which principal. Tokens prove identity only; what it may do is read from roleGrants on every call. */
export const identities = pgTable(
  'identity',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    principalId: text('principal_id')
      .notNull()
      .references(() => principals.id),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
);

/** Who holds which role, for which legal entity ('*' = group) and team, and since when. */
export const roleGrants = pgTable(
  'role_grant',
  {
    principalId: text('principal_id')
      .notNull()
      .references(() => principals.id),
    role: text('role').notNull(),
    /** '*' where the role is held for the group. */
    entity: text('entity').notNull(),
    /** '*' where the role is not a team's. */
    team: text('team').notNull().default('*'),
    from: instant('valid_from').notNull().defaultNow(),
    until: instant('valid_until'),
  },
  (t) => [
    primaryKey({ columns: [t.principalId, t.role, t.entity, t.team] }),
    oneOf('role_grant_role', t.role, [...ROLES, 'channel', 'operator']),
    oneOf('role_grant_team', t.team, [...TEAMS, '*']),
  ],
);

/** Published policy documents; a request keeps the version it began under. Immutable once published (trigger). */
export const policyVersions = pgTable(
  'policy_version',
  {
    version: text('version').primaryKey(),
    effectiveFrom: instant('effective_from').notNull(),
    document: jsonb('document').notNull(),
    /** SHA-256 of the RFC 8785 form of the document. */
    hash: text('hash').notNull(),
    authorId: text('author_id').notNull(),
    publisherId: text('publisher_id').notNull(),
    publishedAt: instant('published_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('policy_version_effective').on(t.effectiveFrom)],
);

export const fiscalPeriods = pgTable(
  'fiscal_period',
  {
    legalEntity: legalEntity(),
    /** "2026-10" */
    period: text('period').notNull(),
    from: date('date_from').notNull(),
    to: date('date_to').notNull(),
    status: text('status', { enum: ['open', 'soft-closed', 'closed'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.period] }),
    oneOf('fiscal_period_status', t.status, ['open', 'soft-closed', 'closed']),
  ],
);

/** Browser sessions of the inbox. Only a hash of the cookie's value is stored. */
export const webSessions = pgTable(
  'web_session',
  {
    tokenHash: text('token_hash').primaryKey(),
    principalId: text('principal_id')
      .notNull()
      .references(() => principals.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    idToken: text('id_token'),
  },
  (t) => [
    index('web_session_expiry').on(t.expiresAt),
    index('web_session_principal').on(t.principalId, sql`${t.expiresAt} desc`),
  ],
);
