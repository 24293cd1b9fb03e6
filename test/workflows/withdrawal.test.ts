import { expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD } from '../support/workflow-people.ts';

const rig = useRig();

/** How a request comes to wait in each state. */
const WAITING: Readonly<Record<string, () => Promise<string>>> = {
  triage: () => rig.submit(PRICE, { subject: 'Question', text: 'Please look at this again.' }),
  preparing: () => rig.submit(PRICE, { claimed: { amount: '24000.00', currency: 'USD' } }),
  approving: () => rig.submit(PRICE),
  'awaiting-customer': async () => {
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', {
      verdict: 'ask',
      reason: 'The order is missing.',
      question: 'Which order was it?',
    });
    return requestId;
  },
};

it.each(Object.keys(WAITING))(
  'a request in %s can be withdrawn, and leaves nothing behind',
  async (stage) => {
    const requestId = (await WAITING[stage]?.()) ?? '';
    await rig.books.inStage(requestId, stage);
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    expect(await rig.books.entries(requestId)).toEqual([]);
    expect(
      (await rig.books.tasks(requestId)).filter(({ state }) => state === 'open' || state === 'waiting'),
    ).toEqual([]);
    expect((await rig.books.proposals(requestId)).filter(({ status }) => status !== 'withdrawn')).toEqual([]);
    expect((await rig.books.letters(requestId)).at(-1)).toMatchObject({
      kind: 'resolution-letter',
      title: 'You have withdrawn your request',
    });
    const [block] = await rig.parts
      .sql`select released_at from dunning_block where request_id = ${requestId}`;
    expect(block?.['released_at']).not.toBeNull();
  },
);

it('once approved it can’t be withdrawn any more', async () => {
  const requestId = await rig.submit(PRICE, { claimed: { amount: '25000.00', currency: 'USD' } });
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, 'person:robert.kim', 'manager');
  await rig.outcome(requestId);
  await expect(rig.withdraw(requestId)).rejects.toThrow('is closed');
});

it('whoever had approved it is told that it counts no more and that nothing was posted', async () => {
  const requestId = await rig.submit(PRICE);
  const approval = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.books.decided(approval, 'effective');
  await rig.withdraw(requestId);
  expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  expect((await rig.books.decision(approval)).status).toBe('void');
  const told = await rig.parts.sql<{ recipient_id: string; kind: string; text: string }[]>`
    select recipient_id, kind, text from notice where request_id = ${requestId} and kind = 'approval-void'`;
  expect(told).toMatchObject([
    { recipient_id: BILLING_LEAD, text: expect.stringContaining('the request ended before it was posted') },
  ]);
});
