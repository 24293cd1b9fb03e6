import { expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';
import { until } from '../support/workflow-until.ts';

/** A server that suggests continuing as new after so few events that two questions are a long conversation. */
const rig = useRig({
  dev: { extraArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=40'] },
});

it('a long conversation goes on in new runs, and loses nothing', async () => {
  const requestId = await rig.submit(PRICE);
  const handle = rig.client.workflow.getHandle(requestId);
  const runOf = async () => (await handle.describe()).runId;
  const first = await runOf();
  for (const question of ['Which order?', 'Which delivery?', 'Which pallet?']) {
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'ask', reason: question, question });
    await rig.books.mailedSoon(requestId, question);
    await rig.remember(requestId);
    await rig.reply(requestId, `About "${question}": the usual one.`);
    await rig.books.inStage(requestId, 'approving');
  }
  await until('a second run', async () => (await runOf()) !== first);
  await rig.remember(requestId);
  await handle.signal('decided', { v: 1, id: 'DEC-US10-made-up' });
  await rig.books.auditedSoon(requestId, 'signal-ignored');
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_FULL');

  expect(await rig.books.entries(requestId)).toHaveLength(1);
  expect(await rig.books.audited(requestId, 'replied')).toHaveLength(3);
  const mailed = rig.books.mailed(requestId);
  expect(mailed).toHaveLength(new Set(mailed).size);
  expect(mailed).toHaveLength(5);
  const begins = (await rig.history(requestId)).history.events?.[0]?.workflowExecutionStartedEventAttributes;
  expect(begins?.continuedExecutionRunId).toBeTruthy();
});
