import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_IDS } from '../../db/seed/example-cases.ts';
import { useRig } from '../support/rig.ts';
import { exampleCase, PRICE, workedCase } from '../support/workflow-cases.ts';
import {
  ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  MANAGER,
  OTHER_MANAGER,
  SERVICE_DESK,
} from '../support/workflow-people.ts';
import { publishNext, tryToDecideMove, tryToMove } from '../support/workflow-policies.ts';
import type { RunHistory } from '../support/workflow-history.ts';

const rig = useRig();
const LOGISTICS = 'person:pedro.alvarado';
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

/** The customer withdraws; a consult, a change of priority and a move to another policy that comes to nothing went before. */
async function withdrawn(): Promise<string> {
  const requestId = await rig.submit(PRICE);
  await rig.decide(requestId, BILLING_LEAD, 'team-lead', {
    ...{ verdict: 'consult', team: 'logistics', reason: 'The proof is missing.' },
    question: 'When was it delivered?',
  });
  const { id } = await rig.books.openTask(requestId, 'analyst');
  await rig.recordOn(id, LOGISTICS, { verdict: 'answer', reason: 'On 2 October, signed by the porter.' });
  await rig.dispatch();
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.books.openTask(requestId, 'manager');
  const priority = await rig.change(requestId, MANAGER, { kind: 'priority', detail: { priority: 'P1' } });
  await rig.books.changed(priority, 'effective');
  const late = await rig.record(requestId, OTHER_MANAGER, 'manager', { verdict: 'approve', reason: 'Fine.' });
  await rig.takeRoleAway(OTHER_MANAGER, 'manager');
  await rig.dispatch();
  await rig.books.decided(late, 'void');

  const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 90));
  const move = await tryToMove(rig, requestId, ANALYST, after.version);
  if (!move.ok) throw new Error(move.reason);
  expect(await tryToDecideMove(rig, move.change.id, CONTROLLER)).toMatchObject({ ok: true });
  await rig.takeRoleAway(CONTROLLER, 'controller');
  await rig.dispatch();
  await rig.books.changed(move.change.id, 'void');
  await rig.parts
    .sql`update role_grant set valid_until = null where principal_id in (${CONTROLLER}, ${OTHER_MANAGER})`;
  await rig.withdraw(requestId);
  expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  return requestId;
}

/** Everything that people wrote about a request, as it is on record. */
async function writtenAbout(requestId: string): Promise<string[]> {
  const rows = await rig.parts.sql<{ text: string }[]>`
    select body as text from request where id = ${requestId}
    union select subject from request where id = ${requestId}
    union select text from customer_message where request_id = ${requestId}
    union select reason from decision where request_id = ${requestId}
    union select question from task where request_id = ${requestId} and question is not null
    union select reason from request_change where request_id = ${requestId}`;
  return rows.map(({ text }) => text).filter((text) => text.length > 0);
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

  it('holds no name, no address, nobody’s id and nothing that anybody wrote', async () => {
    const talked = [await eventful(), await withdrawn()];
    const histories = await Promise.all(talked.map((requestId) => rig.history(requestId)));
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
    const written = (await Promise.all(talked.map(writtenAbout))).flat();
    expect(written).toEqual(expect.arrayContaining([QUESTION, 'Half, as agreed.', 'When was it delivered?']));
    const people = await rig.parts.sql<{ name: string }[]>`select name from principal where kind = 'person'`;
    const names = people.map(({ name }) => name);
    expect(names).toContain('Margaret Whitfield');
    for (const words of [...personal, ...written, ...names, 'Mr Hart', 'person:'])
      expect(told, words).not.toContain(words);
    expect(told).toContain('CUST-1001');
  });
});
