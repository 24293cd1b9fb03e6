import { expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { TELECOM } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const wholeSeconds = (instant: Date | null): number => Math.floor((instant?.getTime() ?? 0) / 1_000);

/** The contract's marks as recorded: percent, hours since receipt when truly due, whether they were noticed in time. */
async function contractMarks(requestId: string, received: Date) {
  const marks = await rig.books.marks(requestId);
  return marks
    .filter(({ clock }) => clock === 'contract-resolution')
    .map(({ percent, true_at, at, breach }) => ({
      percent,
      // Clocks count whole seconds.
      hours: Math.ceil((true_at.getTime() - received.getTime()) / 1_000) / 3_600,
      promptly: at.getTime() >= true_at.getTime() && at.getTime() - true_at.getTime() < 30_000,
      breach,
    }));
}

const mark = (percent: number, hours: number, breach = false) => ({ percent, hours, promptly: true, breach });
const AHEAD = [mark(50, 24), mark(75, 36), mark(90, 43.2)];

async function metOf(requestId: string, clock: string): Promise<unknown> {
  const [closed] = await rig.books.audited(requestId, 'closed');
  const clocks = closed?.detail['clocks'] as { name: string; met: boolean }[];
  return clocks.find(({ name }) => name === clock)?.met;
}

it('the contract’s 48 hours bind, warn once each at 24, 36 and 43.2 hours, and are met by an approval before', async () => {
  const requestId = await rig.submit(TELECOM);
  const request = await rig.books.inStage(requestId, 'approving');
  expect(request.sla_binding?.clock).toBe('contract-resolution');
  expect(wholeSeconds(request.sla_due)).toBe(wholeSeconds(request.received_at) + 48 * 3_600);
  expect(request.sla_binding?.why).toContain('48 elapsed hours');

  await rig.advance({ hours: 23, minutes: 59 });
  expect(await contractMarks(requestId, request.received_at)).toEqual([]);
  await rig.advance({ hours: 23, minutes: 59 });
  expect(await contractMarks(requestId, request.received_at)).toEqual(AHEAD);

  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  expect(await metOf(requestId, 'contract-resolution')).toBe(true);
  expect(await contractMarks(requestId, request.received_at)).toEqual(AHEAD);
  const warned = await rig.books.audited(requestId, 'sla-mark');
  expect(warned.filter(({ detail }) => detail['clock'] === 'contract-resolution')).toHaveLength(3);
});

it('if nobody approves, the breach carries its true time, is followed by three further steps, and approves nothing', async () => {
  const requestId = await rig.submit(TELECOM);
  const { received_at: received } = await rig.books.inStage(requestId, 'approving');
  await rig.advance({ hours: 30 * 24 });
  expect(await contractMarks(requestId, received)).toEqual([
    ...AHEAD,
    mark(100, 48 + 1 / 3_600, true),
    mark(125, 60, true),
    mark(150, 72, true),
    mark(175, 84, true),
  ]);
  expect(await rig.books.entries(requestId)).toEqual([]);
  expect((await rig.books.request(requestId)).stage).toBe('approving');

  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  await rig.outcome(requestId);
  expect(await metOf(requestId, 'contract-resolution')).toBe(false);
});

it('a response in time is never a missed one, however long the rest takes', async () => {
  await rig.nextBusinessMorning();
  const requestId = await rig.submit(TELECOM);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.books.openTask(requestId, 'manager');
  await rig.advance({ hours: 30 * 24 });
  const marks = await rig.books.marks(requestId);
  expect(marks.filter(({ clock }) => clock === 'policy-response')).toEqual([]);
  expect(marks.filter(({ clock, breach }) => clock === 'policy-resolution' && breach)).toHaveLength(4);
  await rig.approve(requestId, MANAGER, 'manager');
  await rig.outcome(requestId);
  expect(await metOf(requestId, 'policy-response')).toBe(true);
  expect(await metOf(requestId, 'policy-resolution')).toBe(false);
});

it('a response that comes too late is a missed one', async () => {
  await rig.nextBusinessMorning();
  const requestId = await rig.submit(TELECOM);
  await rig.books.inStage(requestId, 'approving');
  await rig.advance({ hours: 6 });
  const marks = await rig.books.marks(requestId);
  expect(marks.filter(({ clock }) => clock === 'policy-response').map(({ percent }) => percent)).toEqual([
    50, 75, 90, 100, 125, 150,
  ]);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  await rig.outcome(requestId);
  expect(await metOf(requestId, 'policy-response')).toBe(false);
});
