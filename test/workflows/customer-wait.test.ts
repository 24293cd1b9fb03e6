import { describe, expect, it } from 'vitest';
import { addBusinessDays } from '../../domain/calendar.ts';
import { localDate } from '../../domain/instant.ts';
import { US10 } from '../../db/seed/entities.ts';
import { useRig } from '../support/rig.ts';
import { PRICE, TELECOM } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const ASK = { verdict: 'ask', reason: 'The order is missing.', question: 'Which order was it?' } as const;
const DAY = { hours: 24 };

const resolutionClock = async (requestId: string) => {
  const { state } = await rig.books.request(requestId);
  const clock = state?.clocks.find(({ name }) => name === 'contract-resolution');
  if (!clock) throw new Error('no contract clock');
  return clock;
};
const question = { kind: 'question', title: 'We need some information from you' };

describe('a question to the customer', () => {
  it('pauses the resolution clocks; the answer resumes them and returns to the approver who asked', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(TELECOM);
    const { received_at: received } = await rig.books.inStage(requestId, 'approving');
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.decide(requestId, MANAGER, 'manager', ASK);
    const waiting = await rig.books.inStage(requestId, 'awaiting-customer');
    expect(waiting.waiting_for).toBe('the customer');
    expect(waiting.sla_due).toBeNull();
    expect((await resolutionClock(requestId)).pauses).toMatchObject([{ to: null }]);

    await rig.advance({ hours: 100 });
    expect(await rig.books.marks(requestId)).toEqual([]);
    await rig.reply(requestId, 'Order 4711.');
    const back = await rig.books.inStage(requestId, 'approving');
    const [pause] = (await resolutionClock(requestId)).pauses;
    const paused = Date.parse(pause?.to ?? '') - Date.parse(pause?.from ?? '');
    expect(paused).toBeGreaterThanOrEqual(100 * 3_600_000);
    expect(back.sla_due?.getTime()).toBeCloseTo(received.getTime() + 48 * 3_600_000 + paused, -4);
    const seats = (await rig.books.tasks(requestId)).filter(({ kind }) => kind === 'approve');
    expect(seats.map(({ role, state }) => [role, state])).toEqual([
      ['team-lead', 'done'],
      ['manager', 'open'],
    ]);
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('unanswered: reminders on business days 3, 6 and 9, notice on 10, and on 15 the request ends without effect', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ASK);
    await rig.books.inStage(requestId, 'awaiting-customer');
    const asked = await rig.today();
    await rig.advance({ hours: 40 * 24 });
    expect(await rig.outcome(requestId)).toBe('NO_RESPONSE');

    const letters = await rig.books.letters(requestId);
    expect(letters.map(({ kind }) => kind)).toEqual([
      ...Array<string>(5).fill('question'),
      'resolution-letter',
    ]);
    expect(letters[0]).toMatchObject(question);
    const onBusinessDay = (n: number) => addBusinessDays(US10.calendar, asked, n);
    expect(letters.map(({ at }) => localDate(at.toISOString(), US10.calendar.zone))).toEqual([
      asked,
      ...[3, 6, 9, 10, 15].map(onBusinessDay),
    ]);
    expect(new Set(rig.books.mailed(requestId)).size).toBe(6);
    expect(rig.books.mailed(requestId)).toHaveLength(6);
    expect(await rig.books.entries(requestId)).toEqual([]);
    expect((await rig.books.proposals(requestId)).map(({ status }) => status)).toEqual(['withdrawn']);
    const undone = (await rig.books.tasks(requestId)).filter(({ state }) => state === 'open');
    expect(undone).toEqual([]);
  });

  it('answered after the second reminder: no more reminders', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ASK);
    await rig.books.inStage(requestId, 'awaiting-customer');
    const sixth = addBusinessDays(US10.calendar, await rig.today(), 6);
    await rig.advanceTo(new Date(`${sixth}T20:00:00Z`));
    await rig.reply(requestId, 'Order 4711.');
    await rig.books.inStage(requestId, 'approving');
    for (let day = 0; day < 20; day += 1) await rig.advance(DAY);
    expect(await rig.books.letterKinds(requestId)).toEqual(['question', 'question', 'question']);
  });

  it('asked twice, each with its own letter', async () => {
    const requestId = await rig.submit(PRICE);
    for (const asked of ['Which order was it?', 'And which delivery?']) {
      await rig.decide(requestId, BILLING_LEAD, 'team-lead', { ...ASK, reason: asked, question: asked });
      await rig.books.inStage(requestId, 'awaiting-customer');
      await rig.books.mailedSoon(requestId, asked);
      await rig.reply(requestId, 'It was this one.');
      await rig.books.inStage(requestId, 'approving');
    }
    expect(rig.mail.about(requestId)).toHaveLength(2);
  });
});
