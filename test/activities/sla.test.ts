import { afterAll, beforeAll, expect, it } from 'vitest';
import { Books, NOW } from '../db/books.ts';
import { activitiesOf, assessed, refTo } from '../db/case.ts';

let books: Books;

beforeAll(async () => {
  books = await Books.open(4);
});
afterAll(() => books.close());

it('a mark that is fired again does not fire again, and says what wakes the clock as things stand by then', async () => {
  const customerId = await books.customer();
  await books.price({ customerId, at: '40.00' });
  const invoiceId = await books.invoice({ customerId, paid: true });
  const requestId = await books.capture(invoiceId, { claimed: { amount: '600.00', currency: 'USD' } });
  await assessed(books, requestId);
  const activities = activitiesOf(books);
  // The next day at half past four, nothing is left of the ladder of the eight hours to respond; half of the forty to resolve is far.
  const late = new Date(NOW.getTime() + 30.5 * 3_600_000);
  const mark = { clock: 'policy-response', percent: 175, at: late.toISOString() } as const;
  const first = await activities.fireSlaMark(refTo(requestId, late), mark);
  const marks = () => books.sql`select clock, percent from sla_mark where request_id = ${requestId}`;
  const once = await marks();
  expect(once).not.toEqual([]);
  expect(first.sla?.nextMark?.clock).not.toBe('approval');

  // A seat opens before the workflow has heard of it; the mark is tried again, as when a worker dies before it answers.
  await activities.propose(refTo(requestId, late), 1);
  const again = await activities.fireSlaMark(refTo(requestId, late), mark);
  expect(again.sla?.nextMark).toMatchObject({ clock: 'approval', percent: 50 });
  expect(await marks()).toEqual(once);
});
