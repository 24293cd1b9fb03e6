import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_IDS } from '../../db/seed/example-cases.ts';
import { useRig } from '../support/rig.ts';
import { exampleCase, PRICE, workedCase } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, SERVICE_DESK } from '../support/workflow-people.ts';
import type { RunHistory } from '../support/workflow-history.ts';

const rig = useRig();
const QUESTION = 'Which order was it, please?';

/** Every payload in a history, wherever it is. */
function payloadsOf({ history }: RunHistory): Payload[] {
  const found: Payload[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array)
      found.push(value as Payload);
    else Object.values(value).forEach(look);
  };
  look(history.events);
  return found;
}

/** A request that is asked about, rejected, proposed again and approved: nearly every message there is. */
async function eventful(): Promise<string> {
  const requestId = await rig.submit(PRICE, { subject: 'Question', text: 'Please look at this again.' });
  await rig.decide(requestId, SERVICE_DESK, 'service-desk', {
    verdict: 'classify',
    reason: 'They mean the price.',
    type: 'billing-dispute',
    disputeReason: 'PRICE',
  });
  await rig.decide(requestId, BILLING_LEAD, 'team-lead', {
    verdict: 'ask',
    reason: 'Unclear.',
    question: QUESTION,
  });
  await rig.books.mailedSoon(requestId, QUESTION);
  await rig.advance({ hours: 6 * 24 });
  await rig.reply(requestId, 'It was order 4711 of our Mr Hart.');
  await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'reject', reason: 'Half of it.' });
  await rig.decide(requestId, ANALYST, 'analyst', {
    verdict: 'propose',
    reason: 'Half, as agreed.',
    creditLines: [{ line: 1, net: '12500.00' }],
  });
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  await rig.outcome(requestId);
  return requestId;
}

describe('what Temporal is told', () => {
  it('survives JSON unchanged: every message, step and argument of an eventful request', async () => {
    const requestId = await eventful();
    const values = payloadsOf(await rig.history(requestId)).map((payload) =>
      defaultPayloadConverter.fromPayload<unknown>(payload),
    );
    expect(values.length).toBeGreaterThan(60);
    for (const value of values) {
      if (value instanceof Uint8Array || value instanceof Date) continue;
      const again = defaultPayloadConverter.toPayload(value);
      if (!again) throw new Error('not converted');
      expect(defaultPayloadConverter.fromPayload(again)).toStrictEqual(value);
    }
  });

  it('holds no name, no address and nothing the customer wrote', async () => {
    const histories = [await rig.history(await eventful())];
    for (const id of EXAMPLE_IDS) {
      const requestId = await rig.submit(id);
      await rig.books.auditedSoon(requestId, 'proposed');
      await rig.comeToRest(requestId);
      histories.push(await rig.history(requestId));
    }
    const told = JSON.stringify(
      histories.flatMap(payloadsOf).map(({ data }) => Buffer.from(data ?? []).toString('utf8')),
    );
    const personal = EXAMPLE_IDS.flatMap((id) => {
      const { customer } = exampleCase(id);
      const { subject, text } = workedCase(id).said((one) => one);
      return [customer.name, customer.contactName, customer.contactEmail, subject.slice(0, 20), text];
    });
    for (const words of [...personal, 'Mr Hart']) expect(told, words).not.toContain(words);
    expect(told).toContain('CUST-1001');
  });
});
