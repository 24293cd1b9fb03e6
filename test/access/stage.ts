import type postgres from 'postgres';
import { DEVELOPMENT_ISSUER } from '../../api/dev-issuer/constants.ts';
import { contentHash } from '../../db/canonical.ts';
import { requiredApprovals } from '../../domain/approval-chain.ts';
import { money } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Rig } from '../api/rig.ts';
import { type Band, BAND_NAMES, BANDS, PEOPLE, type Relation, type State, STATES } from './dimensions.ts';

/** Each holds every role that a seat of the matrix needs, and is what the name says on every request. */
export const ASKER = 'person:matrix-asker';
export const MAKER = 'person:matrix-maker';
export const LENDER = 'person:matrix-lender';
/** Filled the levels before the last one. */
const FIRST_LEVEL = 'person:matrix-first-level';
const SOMEBODY = 'person:matrix-somebody';
const SEAT_ROLES: readonly Role[] = ['team-lead', 'manager', 'controller', 'cfo'];

export interface Staged {
  readonly requestId: string;
  readonly customerId: string;
  /** The last seat of the chain. */
  readonly taskId: string;
  readonly role: string;
  readonly hash: string;
  /** Earlier seats of the chain. */
  readonly before: number;
}
export type Stage = ReadonlyMap<`${Band}/${State}`, Staged>;

/** The matrix's people, and one request for each band and state; all of one customer. */
export async function setStage(rig: Rig): Promise<Stage> {
  await hire(rig);
  const stage = new Map<`${Band}/${State}`, Staged>();
  for (const band of BAND_NAMES)
    for (const state of STATES) stage.set(`${band}/${state}`, await stageRequest(rig, band, state));
  return stage;
}

async function hire({ sql }: Rig): Promise<void> {
  const named = [ASKER, MAKER, LENDER, FIRST_LEVEL, SOMEBODY];
  const ids = [...PEOPLE.map(({ id }) => id), ...named];
  const grants = [
    ...PEOPLE.map(({ id, role, entity, team }) => ({ principal_id: id, role, entity, team: team as string })),
    ...named.flatMap((id) =>
      SEAT_ROLES.map((role) => ({ principal_id: id, role, entity: 'US10', team: teamOf(role) })),
    ),
  ].map((grant) => ({ ...grant, valid_from: '2020-01-01' }));
  await sql`insert into principal ${sql(ids.map((id) => ({ id, kind: 'person', name: id })))}`;
  await sql`insert into identity ${sql(ids.map((id) => ({ issuer: DEVELOPMENT_ISSUER, subject: id, principal_id: id })))}`;
  await sql`insert into role_grant ${sql(grants)}`;
}

const teamOf = (role: Role): string => (role === 'team-lead' ? 'billing' : '*');

async function stageRequest(rig: Rig, band: Band, state: State): Promise<Staged> {
  const requestId = await rig.handIn();
  const amount = money(BANDS[band], 'USD');
  const chain = requiredApprovals(policyV1, {
    ...{ column: 'credit-memo', amount, earlier: money(0n, 'USD'), team: 'billing' },
    ...{ everyCheckPassed: false, exactCash: false },
  });
  const json = { minor: amount.minor.toString(), currency: amount.currency };
  const content = { v: 1, requestId, policyVersion: 'v1', amount: json, resolution: { kind: 'credit-memo' } };
  const hash = contentHash(content);
  const seats = chain.seats.map((seat, i) => ({ ...seat, id: `TSK-${requestId.slice(4)}-${i + 1}` }));
  const last = seats.at(-1);
  if (!last) throw new Error(`${band} needs nobody`);
  const [request] = await rig.sql<{ customer_id: string }[]>`
    update request set requester_id = ${ASKER}, type = 'billing-dispute', team = 'billing', stage = 'approving', revision = 1,
      state = ${rig.sql.json({ v: 1, state: { kind: 'approving', revision: 1, contentHash: hash, level: last.level, levels: last.level }, clocks: [] })}
    where id = ${requestId} returning customer_id`;
  await rig.sql`insert into request_touch values ('US10', ${requestId}, ${ASKER}, 'requester', now()), ('US10', ${requestId}, ${MAKER}, 'preparer', now())`;
  await rig.sql`insert into proposal ${rig.sql({
    ...{ legal_entity: 'US10', request_id: requestId, revision: 1, content_hash: hash },
    ...{ content: rig.sql.json(content), customer_group: 'matrix', matrix_column: 'credit-memo' },
    ...{ amount_minor: json.minor, basis_minor: json.minor, functional_minor: json.minor, currency: 'USD' },
    ...{
      requester_id: ASKER,
      preparer_id: MAKER,
      chain: rig.sql.json(JSON.parse(JSON.stringify(chain)) as postgres.JSONValue),
      status: 'pending',
    },
    routed_at: new Date(),
  })}`;
  for (const seat of seats) {
    const open = seat === last;
    await insertTask(rig, {
      ...seat,
      requestId,
      hash,
      state: open ? 'open' : 'done',
      doneBy: open ? null : FIRST_LEVEL,
    });
    if (!open) await insertDecision(rig, { ...seat, requestId, hash, actorId: FIRST_LEVEL });
  }
  const staged = {
    requestId,
    customerId: request?.customer_id ?? '',
    taskId: last.id,
    role: last.role,
    hash,
  };
  await bringInto(rig, staged, state);
  return { ...staged, before: seats.length - 1 };
}

interface Seat {
  readonly id: string;
  readonly requestId: string;
  readonly hash: string;
  readonly role: string;
  readonly team: string;
  readonly level: number;
}

const insertTask = (
  { sql }: Rig,
  { id, requestId, hash, role, team, level, state, doneBy }: Seat & { state: string; doneBy: string | null },
) => sql`
  insert into task (legal_entity, id, request_id, revision, kind, state, level, role, team, because, content_hash, done_by)
  values ('US10', ${id}, ${requestId}, 1, 'approve', ${state}, ${level}, ${role}, ${team}, 'because', ${hash}, ${doneBy})`;

/** As if it had been taken long ago: no guard is asked, and nothing remembers it. */
const insertDecision = ({ sql }: Rig, { id, requestId, hash, role, actorId }: Seat & { actorId: string }) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into decision (legal_entity, id, request_id, revision, task_id, kind, verdict, reason, actor_id, role, content_hash,
        requester_id, preparer_id, status, decided_at)
      values ('US10', ${`DEC-${id.slice(4)}`}, ${requestId}, 1, ${id}, 'approve', 'approve', '', ${actorId}, ${role}, ${hash}, ${ASKER}, ${MAKER}, 'effective', now())`;
  });

async function bringInto(
  { sql }: Rig,
  { requestId, taskId }: Pick<Staged, 'requestId' | 'taskId'>,
  state: State,
): Promise<void> {
  switch (state) {
    case 'open':
      return;
    case 'waiting':
    case 'void':
      await sql`update task set state = ${state} where id = ${taskId}`;
      return;
    case 'done':
      await sql`update task set state = 'done', done_by = ${SOMEBODY}, done_at = now(), verdict = 'approve' where id = ${taskId}`;
      return;
    case 'closed':
      await sql`update request set stage = 'closed', closed_at = now(), outcome = 'INVALID' where id = ${requestId}`;
      return;
    case 'stale':
      await sql`update request set revision = 2, state = jsonb_set(state, '{state,revision}', '2') where id = ${requestId}`;
      return;
    case 'withdrawn':
      await sql`update request set withdraw_requested_at = now() where id = ${requestId}`;
      return;
  }
}

// Relations -----------------------------------------------------------------------------------------------------------------------

/** Brings everybody of the matrix into the relation to every request. @returns what undoes it */
export async function relate(rig: Rig, stage: Stage, relation: Relation): Promise<() => Promise<void>> {
  const { sql } = rig;
  const requests = [...stage.values()];
  const forget = async () => void (await sql`delete from duty`);
  switch (relation) {
    case 'outsider':
      return forget;
    case 'requester':
    case 'preparer': {
      const rows = requests.flatMap(({ requestId }) =>
        PEOPLE.map(({ id }) => ({
          legal_entity: 'US10',
          request_id: requestId,
          actor_id: id,
          relation,
          at: new Date(),
        })),
      );
      await sql`insert into request_touch ${sql(rows)}`;
      return async () => {
        await sql`delete from request_touch where actor_id like 'person:matrix.%'`;
        await forget();
      };
    }
    case 'delegate-of-requester':
      return lend(rig, ASKER);
    case 'delegate-of-preparer':
      return lend(rig, MAKER);
    case 'delegate-of-holder':
      return lend(rig, LENDER);
    case 'earlier-approver':
      return approveEarlier(rig, requests);
    case 'asked-elsewhere':
      return remember(rig, requests, 'request', 1);
    case 'prepared-elsewhere':
      return remember(rig, requests, 'prepare', 89);
    case 'prepared-90-days-ago':
      return remember(rig, requests, 'prepare', 90);
  }
}

/** To whom the lending door would let them lend: colleagues of the entity who are no auditors. */
async function lend({ sql }: Rig, lender: string): Promise<() => Promise<void>> {
  const delegates = PEOPLE.filter(({ entity, role }) => entity === 'US10' && role !== 'auditor');
  const rows = delegates.flatMap(({ id }) =>
    SEAT_ROLES.map((role) => ({
      ...{
        id: `DLG-${id}-${role}`,
        delegator_id: lender,
        delegate_id: id,
        role,
        entity: 'US10',
        team: teamOf(role),
      },
      ...{
        valid_from: '2020-01-01',
        valid_until: '2090-01-01',
        reason: 'leave',
        created_by: lender,
        created_at: new Date(),
      },
    })),
  );
  await sql`insert into delegation ${sql(rows)}`;
  return async () => {
    await sql`delete from delegation`;
    await sql`delete from duty`;
  };
}

const remember = async ({ sql }: Rig, [first]: readonly Staged[], duty: string, days: number) => {
  const at = new Date(Date.now() - days * 86_400_000 - 1_000);
  const rows = PEOPLE.map(({ id }) => ({
    ...{
      legal_entity: 'US10',
      customer_id: first?.customerId ?? '',
      request_id: 'REQ-US10-1',
      actor_id: id,
      duty,
      at,
    },
  }));
  await sql`insert into duty ${sql(rows)}`;
  return async () => void (await sql`delete from duty`);
};

/** A seat of an earlier level for each of them where there is one; where there is none, an approval of another request. */
async function approveEarlier(rig: Rig, requests: readonly Staged[]): Promise<() => Promise<void>> {
  for (const staged of requests.filter(({ before }) => before > 0))
    for (const [i, { id: actorId }] of PEOPLE.entries()) {
      const seat = {
        id: `${staged.taskId}-m${i}`,
        level: 1,
        role: 'team-lead',
        team: 'billing',
        ...pick(staged),
      };
      await insertTask(rig, { ...seat, state: 'done', doneBy: actorId });
      await insertDecision(rig, { ...seat, actorId });
    }
  const forget = await remember(rig, requests, 'approve', 1);
  return async () => {
    await rig.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from decision where actor_id like 'person:matrix.%'`;
      await tx`delete from task where id like '%-m%'`;
    });
    await forget();
  };
}

const pick = ({ requestId, hash }: Staged) => ({ requestId, hash });

/** Undoes an approval of a staged seat. */
export const putBack = ({ sql }: Rig, { taskId, requestId }: Staged) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`delete from decision where task_id = ${taskId}`;
    await tx`delete from outbox where request_id = ${requestId}`;
    await tx`delete from duty where request_id = ${requestId}`;
    await tx`update task set state = 'open', done_by = null, done_at = null, verdict = null where id = ${taskId}`;
  });
