import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterEach, describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PAYMENT, PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

// Workers come and go: the real server, since the time-skipping one never gives up on a sticky queue.
const rig = useRig({ dev: { extraArgs: [] } });
const ASK = { verdict: 'ask', reason: 'The order is missing.', question: 'Which order was it?' } as const;

describe('without a worker', () => {
  it('a decision is kept, and takes effect when the worker is back', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.stopWorker();
    const decision = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect((await rig.books.decision(decision)).status).toBe('recorded');
    await rig.startWorker();
    await rig.books.decided(decision, 'effective');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('a request is taken in, and runs when the worker is back', async () => {
    await rig.stopWorker();
    const requestId = await rig.submit(PAYMENT);
    expect((await rig.books.request(requestId)).stage).toBe('captured');
    await rig.startWorker();
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });
});

it('another worker goes on where the last one stopped', async () => {
  const requestId = await rig.submit(PRICE);
  await rig.decide(requestId, BILLING_LEAD, 'team-lead', ASK);
  await rig.books.mailedSoon(requestId, ASK.question);
  await rig.replaceWorker();
  await rig.reply(requestId, 'Order 4711.');
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.books.openTask(requestId, 'manager');
  await rig.replaceWorker();
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  expect(await rig.books.entries(requestId)).toHaveLength(1);
  expect(rig.books.mailed(requestId)).toHaveLength(3);
});

describe('when every activity fails after its work is done, once', () => {
  let failed: string[] = [];
  /** The worker dies between commit and answer: Temporal runs the activity again. */
  const failAfterCommit: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const result = await next(input);
        if (info.attempt > 1) return result;
        failed.push(info.activityType);
        throw ApplicationFailure.create({ message: 'lost after commit', nextRetryDelay: '10ms' });
      },
    },
  });
  afterEach(() => rig.replaceWorker());

  it('there is one journal entry, one credit memo, one letter of each kind, one effect of each decision', async () => {
    failed = [];
    await rig.replaceWorker({ interceptors: { activity: [failAfterCommit] } });
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ASK);
    await rig.books.mailedSoon(requestId, ASK.question);
    await rig.reply(requestId, 'Order 4711.');
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'reject', reason: 'Half of it.' });
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'Half, as agreed.',
      creditLines: [{ line: 1, net: '12500.00' }],
    });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_PARTIAL');

    const { books } = rig;
    expect(await books.entries(requestId)).toHaveLength(1);
    expect(await books.memos(requestId)).toEqual(['12500.00']);
    const { invoice_id } = await books.request(requestId);
    expect(await books.openOn(invoice_id)).toBe('112500.00');
    expect((await books.letterKinds(requestId)).toSorted()).toEqual([
      'corrected-invoice',
      'question',
      'resolution-letter',
    ]);
    expect(new Set(books.mailed(requestId)).size).toBe(3);
    expect((await books.proposals(requestId)).map(({ status }) => status)).toEqual(['returned', 'posted']);
    expect(await books.audited(requestId, 'decision-effective')).toHaveLength(5);
    for (const once of [
      'replied',
      'executed',
      'confirmed',
      'closed',
      'asked-customer',
      'returned-to-preparer',
    ])
      expect(await books.audited(requestId, once), once).toHaveLength(1);
    for (const step of ['routeAndAssign', 'assess', 'propose', 'consumeDecision', 'consumeCustomerMessage'])
      expect(failed).toContain(step);
    for (const step of ['askCustomer', 'execute', 'confirm', 'close']) expect(failed).toContain(step);
  });
});
