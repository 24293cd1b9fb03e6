import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../domain/policy/schema.ts';
import { useRig } from '../support/rig.ts';
import { overchargedCustomer } from '../support/workflow-cases.ts';
import { CONTROLLER } from '../support/workflow-people.ts';
import { publishNext } from '../support/workflow-policies.ts';

const rig = useRig();
const TREASURER = 'person:daniel.osei';
const HEAD_OF_CREDIT = 'person:victor.chang';
const ALTERNATE = 'person:paul.adeyemi';
const YES = { verdict: 'approve', reason: 'Agreed.' } as const;
const NO = { verdict: 'reject', reason: 'The customer agreed to this price.' } as const;

/** Credits above 500: the controller, who is a member, then two of three of the committee. */
const byCommittee =
  (veto: boolean) =>
  (policy: Policy): void => {
    for (const band of policy.approvals.matrix['credit-memo'].slice(1))
      band.levels = [
        { seats: [{ role: 'controller', team: '*' }] },
        { seats: [{ role: 'committee', team: '*', ...(veto ? { veto } : {}) }], quorum: 2, of: 3 },
      ];
  };

/** A complaint over 2,400.00 that the controller has approved. @returns its seats, by whom they are for */
async function beforeTheCommittee(): Promise<{ requestId: string; seatOf: ReadonlyMap<string, string> }> {
  const suffix = await rig.seed(overchargedCustomer(['2400.00']));
  const requestId = await rig.capture({
    ...{ legalEntity: 'US10', channel: 'portal', customerId: `CUST-2001${suffix}` },
    ...{ invoiceId: `INV-2001-1${suffix}`, subject: 'The price is too high' },
    ...{ text: 'The price should be 100.00.', claimed: { amount: '2400.00', currency: 'USD' } },
  });
  await rig.approve(requestId, CONTROLLER, 'controller');
  await rig.books.openTask(requestId, 'committee');
  const seats = await seatsOf(requestId);
  return { requestId, seatOf: new Map(seats.map(({ id, assignee_id }) => [assignee_id, id])) };
}
const seatsOf = (requestId: string) => rig.parts.sql<{ id: string; assignee_id: string; state: string }[]>`
  select id, assignee_id, state from task where request_id = ${requestId} and role = 'committee' order by id`;

/** A member's answer to their own seat, taken up by the run. */
async function answer(seatOf: ReadonlyMap<string, string>, who: string, body: typeof YES | typeof NO) {
  const recorded = await rig.recordOn(seatOf.get(who) ?? '', who, body);
  if (!recorded.ok) throw new Error(`${who}: ${recorded.reason}`);
  await rig.dispatch();
  await rig.books.decided(recorded.decision.id, 'effective');
  return recorded.decision.id;
}

describe('a committee, two of three', () => {
  beforeAll(async () => {
    await publishNext(rig, byCommittee(false));
  });

  it('has named seats; an alternate sits for the member who decided before', async () => {
    const { seatOf } = await beforeTheCommittee();
    expect([...seatOf.keys()]).toEqual([TREASURER, HEAD_OF_CREDIT, ALTERNATE]);
    const tried = (who: string, seat: string) => rig.recordOn(seatOf.get(seat) ?? '', who, YES);
    expect(await tried(HEAD_OF_CREDIT, TREASURER)).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    expect(await tried(ALTERNATE, TREASURER)).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    expect(await tried(CONTROLLER, ALTERNATE)).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
  });

  it('approves with two, and the third is not asked any more', async () => {
    const { requestId, seatOf } = await beforeTheCommittee();
    await answer(seatOf, ALTERNATE, YES);
    await answer(seatOf, HEAD_OF_CREDIT, YES);
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect((await seatsOf(requestId)).map(({ state }) => state)).toEqual(['void', 'done', 'done']);
    expect(await rig.books.audited(requestId, 'seat-not-needed')).toHaveLength(1);
    expect(await rig.books.memos(requestId)).toEqual(['2400.00']);
    const late = await rig.recordOn(seatOf.get(TREASURER) ?? '', TREASURER, YES);
    expect(late).toMatchObject({ ok: false });
  });

  it('is not overruled by one: after a rejection two still approve', async () => {
    const { requestId, seatOf } = await beforeTheCommittee();
    await answer(seatOf, TREASURER, NO);
    expect(await rig.books.request(requestId)).toMatchObject({
      stage: 'approving',
      waiting_for: '2 committee members',
    });
    await answer(seatOf, HEAD_OF_CREDIT, YES);
    await answer(seatOf, ALTERNATE, YES);
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('rejects with two: nothing posts, and everyone who approved is told', async () => {
    const { requestId, seatOf } = await beforeTheCommittee();
    const approval = await answer(seatOf, ALTERNATE, YES);
    await answer(seatOf, TREASURER, NO);
    await answer(seatOf, HEAD_OF_CREDIT, NO);
    await rig.books.inStage(requestId, 'preparing');
    expect((await rig.books.decision(approval)).status).toBe('void');
    expect(await rig.books.entries(requestId)).toEqual([]);
    const notices = await rig.parts.sql<{ recipient_id: string; text: string }[]>`
      select recipient_id, text from notice where request_id = ${requestId} and kind = 'approval-void' order by 1`;
    expect(notices.map(({ recipient_id }) => recipient_id)).toEqual([CONTROLLER, ALTERNATE]);
    for (const { text } of notices)
      expect(text).toMatch(
        /^You approved revision 1 of REQ-.*rejected and goes back to its preparer\. Nothing of it was posted\./,
      );
  });

  it('takes what was recorded at the same time one after the other: the third comes too late and is void', async () => {
    const { requestId, seatOf } = await beforeTheCommittee();
    const recorded = await Promise.all(
      [TREASURER, HEAD_OF_CREDIT, ALTERNATE].map((who) => rig.recordOn(seatOf.get(who) ?? '', who, YES)),
    );
    expect(recorded.every(({ ok }) => ok)).toBe(true);
    await rig.dispatch();
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    const statuses = await rig.parts.sql<{ status: string }[]>`
      select status from decision where request_id = ${requestId} and role = 'committee' order by status`;
    expect(statuses.map(({ status }) => status)).toEqual(['effective', 'effective', 'void']);
    expect(await rig.books.entries(requestId)).toHaveLength(1);
  });
});

describe('a committee with a veto', () => {
  beforeAll(async () => {
    await publishNext(rig, byCommittee(true));
  });

  it('rejects at once', async () => {
    const { requestId, seatOf } = await beforeTheCommittee();
    await answer(seatOf, HEAD_OF_CREDIT, NO);
    await rig.books.inStage(requestId, 'preparing');
    expect((await seatsOf(requestId)).map(({ state }) => state)).toEqual(['void', 'done', 'void']);
  });
});
