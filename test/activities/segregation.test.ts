import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { candidatesOf } from '../../db/stores/decision-context.ts';
import { involvementIn } from '../../db/stores/involvement.ts';
import { requestById } from '../../db/stores/request-row.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, NOW } from '../db/books.ts';
import { activitiesOf, assessed, decideAs, openSeat, type OpenSeat, refTo } from '../db/case.ts';

let books: Books;
let customerId: string;
const LEAD = 'person:priya.raman';
const ANALYST = 'person:maria.alvarez';
const DAY = 86_400_000;

beforeAll(async () => {
  books = await Books.open(4);
  await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values (${ANALYST}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
});
afterAll(() => books.close());
beforeEach(async () => {
  customerId = await books.customer();
  await books.price({ customerId, at: '40.00' });
});

/** A credit of 600.00 that rules propose; the lead's seat is open. */
async function waiting(): Promise<OpenSeat & { requestId: string }> {
  const invoiceId = await books.invoice({ customerId, paid: true });
  const requestId = await books.capture(invoiceId, { claimed: { amount: '600.00', currency: 'USD' } });
  await assessed(books, requestId);
  await activitiesOf(books).propose(refTo(requestId), 1);
  return { requestId, ...(await openSeat(books, requestId, 'team-lead')) };
}

const captureAs = async (who: string): Promise<string> =>
  books.capture(await books.invoice({ customerId }), { channel: 'service-desk' }, who);
const did = (who: string, duty: string, at: Date) => books.sql`
  insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at) values ('US10', ${customerId}, ${`REQ-US10-of-${customerId}`}, ${who}, ${duty}, ${at})`;
const consume = ({ requestId }: { requestId: string }, decisionId: string) =>
  activitiesOf(books).consumeDecision(refTo(requestId), decisionId, 1);
const recorded = async (seat: OpenSeat, who = LEAD): Promise<string> => {
  const decided = await decideAs(books, who, seat);
  if (!decided.ok) throw new Error(decided.reason);
  return decided.decision.id;
};
const candidates = ({ requestId, taskId }: OpenSeat & { requestId: string }): Promise<string[]> =>
  inEntity(books.worker.db, 'US10', async (tx) => {
    const request = await requestById(tx, 'US10', requestId);
    const involvement = await involvementIn(tx, [request], NOW);
    const task = involvement.tasks.find(({ id }) => id === taskId);
    return task ? candidatesOf(request, task, 'approve', involvement).map(({ personId }) => personId) : [];
  });

describe('across the requests of a customer', () => {
  it('who captured one for them approves no other, and is no candidate', async () => {
    const seat = await waiting();
    expect(await candidates(seat)).toEqual([ANALYST, LEAD]);
    const own = await captureAs(LEAD);
    expect(await candidates(seat)).toEqual([ANALYST]);
    expect(await decideAs(books, LEAD, seat)).toMatchObject({
      ok: false,
      code: 'SOD_VIOLATION',
      reason: expect.stringMatching(
        new RegExp(
          `^You made the request ${own} for this customer on .* until .* someone else must approve for them\\.$`,
        ),
      ),
    });
    expect(await decideAs(books, ANALYST, seat)).toMatchObject({ ok: true });
  });

  it('the activity judges again: what was done before the decision makes it void', async () => {
    const seat = await waiting();
    const decisionId = await recorded(seat);
    await did(LEAD, 'prepare', new Date(NOW.getTime() - DAY));
    expect(await consume(seat, decisionId)).toMatchObject({ effect: 'void', step: null });
    const [voided] = await books.sql`select status, status_reason from decision where id = ${decisionId}`;
    expect(voided).toMatchObject({
      status: 'void',
      status_reason: expect.stringContaining('You prepared REQ-US10-of-'),
    });
    expect(await openSeat(books, seat.requestId, 'team-lead')).toMatchObject({ taskId: seat.taskId });
  });

  it('what was done after it does not', async () => {
    const seat = await waiting();
    const decisionId = await recorded(seat);
    await captureAs(LEAD);
    await did(LEAD, 'prepare', new Date(NOW.getTime() + DAY));
    expect(await consume(seat, decisionId)).toMatchObject({ effect: 'effective' });
  });
});
