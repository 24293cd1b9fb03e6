import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { decisionView, requestView, taskView } from '../../api/schemas/resources.ts';
import { openApproval } from './approvals.ts';
import { BILLING_ANALYST, BILLING_LEAD, CONTROLLER, MANAGER, type ProblemBody, Rig } from './rig.ts';

/** What people see of seats that they, or others, fill for somebody else. */
let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());
afterEach(async () => {
  await rig.sql`delete from delegation`;
  await rig.sql`delete from absence`;
});

type Task = z.infer<typeof taskView>;
const CASH_LEAD = 'person:elena.petrova';
const LEAD = { id: BILLING_LEAD, name: 'Priya Raman' };
const STAND_IN = { id: CASH_LEAD, name: 'Elena Petrova' };

let lent = 0;
async function lend(from: string, to: string, role: string, limit: string | null = null): Promise<void> {
  lent += 1;
  await rig.sql`
    insert into delegation (id, delegator_id, delegate_id, role, entity, team, limit_minor, valid_from, valid_until, reason, created_by, created_at)
    values (${`DLG-${lent}`}, ${from}, ${to}, ${role}, 'US10', '*', ${limit}, '2020-01-01', '2100-01-01', 'Leave', ${from}, now())`;
}
const away = (who: string) => rig.sql`
  insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
  values (${`ABS-${who}`}, ${who}, '2020-01-01', '2100-01-01', ${who}, now())`;

const mine = async (who: string): Promise<Task[]> =>
  (await rig.call<{ items: Task[] }>(who, '/v1/tasks?view=mine&limit=100')).body.items;
const task = async (who: string, id: string): Promise<Task> =>
  taskView.parse((await rig.call(who, `/v1/tasks/${id}`)).body);
const seatsOf = async (requestId: string) => {
  const { body } = await rig.call(CONTROLLER, `/v1/requests/${requestId}`);
  return requestView.parse(body).proposal?.approvals;
};
const may = ({ actions }: Task, name: string) => actions.find((action) => action.name === name);

describe('a seat that was lent', () => {
  it('is the delegate’s: among their work, offered in the lender’s name, and so recorded', async () => {
    const { requestId, taskId, hash } = await openApproval(rig, await rig.handIn());
    expect((await mine(CASH_LEAD)).map(({ id }) => id)).not.toContain(taskId);
    await lend(BILLING_LEAD, CASH_LEAD, 'team-lead');
    expect((await mine(CASH_LEAD)).map(({ id, onBehalfOf }) => [id, onBehalfOf])).toContainEqual([
      taskId,
      LEAD,
    ]);
    expect((await task(BILLING_LEAD, taskId)).onBehalfOf).toBeNull();
    expect((await seatsOf(requestId))?.seats[0]?.candidates).toEqual([
      { ...LEAD, via: 'role', onBehalfOf: null, awayUntil: null },
      { ...STAND_IN, via: 'delegation', onBehalfOf: LEAD, awayUntil: null },
    ]);

    const { status, body } = await rig.call(CASH_LEAD, `/v1/tasks/${taskId}/decisions`, {
      body: { verdict: 'approve' },
      headers: { 'If-Match': `"${hash}"` },
    });
    expect(status).toBe(202);
    expect(decisionView.parse(body)).toMatchObject({ actor: STAND_IN, onBehalfOf: LEAD });
    expect((await seatsOf(requestId))?.seats[0]).toMatchObject({
      ...{ state: 'done', decidedBy: STAND_IN, onBehalfOf: LEAD, candidates: [] },
    });
  });

  it('up to less than the basis is not', async () => {
    const { taskId } = await openApproval(rig, await rig.handIn());
    await lend(BILLING_LEAD, CASH_LEAD, 'team-lead', '11304');
    expect((await mine(CASH_LEAD)).map(({ id }) => id)).not.toContain(taskId);
    expect(may(await task(CASH_LEAD, taskId), 'approve')).toMatchObject({
      allowed: false,
      code: 'NOT_AUTHORISED',
      reason:
        'This needs a billing team lead of US10, a role Elena Petrova does not hold, nor stands in for anyone who does.',
    });
  });

  it('is nobody’s in the stead of whoever touched the request, who is told so', async () => {
    const { requestId, taskId } = await openApproval(rig, await rig.handIn());
    await lend(BILLING_LEAD, CASH_LEAD, 'team-lead');
    await rig.sql`insert into request_touch values ('US10', ${requestId}, ${BILLING_LEAD}, 'evidence', now())`;
    const seen = await task(CASH_LEAD, taskId);
    expect(seen.onBehalfOf).toBeNull();
    expect(may(seen, 'approve')).toMatchObject({ allowed: false, code: 'SOD_VIOLATION' });
    expect((await seatsOf(requestId))?.seats[0]?.candidates).toEqual([]);
  });
});

it('the manager of who is away has their seats', async () => {
  const { requestId, taskId } = await openApproval(rig, await rig.handIn());
  expect((await mine(MANAGER)).map(({ id }) => id)).not.toContain(taskId);
  await away(BILLING_LEAD);
  expect((await mine(MANAGER)).map(({ id, onBehalfOf }) => [id, onBehalfOf])).toContainEqual([taskId, LEAD]);
  expect((await seatsOf(requestId))?.seats[0]?.candidates).toMatchObject([
    { ...LEAD, via: 'role' },
    { id: MANAGER, via: 'absence', onBehalfOf: LEAD },
  ]);
});

it('a seat of a committee shows whose it is, its veto, and how many of how many must approve', async () => {
  const { requestId, taskId } = await openApproval(rig, await rig.handIn(), { role: 'committee', team: '*' });
  const alternate = 'person:paul.adeyemi';
  await rig.sql`update task set assignee_id = ${alternate} where id = ${taskId}`;
  await rig.sql`update proposal set chain = jsonb_set(chain, '{seats,0,veto}', 'true') where request_id = ${requestId}`;
  expect((await mine(alternate)).map(({ id }) => id)).toContain(taskId);
  expect((await mine('person:victor.chang')).map(({ id }) => id)).not.toContain(taskId);
  expect(may(await task('person:victor.chang', taskId), 'approve')?.reason).toBe(
    'This seat is assigned to Paul Adeyemi; only they, or whoever stands in for them, can decide it.',
  );
  expect(await seatsOf(requestId)).toMatchObject({
    levels: [{ level: 1, quorum: 1, of: 1 }],
    seats: [
      {
        veto: true,
        assignee: { id: alternate, name: 'Paul Adeyemi' },
        candidates: [{ id: alternate, via: 'role' }],
      },
    ],
  });
});

describe('a request with an owner', () => {
  it('is theirs to assess; others are told whose it is and who can give it to them', async () => {
    const requestId = await rig.handIn();
    const taskId = `TSK-US10-owned-${requestId}`;
    await rig.sql`update request set team = 'billing', owner_id = ${BILLING_ANALYST} where id = ${requestId}`;
    await rig.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash, opened_at)
      values ('US10', ${taskId}, ${requestId}, 1, 'assess', 'open', 'analyst', 'billing', 'because', 'hash', now())`;
    expect(may(await task(BILLING_ANALYST, taskId), 'deny')).toMatchObject({ allowed: true });
    expect((await mine('person:devon.clarke')).map(({ id }) => id)).not.toContain(taskId);
    const { status, body } = await rig.call<ProblemBody>(
      'person:devon.clarke',
      `/v1/tasks/${taskId}/decisions`,
      {
        body: { verdict: 'deny', reason: 'No.' },
        headers: { 'If-Match': '"hash"' },
      },
    );
    expect([status, body.detail]).toEqual([
      403,
      'This request belongs to Maria Alvarez; only they, or whoever stands in for them, can do this. A team lead can give it to somebody else.',
    ]);
    await lend(BILLING_ANALYST, 'person:devon.clarke', 'analyst');
    expect((await task('person:devon.clarke', taskId)).onBehalfOf).toMatchObject({ id: BILLING_ANALYST });
  });
});
