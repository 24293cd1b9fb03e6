import { describe, expect, it } from 'vitest';
import type { SlaClock } from '../../domain/sla.ts';
import type { Priority } from '../../domain/vocabulary.ts';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const give = (priority: Priority) => ({ kind: 'priority' as const, detail: { priority } });

async function clockOf(requestId: string, name: SlaClock['name']): Promise<SlaClock> {
  const { state } = await rig.books.request(requestId);
  const clock = state?.clocks.find((one) => one.name === name);
  if (!clock) throw new Error(`${requestId} has no clock ${name}`);
  return clock;
}

async function percentsOf(requestId: string): Promise<number[]> {
  const marks = await rig.books.marks(requestId);
  return marks.filter(({ clock }) => clock === 'policy-resolution').map(({ percent }) => percent);
}

/** P2: 24 business hours. */
async function submitP2(): Promise<string> {
  await rig.nextBusinessMorning();
  const requestId = await rig.submit(PRICE);
  await rig.books.openTask(requestId, 'team-lead');
  await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'approve', reason: 'Agreed.' });
  await rig.books.openTask(requestId, 'manager');
  return requestId;
}

describe('a change of priority', () => {
  it('keeps what is used, swaps the budgets, and of the marks passed at once fires only the highest', async () => {
    const requestId = await submitP2();
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 3 });
    // 11 of 24 hours are used, not half; of 8 hours it is more than 125 %.
    expect(await percentsOf(requestId)).toEqual([]);
    const change = await rig.change(requestId, MANAGER, give('P1'));
    await rig.books.changed(change, 'effective');
    await rig.books.auditedSoon(requestId, 'sla-breached');
    await rig.comeToRest(requestId);
    expect(await percentsOf(requestId)).toEqual([125]);
    expect((await clockOf(requestId, 'policy-resolution')).budgetSeconds).toBe(8 * 3_600);
    expect((await clockOf(requestId, 'policy-response')).budgetSeconds).toBe(3_600);
    // It was truly passed an hour ago.
    const [mark] = (await rig.books.marks(requestId)).filter(({ clock }) => clock === 'policy-resolution');
    const late = (mark?.at.getTime() ?? 0) - (mark?.true_at.getTime() ?? 0);
    expect(late).toBeGreaterThan(3_500_000);
    expect(late).toBeLessThan(3_700_000);

    const request = await rig.books.request(requestId);
    expect(request.priority).toBe('P1');
    const { searchAttributes } = await rig.client.workflow.getHandle(requestId).describe();
    expect(searchAttributes?.['priority']).toEqual(['P1']);
    const explained = await rig.parts.sql`
      select rule, because, outcome from explanation where request_id = ${requestId} and rule = 'by-hand'`;
    expect(explained).toMatchObject([{ rule: 'by-hand', outcome: 'P1' }]);
    const [asked] = await rig.books.audited(requestId, 'change-requested');
    const [effective] = await rig.books.audited(requestId, 'change-effective');
    expect([asked?.actor_id, effective?.actor_id]).toEqual([MANAGER, MANAGER]);
  });

  it('shortens the approval’s own clock to half of what is left, and lengthens it never', async () => {
    const requestId = await submitP2();
    expect((await clockOf(requestId, 'approval')).budgetSeconds).toBe(8 * 3_600);
    await rig.advance({ hours: 2 });
    await rig.books.changed(await rig.change(requestId, MANAGER, give('P1')), 'effective');
    const { budgetSeconds } = await clockOf(requestId, 'approval');
    // 2 hours used, 6 left to resolve: 3 more to approve.
    expect(budgetSeconds / 3_600).toBeCloseTo(5, 1);
    const seat = await rig.books.openTask(requestId, 'manager');
    await rig.books.changed(await rig.change(requestId, MANAGER, give('P4')), 'effective');
    expect((await clockOf(requestId, 'approval')).budgetSeconds).toBe(budgetSeconds);
    expect((await rig.books.openTask(requestId, 'manager')).due_at).toEqual(seat.due_at);
    expect((await clockOf(requestId, 'policy-resolution')).budgetSeconds).toBe(80 * 3_600);
  });

  it('to more time fires no rung again, and the ladder goes on from its highest', async () => {
    const requestId = await submitP2();
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 5 });
    expect(await percentsOf(requestId)).toEqual([50]);
    await rig.books.changed(await rig.change(requestId, MANAGER, give('P3')), 'effective');
    await rig.nextBusinessMorning();
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 5 });
    // 29 of 40 hours: past its half, not yet three quarters.
    expect(await percentsOf(requestId)).toEqual([50]);
    await rig.advance({ hours: 2 });
    expect(await percentsOf(requestId)).toEqual([50, 75]);
  });

  it('by somebody who may not, or to what it is already, is void, with why', async () => {
    const requestId = await submitP2();
    const byAnalyst = await rig.change(requestId, ANALYST, give('P1'));
    expect((await rig.books.changed(byAnalyst, 'void')).status_reason).toContain('Only a lead of its team');
    const same = await rig.change(requestId, MANAGER, give('P2'));
    expect((await rig.books.changed(same, 'void')).status_reason).toContain('has priority P2 already');
    expect((await rig.books.request(requestId)).priority).toBe('P2');
    await rig.client.workflow.getHandle(requestId).signal('changed', { v: 1, id: 'CHG-US10-made-up' });
    const ignored = await rig.books.auditedSoon(requestId, 'signal-ignored');
    expect(ignored.detail['changeId']).toBe('CHG-US10-made-up');
  });

  it('that comes when the request has ended is void', async () => {
    const requestId = await submitP2();
    const change = await rig.recordChange(requestId, MANAGER, give('P1'));
    // Its signal is still on the way.
    await rig.parts.sql`
      update outbox set not_before = now() + interval '1 day' where payload->>'id' = ${change}`;
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.outcome(requestId);
    const { status_reason } = await rig.books.changed(change, 'void');
    expect(status_reason).toBe('the request ended before the change took effect');
    expect((await rig.books.request(requestId)).priority).toBe('P2');
  });
});
