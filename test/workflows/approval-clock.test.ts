import { describe, expect, it } from 'vitest';
import type { SlaClock } from '../../domain/sla.ts';
import { slaPlan } from '../../domain/sla.ts';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import {
  ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  MANAGER,
  OTHER_ANALYST,
  OTHER_MANAGER,
} from '../support/workflow-people.ts';

const rig = useRig();
const ASK = { verdict: 'ask', reason: 'The order is missing.', question: 'Which order was it?' } as const;

async function approvalClock(requestId: string): Promise<SlaClock | undefined> {
  const { state } = await rig.books.request(requestId);
  return state?.clocks.find(({ name }) => name === 'approval');
}

async function told(requestId: string, kind: string): Promise<string[]> {
  return (await rig.books.notices(requestId))
    .filter((notice) => notice.kind === kind)
    .map(({ recipient_id }) => recipient_id);
}

/** By its words: whoever is told of a breach at the same moment gets both in one notice. */
async function toldOfExpiry(requestId: string): Promise<string[]> {
  return (await rig.books.notices(requestId))
    .filter(({ text }) => text.includes('has not come'))
    .map(({ recipient_id }) => recipient_id);
}

const seconds = (at: Date | null | undefined): number => Math.floor((at?.getTime() ?? 0) / 1_000);

describe('an approval that nobody gives', () => {
  it('reminds who could give it, expires to their managers and whose request it is, then to the managers above, and approves nothing', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    const seat = await rig.books.openTask(requestId, 'team-lead');
    const { received_at: opened } = await rig.books.request(requestId);
    // The lead's 4 business hours are less than half of the 24 left.
    expect((await approvalClock(requestId))?.budgetSeconds).toBe(4 * 3_600);
    expect(Math.abs(seconds(seat.due_at) - seconds(opened) - 4 * 3_600)).toBeLessThan(60);

    await rig.advance({ hours: 2, minutes: 1 });
    expect(await told(requestId, 'approval-reminder')).toEqual([BILLING_LEAD]);
    expect(await toldOfExpiry(requestId)).toEqual([]);
    await rig.advance({ hours: 2 });
    await rig.books.auditedSoon(requestId, 'approval-expired');
    expect((await toldOfExpiry(requestId)).toSorted()).toEqual([BILLING_LEAD, MANAGER].toSorted());
    const expired = await rig.books.openTask(requestId, 'team-lead');
    expect(seconds(expired.escalated_at)).toBe(seconds(expired.due_at) + 1);
    const [notice] = (await rig.books.notices(requestId)).filter(({ text }) => text.includes('has not come'));
    expect(notice?.text).toContain('by the billing team lead');
    expect(notice?.text).toContain('Nothing is approved by waiting');

    await rig.nextBusinessMorning();
    await rig.advance({ minutes: 5 });
    expect((await toldOfExpiry(requestId)).toSorted()).toEqual(
      [BILLING_LEAD, CONTROLLER, MANAGER].toSorted(),
    );
    const events = await rig.books.audited(requestId, 'approval-expired');
    expect(events.map(({ detail }) => detail['percent'])).toEqual([100, 200]);
    expect((await rig.books.request(requestId)).stage).toBe('approving');
    expect(await rig.books.approvals(requestId)).toEqual([]);
    const marks = await rig.books.marks(requestId);
    expect(marks.filter(({ clock }) => clock === 'approval')).toEqual([]);

    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    const [closed] = await rig.books.audited(requestId, 'closed');
    const counted = closed?.detail['clocks'] as { name: string }[] | undefined;
    expect(counted?.map(({ name }) => name)).toEqual(['policy-response', 'policy-resolution']);
  });

  it('has a clock of its own at every level: half of what is left to resolve, once that is less', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    // Two business days and four hours: 20 of 24 hours are used.
    await rig.nextBusinessMorning();
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 4 });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    const seat = await rig.books.openTask(requestId, 'manager');
    const clock = await approvalClock(requestId);
    expect(clock?.budgetSeconds).toBeGreaterThan(2 * 3_600 - 60);
    expect(clock?.budgetSeconds).toBeLessThanOrEqual(2 * 3_600);
    expect(clock?.marksFired).toEqual([]);
    expect(seconds(seat.due_at)).toBe(
      Math.floor(Date.parse(clock?.startedAt ?? '') / 1_000) + (clock?.budgetSeconds ?? 0),
    );
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.outcome(requestId);
    expect(await approvalClock(requestId)).toBeUndefined();
  });

  it('ends its clock with a rejection, and begins another with the next proposal', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'reject', reason: 'Half of it.' });
    await rig.books.openTask(requestId, 'analyst');
    expect(await approvalClock(requestId)).toBeUndefined();
    await rig.decide(requestId, ANALYST, 'analyst', {
      ...{ verdict: 'propose', reason: 'Half.', creditLines: [{ line: 1, net: '12500.00' }] },
    });
    await rig.books.openTask(requestId, 'team-lead');
    expect((await approvalClock(requestId))?.marksFired).toEqual([]);
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    expect(await approvalClock(requestId)).toBeUndefined();
  });
});

describe('a question to the customer', () => {
  it('stops the approval’s clock with the resolution’s; the answer comes back to who asked, with the time that was left', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    await rig.advance({ hours: 1 });
    await rig.decide(requestId, OTHER_MANAGER, 'manager', ASK);
    await rig.books.inStage(requestId, 'awaiting-customer');
    const stopped = (await rig.books.request(requestId)).state?.clocks ?? [];
    expect(stopped.map(({ name, pauses }) => [name, pauses.length])).toEqual([
      ['policy-response', 0],
      ['policy-resolution', 1],
      ['approval', 1],
    ]);
    const [seat] = (await rig.books.tasks(requestId)).filter(({ role }) => role === 'manager');
    expect(seat).toMatchObject({ assignee_id: OTHER_MANAGER, due_at: null, state: 'waiting' });
    await rig.advance({ hours: 3 * 24 });
    expect(await told(requestId, 'approval-reminder')).toEqual([]);

    await rig.reply(requestId, 'Order 4711.');
    await rig.books.inStage(requestId, 'approving');
    expect(await told(requestId, 'answer-received')).toEqual([OTHER_MANAGER]);
    const clock = await approvalClock(requestId);
    const back = await rig.books.openTask(requestId, 'manager');
    if (!clock) throw new Error('no approval clock');
    const plan = slaPlan(clock, (await rig.now()).toISOString(), []);
    expect(plan.consumedSeconds).toBeGreaterThanOrEqual(3_600);
    expect(plan.consumedSeconds).toBeLessThan(3_600 + 120);
    expect(back.due_at?.toISOString()).toBe(new Date(plan.dueAt ?? '').toISOString());
    const other = await rig.tryToRecord(requestId, MANAGER, 'manager', { verdict: 'approve', reason: '' });
    expect(other.ok).toBe(false);
    await rig.approve(requestId, OTHER_MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });
});

it('nobody who touched the request is reminded: where nobody is left to approve, the managers hear of it at expiry', async () => {
  await rig.nextBusinessMorning();
  const requestId = await rig.submit(PRICE);
  await rig.books.openTask(requestId, 'team-lead');
  await rig.parts.sql`
    insert into request_touch (legal_entity, request_id, actor_id, relation, at)
    values ('US10', ${requestId}, ${BILLING_LEAD}, 'evidence', now())`;
  await rig.advance({ hours: 2, minutes: 1 });
  await rig.books.auditedSoon(requestId, 'approval-reminder');
  expect(await told(requestId, 'approval-reminder')).toEqual([]);
  expect((await told(requestId, 'sla-mark')).toSorted()).toEqual([ANALYST, OTHER_ANALYST].toSorted());
  await rig.advance({ hours: 2 });
  await rig.books.auditedSoon(requestId, 'approval-expired');
  expect((await toldOfExpiry(requestId)).toSorted()).toEqual(
    [BILLING_LEAD, MANAGER, OTHER_MANAGER].toSorted(),
  );
});
