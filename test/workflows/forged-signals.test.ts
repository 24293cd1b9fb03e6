import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';
import { until } from '../support/workflow-until.ts';

const rig = useRig();
let requestId: string;
beforeEach(async () => {
  requestId = await rig.submit(PRICE);
  await rig.books.inStage(requestId, 'approving');
});

/** Everything a signal could have changed. */
const standing = async (id: string) => ({
  request: await rig.books.request(id),
  tasks: await rig.books.tasks(id),
  entries: await rig.books.entries(id),
  proposals: await rig.books.proposals(id),
  mailed: rig.books.mailed(id),
});

const signal = (name: string, ...args: unknown[]) =>
  rig.client.workflow.getHandle(requestId).signal(name, ...args);
const ignored = () => rig.books.audited(requestId, 'signal-ignored');
const ignoredSoon = (count: number) =>
  until(`${count} ignored signals`, async () => {
    const events = await ignored();
    return events.length >= count && events;
  });

/** Sends what is forged; it must be audited so often, and nothing else may have happened. */
async function changesNothing(send: () => Promise<void>, times = 1) {
  const before = await standing(requestId);
  const auditBefore = (await rig.books.audit(requestId)).length;
  const ignoredBefore = (await ignored()).length;
  await send();
  const events = await ignoredSoon(ignoredBefore + times);
  const { updated_at: _then, ...requestBefore } = before.request as typeof before.request & {
    updated_at: Date;
  };
  const after = await standing(requestId);
  expect(after).toMatchObject({ ...before, request: requestBefore });
  expect((await rig.books.audit(requestId)).length).toBe(auditBefore + times);
  return events.slice(ignoredBefore);
}

describe('a forged signal changes nothing and is audited once', () => {
  it.each(['decided', 'replied', 'withdrawn'])('%s with a made-up id', async (name) => {
    const [event] = await changesNothing(() => signal(name, { v: 1, id: `DEC-US10-${randomUUID()}` }));
    expect(event?.actor_id).toBe('temporal');
  });

  it('the id of another request’s decision', async () => {
    const other = await rig.submit(PRICE);
    const foreign = await rig.record(other, BILLING_LEAD, 'team-lead', {
      verdict: 'approve',
      reason: 'Yes.',
    });
    const [event] = await changesNothing(() => signal('decided', { v: 1, id: foreign }));
    expect(event?.detail['why']).toContain('another request');
    await rig.dispatch();
    await rig.books.decided(foreign, 'effective');
  });

  it('the id of another request’s withdrawal', async () => {
    const other = await rig.submit(PRICE);
    await rig.books.inStage(other, 'approving');
    const foreign = await rig.say(other, 'withdrawal', 'Never mind.');
    await changesNothing(() => signal('withdrawn', { v: 1, id: foreign }));
    await rig.dispatch();
    await rig.outcome(other);
  });

  it('the same decision twice', async () => {
    const decision = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    const [event] = await changesNothing(() => signal('decided', { v: 1, id: decision }));
    expect(event?.detail['why']).toContain('taken before');
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.outcome(requestId);
    expect(await rig.books.entries(requestId)).toHaveLength(1);
  });

  it.each([
    ['no message', []],
    ['a word', ['yes']],
    ['a number as id', [{ v: 1, id: 7 }]],
    ['null', [null]],
    ['an empty id', [{ v: 1, id: '' }]],
    ['an endless id', [{ v: 1, id: 'x'.repeat(5_000) }]],
  ])('%s instead of a message', async (_what, args) => {
    const [event] = await changesNothing(() => signal('decided', ...args));
    expect(event?.detail['why']).toContain('malformed');
  });

  it.each([
    ['no JSON', 'json/plain', '{"v":1,'],
    ['an encoding nobody knows', 'binary/none-of-ours', 'x'],
    ['null bytes', 'json/plain', '\0\0'],
  ])('%s instead of a message', async (_what, encoding, data) => {
    const { namespace } = rig.client.options;
    const [event] = await changesNothing(async () => {
      await rig.client.workflowService.signalWorkflowExecution({
        ...{ namespace, workflowExecution: { workflowId: requestId }, signalName: 'decided' },
        input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) }] },
      });
    });
    expect(event?.detail['why']).toContain('malformed');
  });

  it('a name that the SDK keeps for itself', async () => {
    const [event] = await changesNothing(() => signal('__temporal_approve', { v: 1, id: 'now' }));
    expect(event?.detail['signal']).toContain('__temporal_approve');
  });

  it('a name that no signal has', async () => {
    const [event] = await changesNothing(() => signal('approveEverything', { v: 1, id: 'now' }));
    expect(event?.detail['signal']).toBe('approveEverything');
  });

  it('thirty at once, each audited once, and the next real decision still takes effect', async () => {
    await changesNothing(
      async () =>
        void (await Promise.all(Array.from({ length: 30 }, (_, i) => signal('decided', { id: `X-${i}` })))),
      30,
    );
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
  });
});

describe('a decision on an old revision', () => {
  const repropose = async () => {
    await rig.decide(requestId, MANAGER, 'manager', { verdict: 'reject', reason: 'Too much.' });
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'Less.',
      creditLines: [{ line: 1, net: '12500.00' }],
    });
    await rig.books.openTask(requestId, 'team-lead');
  };

  it('signalled again changes nothing', async () => {
    const old = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await repropose();
    const [event] = await changesNothing(() => signal('decided', { v: 1, id: old }));
    expect(event?.detail['why']).toContain('void');
  });

  it('is void even if its row says that nobody has taken it yet', async () => {
    const old = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await repropose();
    await rig.parts.sql`update decision set status = 'recorded' where id = ${old}`;
    const before = await rig.books.request(requestId);
    await signal('decided', { v: 1, id: old });
    await rig.books.decided(old, 'void');
    expect(await rig.books.audited(requestId, 'decision-void')).toHaveLength(1);
    expect((await rig.books.request(requestId)).state).toEqual(before.state);
    const open = (await rig.books.tasks(requestId)).filter(({ state }) => state === 'open');
    expect(open.map(({ revision }) => revision)).toEqual([2]);
  });
});
