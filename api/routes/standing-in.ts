import { cancelAbsence, lendAuthority, recordAbsence, takeBack } from '../../db/standing-in.ts';
import type { Done, StandInRefusal } from '../../db/stand-in-checks.ts';
import type { Tx } from '../../db/connection.ts';
import { listLegalEntities, principalNames } from '../../db/stores/people.ts';
import {
  absencesOf,
  colleaguesIn,
  delegationsOf,
  reportsOf,
  type AbsenceRow,
  type DelegationRow,
} from '../../db/stores/standing-in.ts';
import { refuse, type Scope } from '../authority.ts';
import { codesOf, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import * as contract from '../contract/standing-in.ts';
import type { Answered, Binding } from '../http/bind.ts';
import { notFound, ProblemError } from '../problem.ts';
import type { NameOf } from '../views/names.ts';
import {
  absenceViewOf,
  delegationViewOf,
  lendableRoles,
  possibleDelegates,
  type AbsenceView,
  type DelegationView,
} from '../views/standing-in.ts';

/** How long what has ended stays in the list. */
const KEPT_MS = 90 * 86_400_000;

/** Absences and delegations. All of it needs PostgreSQL alone, and takes effect with the next decision that is asked for. */
export function bindStandingIn(binding: Binding, context: ApiContext): void {
  binding.read(contract.getStandingIn, async ({ reader }) => {
    await assertPerson(context, reader, contract.getStandingIn.operationId);
    return { status: 200, body: await readStandingIn(context, reader) };
  });
  bindAbsences(binding, context);
  bindDelegations(binding, context);
}

function bindAbsences(binding: Binding, { now }: ApiContext): void {
  binding.once(contract.createAbsence, async ({ body, reader }, tx) => {
    const by = await actingPerson(tx, now, reader, contract.createAbsence.operationId);
    const { personId = reader.actor.id, ...rest } = body;
    return answer(201, await recordAbsence(tx, { ...by, ...rest, personId }), (row) =>
      absenceShown(tx, row, by.now),
    );
  });

  binding.once(contract.cancelAbsence, async ({ params, reader }, tx) => {
    const by = await actingPerson(tx, now, reader, contract.cancelAbsence.operationId);
    return answer(200, await cancelAbsence(tx, params.absenceId, by), (row) => absenceShown(tx, row, by.now));
  });
}

function bindDelegations(binding: Binding, { now }: ApiContext): void {
  binding.once(contract.createDelegation, async ({ body, reader }, tx) => {
    const by = await actingPerson(tx, now, reader, contract.createDelegation.operationId);
    return answer(201, await lendAuthority(tx, { ...by, ...body }), (row) =>
      delegationShown(tx, row, reader, by.now),
    );
  });

  binding.once(contract.revokeDelegation, async ({ params, reader }, tx) => {
    const by = await actingPerson(tx, now, reader, contract.revokeDelegation.operationId);
    return answer(200, await takeBack(tx, params.delegationId, by), (row) =>
      delegationShown(tx, row, reader, by.now),
    );
  });
}

/** One reading of the clock for the whole call. */
async function actingPerson(tx: Tx, now: () => Date, reader: Reader, operation: string) {
  await assertPerson({ db: tx, now }, reader, operation);
  return { actorId: reader.actor.id, now: now(), operation };
}

/** A service is nobody's stand-in and never away. */
async function assertPerson(scope: Scope, reader: Reader, operation: string): Promise<void> {
  if (reader.actor.kind === 'person') return;
  const [entity = ''] = codesOf(reader);
  const reason = 'Absences and delegations are of people; a service has none.';
  throw await refuse(scope, reader, { entity, operation, subject: 'standing-in', reason });
}

async function answer<T>(
  status: number,
  done: Done<T>,
  show: (row: T) => Promise<AbsenceView | DelegationView>,
): Promise<Answered | ProblemError> {
  return done.ok ? { status, body: await show(done.row) } : problemOf(done);
}

function problemOf(refusal: StandInRefusal): ProblemError {
  switch (refusal.kind) {
    case 'field':
      return new ProblemError('validation', refusal.reason, {
        errors: [{ pointer: refusal.field, detail: refusal.reason }],
      });
    case 'over':
      return new ProblemError('over-already', refusal.reason);
    case 'lent-already':
      return new ProblemError('lent-already', refusal.reason);
    case 'not-authorised':
      return new ProblemError('not-authorised', refusal.reason, { code: 'NOT_AUTHORISED' });
    case 'not-found':
      return notFound();
    default:
      return refusal satisfies never;
  }
}

async function namesOf(db: Scope['db'], ids: readonly string[]): Promise<NameOf> {
  const names = await principalNames(db, [...new Set(ids)]);
  return (id) => ({ id, name: names.get(id) ?? id });
}

/** Of who has just recorded or cancelled it, so who may. */
const absenceShown = async (tx: Tx, row: AbsenceRow, now: Date): Promise<AbsenceView> =>
  absenceViewOf(row, await namesOf(tx, [row.principalId]), now, true);

async function delegationShown(
  tx: Tx,
  row: DelegationRow,
  reader: Reader,
  now: Date,
): Promise<DelegationView> {
  const entities = await listLegalEntities(tx);
  const nameOf = await namesOf(tx, [row.delegatorId, row.delegateId]);
  return delegationViewOf(row, nameOf, { now, readerId: reader.actor.id, entities });
}

async function readStandingIn({ db, now: clock }: ApiContext, reader: Reader) {
  const now = clock();
  const since = new Date(now.getTime() - KEPT_MS);
  const { id: readerId, grants } = reader.actor;
  const [entities, reports, loans, colleagues] = await Promise.all([
    listLegalEntities(db),
    reportsOf(db, readerId, now),
    delegationsOf(db, readerId, since),
    colleaguesIn(db, codesOf(reader), now),
  ]);
  const absences = await absencesOf(db, [readerId, ...reports.map(({ id }) => id)], since);
  const nameOf = await namesOf(db, [
    ...absences.map(({ principalId }) => principalId),
    ...loans.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]),
  ]);
  const shown = (row: DelegationRow) => delegationViewOf(row, nameOf, { now, readerId, entities });
  const roles = lendableRoles(grants);
  return {
    absences: absences.map((row) => absenceViewOf(row, nameOf, now, true)),
    given: loans.filter(({ delegatorId }) => delegatorId === readerId).map(shown),
    received: loans.filter(({ delegateId }) => delegateId === readerId).map(shown),
    options: {
      roles,
      people: roles.length === 0 ? [] : possibleDelegates(colleagues, reader.actor),
      reports: reports.map(({ id, name }) => ({ id, name })),
    },
  };
}
