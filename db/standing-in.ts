import { randomUUID } from 'node:crypto';
import { entitiesLent, lendable, narrowed } from '../domain/lending.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Tx } from './connection.ts';
import {
  clashOf,
  dayOf,
  limitOf,
  loanOf,
  over,
  unfitDelegate,
  unfitPeriod,
  type AbsenceToRecord,
  type By,
  type Done,
  type LoanToRecord,
} from './stand-in-checks.ts';
import {
  absenceEvent,
  audit,
  auditLoan,
  concerned,
  concernedByLoan,
  refuse,
  tellAbsent,
  tellDelegate,
} from './stand-in-record.ts';
import { listLegalEntities } from './stores/people.ts';
import {
  absenceById,
  colleagueById,
  delegationById,
  insertAbsence,
  insertDelegation,
  loansOf,
  lockLending,
  markCancelled,
  markRevoked,
  type AbsenceRow,
  type DelegationRow,
} from './stores/standing-in.ts';

/**
 * Lends authority that the delegator holds now. One transaction: loans wait for each other, so no two can close a circle together; the
 * row, its audit event in every legal entity concerned and the notice to the delegate are written together. A refusal for want of
 * authority leaves an audit event and nothing else.
 */
export async function lendAuthority(tx: Tx, input: LoanToRecord): Promise<Done<DelegationRow>> {
  const { actorId, now } = input;
  await lockLending(tx);
  const all = await listLegalEntities(tx);
  const codes = codesOf(all);
  const delegator = await colleagueById(tx, actorId, now);
  if (!delegator || lendable(delegator.grants, input).length === 0)
    return refuse(tx, input, {
      entities: concerned(codes, input.entity, delegator),
      subject: `${input.role} of ${input.entity}, team ${input.team}`,
      reason: `Nobody lends what they do not hold: you are no ${roleWords(input.role, input.team)}${input.entity === '*' ? '' : ` of ${input.entity}`}.`,
    });
  const lent = narrowed(delegator.grants, input);
  const entities = entitiesLent(delegator.grants, lent, codes);
  const limit = limitOf(input, all);
  const problem =
    unfitPeriod(input) ??
    limit.problem ??
    unfitDelegate(input, await colleagueById(tx, input.delegateId, now), entities);
  if (problem) return problem;
  const loan = loanOf(input, lent, limit.minor);
  const before = await loansOf(tx, lent.role, new Date(input.from), new Date(input.until));
  const clash = await clashOf(tx, before, loan);
  if (clash) return clash;
  const row = await insertDelegation(tx, {
    ...{ ...lent, delegateId: input.delegateId, limitMinor: limit.minor, reason: input.reason },
    ...{ from: new Date(input.from), until: new Date(input.until), createdAt: now },
    ...{ id: `DLG-${randomUUID()}`, delegatorId: actorId, createdBy: actorId },
  });
  await auditLoan(tx, entities, row, { actorId, kind: 'authority-lent' }, now);
  await tellDelegate(tx, entities, row, delegator.name, 'given', now);
  return { ok: true, row };
}

/** Takes lent authority back, also before it begins. At once: the next decision under it is refused. */
export async function takeBack(tx: Tx, delegationId: string, by: By): Promise<Done<DelegationRow>> {
  const { actorId, now } = by;
  const row = await delegationById(tx, delegationId);
  if (!row) return { ok: false, kind: 'not-found' };
  const delegator = await colleagueById(tx, row.delegatorId, now);
  const entities = concernedByLoan(codesOf(await listLegalEntities(tx)), row, delegator);
  if (row.delegatorId !== actorId) {
    const reason = 'Only who lent the authority takes it back.';
    const refused = await refuse(tx, by, { entities, subject: row.id, reason });
    return row.delegateId === actorId ? refused : { ok: false, kind: 'not-found' };
  }
  if (row.revokedAt !== null)
    return over(`This delegation was taken back on ${dayOf(row.revokedAt)} already; nothing changed.`);
  if (row.until <= now)
    return over(`This delegation ended on ${dayOf(row.until)}; there is nothing to take back.`);
  await markRevoked(tx, row.id, actorId, now);
  await auditLoan(tx, entities, row, { actorId, kind: 'authority-taken-back' }, now);
  await tellDelegate(tx, entities, row, delegator?.name ?? '', 'revoked', now);
  return { ok: true, row: { ...row, revokedAt: now, revokedBy: actorId } };
}

/** Records that somebody is away: by themselves, or by their manager, of which they are told. Absences may overlap. */
export async function recordAbsence(tx: Tx, input: AbsenceToRecord): Promise<Done<AbsenceRow>> {
  const { actorId, now, personId } = input;
  const codes = codesOf(await listLegalEntities(tx));
  const person = await colleagueById(tx, personId, now);
  if (personId !== actorId && person?.managerId !== actorId) {
    const own = await colleagueById(tx, actorId, now);
    return refuse(tx, input, {
      entities: concerned(codes, '*', person ?? own),
      subject: personId,
      reason: 'You record your own absence, and that of the people who answer to you.',
    });
  }
  const problem = unfitPeriod(input);
  if (problem) return problem;
  const row = await insertAbsence(tx, {
    ...{ id: `ABS-${randomUUID()}`, principalId: personId, note: input.note, createdBy: actorId },
    ...{ from: new Date(input.from), until: new Date(input.until), createdAt: now },
  });
  const entities = concerned(codes, '*', person);
  await audit(tx, entities, now, absenceEvent(row, actorId, 'absence-recorded'));
  if (personId !== actorId) await tellAbsent(tx, entities, row, actorId, now);
  return { ok: true, row };
}

/** Cancels an absence that is coming, or ends one that is running. Once. */
export async function cancelAbsence(tx: Tx, absenceId: string, by: By): Promise<Done<AbsenceRow>> {
  const { actorId, now } = by;
  const row = await absenceById(tx, absenceId);
  if (!row) return { ok: false, kind: 'not-found' };
  const person = await colleagueById(tx, row.principalId, now);
  const entities = concerned(codesOf(await listLegalEntities(tx)), '*', person);
  if (row.principalId !== actorId && person?.managerId !== actorId) {
    const reason = 'Only the person, or their manager, cancels an absence.';
    await refuse(tx, by, { entities, subject: row.id, reason });
    return { ok: false, kind: 'not-found' };
  }
  if (row.cancelledAt !== null)
    return over(`This absence was cancelled on ${dayOf(row.cancelledAt)} already; nothing changed.`);
  if (row.until <= now) return over(`This absence ended on ${dayOf(row.until)}; there is nothing to cancel.`);
  await markCancelled(tx, row.id, now);
  await audit(tx, entities, now, absenceEvent(row, actorId, 'absence-cancelled'));
  return { ok: true, row: { ...row, cancelledAt: now } };
}

const codesOf = (all: readonly { code: string }[]): string[] => all.map(({ code }) => code);
