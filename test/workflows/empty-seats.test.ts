import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { overchargedCustomer, PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD, CONTROLLER, MANAGER, OTHER_MANAGER } from '../support/workflow-people.ts';
import { publishNext } from '../support/workflow-policies.ts';

/** Seats whose person, or whose last person, can't fill them any more. */
const rig = useRig();
const ASK = { verdict: 'ask', question: 'Which order?', reason: 'It names none.' } as const;
const YES = { verdict: 'approve', reason: 'Agreed.' } as const;
const TREASURER = 'person:daniel.osei';
const HEAD_OF_CREDIT = 'person:victor.chang';
const ALTERNATE = 'person:paul.adeyemi';

const told = async (requestId: string, kind: string): Promise<string[]> =>
  (
    await rig.parts.sql<{ recipient_id: string }[]>`
      select recipient_id from notice where request_id = ${requestId} and kind = ${kind} order by recipient_id`
  ).map((row) => row.recipient_id);
const touch = (requestId: string, who: string) => rig.parts.sql`
  insert into request_touch (legal_entity, request_id, actor_id, relation, at)
  values ('US10', ${requestId}, ${who}, 'evidence', '2020-01-01')`;

afterEach(async () => {
  await rig.parts.sql`delete from delegation`;
  await rig.parts.sql`update role_grant set valid_until = null where valid_until is not null`;
  await rig.parts.sql`update principal set active = 'yes'`;
});

/** The second manager has asked the customer, and the answer is there: the seat is theirs. */
async function askedAndAnswered(): Promise<string> {
  const requestId = await rig.submit(PRICE);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.decide(requestId, OTHER_MANAGER, 'manager', ASK);
  await rig.books.inStage(requestId, 'awaiting-customer');
  await rig.reply(requestId, 'Order 4711.');
  await rig.books.openTask(requestId, 'manager');
  return requestId;
}

describe('a seat that came back to who asked', () => {
  it('is any manager’s once they have lost the role', async () => {
    const requestId = await askedAndAnswered();
    expect(await rig.tryToRecord(requestId, MANAGER, 'manager', YES)).toMatchObject({ ok: false });
    await rig.takeRoleAway(OTHER_MANAGER, 'manager');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('is any manager’s once they have left, or had a part in the request', async () => {
    for (const end of [
      (_requestId: string) => rig.parts.sql`update principal set active = 'no' where id = ${OTHER_MANAGER}`,
      (requestId: string) => touch(requestId, OTHER_MANAGER),
    ]) {
      const requestId = await askedAndAnswered();
      await end(requestId);
      await rig.approve(requestId, MANAGER, 'manager');
      expect(await rig.outcome(requestId)).toBe('VALID_FULL');
      await rig.parts.sql`update principal set active = 'yes'`;
    }
  });

  it('brings the answer to whoever was stood in for as well', async () => {
    await rig.parts.sql`
      insert into delegation (id, delegator_id, delegate_id, role, entity, team, valid_from, valid_until, reason, created_by, created_at)
      values ('DLG-asks', ${OTHER_MANAGER}, ${CONTROLLER}, 'manager', 'US10', '*', '2020-01-01', '2100-01-01', 'Leave', ${OTHER_MANAGER}, now())`;
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.decide(requestId, CONTROLLER, 'manager', ASK);
    await rig.books.inStage(requestId, 'awaiting-customer');
    await rig.reply(requestId, 'Order 4711.');
    await rig.books.openTask(requestId, 'manager');
    expect(await told(requestId, 'answer-received')).toEqual([OTHER_MANAGER, CONTROLLER].toSorted());
    await rig.approve(requestId, OTHER_MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });
});

it('a seat that nobody may fill when it opens is on record, and who can change that is told', async () => {
  const requestId = await rig.submit(PRICE);
  await rig.books.openTask(requestId, 'team-lead');
  for (const who of [MANAGER, OTHER_MANAGER]) await touch(requestId, who);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  const seat = await rig.books.openTask(requestId, 'manager');
  const event = await rig.books.auditedSoon(requestId, 'seat-unfillable');
  expect(event.detail).toMatchObject({
    taskId: seat.id,
    role: 'manager',
    why: expect.stringContaining('had a part in the request'),
  });
  const managers = await rig.parts.sql<{ id: string }[]>`
    select distinct coalesce(manager_id, id) as id from principal where id in (${MANAGER}, ${OTHER_MANAGER})`;
  const expected = [...new Set([...managers.map(({ id }) => id), CONTROLLER])].toSorted();
  expect((await told(requestId, 'approval-expired')).toSorted()).toEqual(expected);
  const [notice] = await rig.parts.sql<{ text: string }[]>`
    select text from notice where request_id = ${requestId} and kind = 'approval-expired'`;
  expect(notice?.text).toContain('nobody may give it');
  // Nobody comes to hold more than before.
  expect(await rig.tryToRecord(requestId, CONTROLLER, 'manager', YES)).toMatchObject({ ok: false });
});

describe('a committee, two of three', () => {
  beforeAll(async () => {
    await publishNext(rig, (policy) => {
      for (const band of policy.approvals.matrix['credit-memo'].slice(1))
        band.levels = [
          { seats: [{ role: 'controller', team: '*' }] },
          { seats: [{ role: 'committee', team: '*' }], quorum: 2, of: 3 },
        ];
    });
  });

  async function seated(): Promise<{ requestId: string; seatOf: ReadonlyMap<string, string> }> {
    const suffix = await rig.seed(overchargedCustomer(['2400.00']));
    const requestId = await rig.capture({
      ...{ legalEntity: 'US10', channel: 'portal', customerId: `CUST-2001${suffix}` },
      ...{ invoiceId: `INV-2001-1${suffix}`, subject: 'The price is too high' },
      ...{ text: 'The price should be 100.00.', claimed: { amount: '2400.00', currency: 'USD' } },
    });
    await rig.approve(requestId, CONTROLLER, 'controller');
    await rig.books.openTask(requestId, 'committee');
    const seats = await rig.parts.sql<{ id: string; assignee_id: string }[]>`
      select id, assignee_id from task where request_id = ${requestId} and role = 'committee'`;
    return { requestId, seatOf: new Map(seats.map(({ id, assignee_id }) => [assignee_id, id])) };
  }
  const on = (
    seatOf: ReadonlyMap<string, string>,
    whose: string,
    who: string,
    body: Parameters<typeof rig.recordOn>[2],
  ) => rig.recordOn(seatOf.get(whose) ?? '', who, body);
  async function effective(recorded: Awaited<ReturnType<typeof on>>): Promise<void> {
    if (!recorded.ok) throw new Error(recorded.reason);
    await rig.dispatch();
    await rig.books.decided(recorded.decision.id, 'effective');
  }

  it('decides only once the customer has answered one of them, from the question on', async () => {
    const { requestId, seatOf } = await seated();
    const asked = await on(seatOf, TREASURER, TREASURER, ASK);
    // Recorded, and not yet taken up by the run.
    const early = await on(seatOf, HEAD_OF_CREDIT, HEAD_OF_CREDIT, YES);
    expect(early).toMatchObject({ ok: false, code: 'TASK_NOT_OPEN' });
    await effective(asked);
    await rig.books.inStage(requestId, 'awaiting-customer');
    for (const body of [YES, { verdict: 'reject', reason: 'No.' } as const, ASK])
      expect(await on(seatOf, HEAD_OF_CREDIT, HEAD_OF_CREDIT, body)).toMatchObject({
        ok: false,
        reason: expect.stringContaining('decide when the answer is there'),
      });
    await rig.reply(requestId, 'Order 4711.');
    await rig.books.inStage(requestId, 'approving');
    await effective(await on(seatOf, HEAD_OF_CREDIT, HEAD_OF_CREDIT, YES));
    await effective(await on(seatOf, TREASURER, TREASURER, YES));
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('asks nobody any more what only a seat that is not needed wanted to know', async () => {
    const { requestId, seatOf } = await seated();
    await effective(
      await on(seatOf, TREASURER, TREASURER, {
        ...{ verdict: 'consult', team: 'logistics', question: 'Delivered?', reason: 'No proof.' },
      }),
    );
    for (const who of [HEAD_OF_CREDIT, ALTERNATE]) await effective(await on(seatOf, who, who, YES));
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    const tasks = await rig.parts.sql<{ state: string }[]>`
      select state from task where request_id = ${requestId} and kind = 'consult'`;
    expect(tasks).toEqual([{ state: 'void' }]);
    const clocks = (await rig.books.request(requestId)).state?.clocks ?? [];
    expect(clocks.filter(({ name }) => name === 'consult')).toEqual([]);
  });
});
