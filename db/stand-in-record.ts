import { entitiesOf } from '../domain/actor.ts';
import { describeInstant } from '../domain/instant.ts';
import { entitiesLent, lentWords, type Lent } from '../domain/lending.ts';
import type { CurrencyCode } from '../domain/money.ts';
import { money, toDecimalString } from '../domain/money.ts';
import type { Notice } from '../domain/notice.ts';
import type { Team } from '../domain/vocabulary.ts';
import { appendAudit, ENTITY_CHAIN, type AuditEntry } from './audit.ts';
import type { Tx } from './connection.ts';
import { insertNotices } from './notices.ts';
import type { By } from './stand-in-checks.ts';
import { listLegalEntities, principalNames } from './stores/people.ts';
import { colleagueById, type AbsenceRow, type Colleague, type DelegationRow } from './stores/standing-in.ts';
import { inEntity } from './transaction.ts';

/** Where an act on this scope is audited: its one legal entity, or each in which the person works. */
export function concerned(codes: readonly string[], scope: string, person: Colleague | undefined): string[] {
  if (scope !== '*') return codes.filter((code) => code === scope);
  return person ? entitiesOf(person, codes) : [];
}

/** Where a loan is audited: where it takes effect; where nothing of it is left to take effect, wherever the delegator works. */
export function concernedByLoan(
  codes: readonly string[],
  { role, entity, team }: DelegationRow,
  delegator: Colleague | undefined,
): string[] {
  const lent: Lent = { role, entity, team: team as Team | '*' };
  const effective = delegator ? entitiesLent(delegator.grants, lent, codes) : [];
  return effective.length > 0 ? effective : concerned(codes, entity, delegator);
}

/** In the order of the entities' codes, everywhere: two writers never wait for each other's chains. */
export async function audit(tx: Tx, entities: readonly string[], at: Date, entry: AuditEntry): Promise<void> {
  for (const legalEntity of entities.toSorted())
    await inEntity(tx, legalEntity, (inner) =>
      appendAudit(inner, { legalEntity, chain: ENTITY_CHAIN, at }, [entry]),
    );
}

export async function refuse(
  tx: Tx,
  { actorId, now, operation }: By,
  { entities, subject, reason }: { entities: readonly string[]; subject: string; reason: string },
) {
  const entry = { actorId, kind: 'access-refused', detail: { operation, subject, reason } };
  await audit(tx, entities, now, entry);
  return { ok: false, kind: 'not-authorised', reason } as const;
}

export const auditLoan = (
  tx: Tx,
  entities: readonly string[],
  row: DelegationRow,
  { actorId, kind }: { actorId: string; kind: string },
  at: Date,
): Promise<void> =>
  audit(tx, entities, at, {
    ...{ actorId, kind },
    detail: {
      delegationId: row.id,
      delegatorId: row.delegatorId,
      delegateId: row.delegateId,
      role: row.role,
      entity: row.entity,
      team: row.team,
      limitMinor: row.limitMinor?.toString() ?? null,
      from: row.from.toISOString(),
      until: row.until.toISOString(),
      reason: row.reason,
    },
  });

export const absenceEvent = (row: AbsenceRow, actorId: string, kind: string): AuditEntry => ({
  ...{ actorId, kind },
  detail: {
    absenceId: row.id,
    personId: row.principalId,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
  },
});

/**
 * One notice, in the first legal entity concerned in which the recipient works: elsewhere they could not read it. Times are said in that
 * entity's zone.
 */
async function tell(
  tx: Tx,
  entities: readonly string[],
  { textIn, ...notice }: Omit<Notice, 'kind' | 'text'> & { readonly textIn: (zone: string) => string },
  at: Date,
): Promise<void> {
  const recipient = await colleagueById(tx, notice.recipientId, at);
  const [legalEntity] = recipient ? entitiesOf(recipient, entities).toSorted() : [];
  if (legalEntity === undefined) return;
  const zone = (await listLegalEntities(tx)).find(({ code }) => code === legalEntity)?.zone ?? 'UTC';
  const told: Notice = { ...notice, kind: 'delegation', text: textIn(zone) };
  await inEntity(tx, legalEntity, (inner) =>
    insertNotices(inner, { legalEntity, requestId: null, at }, [told]),
  );
}

export async function tellDelegate(
  tx: Tx,
  entities: readonly string[],
  row: DelegationRow,
  delegatorName: string,
  what: 'given' | 'revoked',
  at: Date,
): Promise<void> {
  const { id, delegateId: recipientId, role, entity, team } = row;
  const lent = lentWords({ role, entity, team: team as Team | '*' });
  const [title, rest] =
    what === 'given'
      ? [
          `${delegatorName} has lent you authority`,
          'You decide under it in your own name; both names are recorded.',
        ]
      : [`${delegatorName} has taken lent authority back`, 'From now on you decide nothing under it.'];
  const limit = await limitWords(tx, row);
  const textIn = (zone: string) => `Role: ${lent}. From ${periodWords(row, zone)}. ${limit} ${rest}`;
  await tell(tx, entities, { subject: `delegation/${id}/${what}`, recipientId, title, textIn }, at);
}

async function limitWords(tx: Tx, { limitMinor, entity }: DelegationRow): Promise<string> {
  if (limitMinor === null) return 'Without a limit of its own.';
  const currency = (await listLegalEntities(tx)).find(({ code }) => code === entity)?.currency ?? 'USD';
  return `Up to ${toDecimalString(money(limitMinor, currency as CurrencyCode))} ${currency}.`;
}

export async function tellAbsent(
  tx: Tx,
  entities: readonly string[],
  row: AbsenceRow,
  managerId: string,
  at: Date,
): Promise<void> {
  const manager = (await principalNames(tx, [managerId])).get(managerId) ?? 'Your manager';
  await tell(
    tx,
    entities,
    {
      ...{ subject: `absence/${row.id}`, recipientId: row.principalId },
      title: `${manager} has recorded an absence of yours`,
      textIn: (zone) =>
        `From ${periodWords(row, zone)} you count as away: your delegate decides for you, and without one your manager. Cancel it if that is wrong.`,
    },
    at,
  );
}

/** "Mon 16 Nov 09:00 until Fri 20 Nov 17:00 (Europe/Berlin)" */
const periodWords = ({ from, until }: { from: Date; until: Date }, zone: string): string =>
  `${describeInstant(from.toISOString(), zone)} until ${describeInstant(until.toISOString(), zone)} (${zone})`;
