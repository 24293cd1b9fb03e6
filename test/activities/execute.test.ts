import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestState } from '../../domain/request.ts';
import { Books } from '../db/books.ts';
import { activitiesOf, assessed, decideAs, openSeat, refTo, type OpenSeat } from '../db/case.ts';

const LEAD = 'person:priya.raman';

let books: Books;
let requestId: string;
let invoiceId: string;
let seat: OpenSeat;
beforeAll(async () => {
  books = await Books.open(4);
});
afterAll(() => books.close());
/** A credit of 600.00 that waits for the lead. */
beforeEach(async () => {
  const customerId = await books.customer();
  await books.price({ customerId, at: '40.00' });
  invoiceId = await books.invoice({ customerId });
  requestId = await books.capture(invoiceId, { claimed: { amount: '600.00', currency: 'USD' } });
  await assessed(books, requestId);
  await activitiesOf(books).propose(refTo(requestId), 1);
  seat = await openSeat(books, requestId, 'team-lead');
});

const execute = () => activitiesOf(books).execute(refTo(requestId), 1);
const consume = async (decisionId: string, n = 1) =>
  activitiesOf(books).consumeDecision(refTo(requestId), decisionId, n);
const approved = async () => {
  const recorded = await decideAs(books, LEAD, seat);
  if (!recorded.ok) throw new Error(recorded.reason);
  return recorded.decision.id;
};
const posted = async (): Promise<number> =>
  (await books.sql`select 1 from journal_entry where request_id = ${requestId}`).length;
/** What a mistake elsewhere, or a hand in the database, could make of the request. */
const pretend = (state: RequestState) =>
  books.sql`update request set state = ${books.sql.json({ v: 1, state, clocks: [] })} where id = ${requestId}`;

describe('what is not approved is not executed', () => {
  it('while it waits for its approver', async () => {
    await expect(execute()).rejects.toThrow('is approving');
    expect(await posted()).toBe(0);
  });

  it('when only its state says that it is approved', async () => {
    await pretend({ kind: 'approved', revision: 1, contentHash: seat.hash, outcome: 'VALID_FULL' });
    await expect(execute()).rejects.toThrow('has 0 approvals of 1');
    expect(await posted()).toBe(0);
  });

  it('when the approval is recorded but has not taken effect', async () => {
    await approved();
    await pretend({ kind: 'approved', revision: 1, contentHash: seat.hash, outcome: 'VALID_FULL' });
    await expect(execute()).rejects.toThrow('has 0 approvals of 1');
    expect(await posted()).toBe(0);
  });

  it('when the state names other content than the proposal', async () => {
    await consume(await approved());
    await pretend({ kind: 'approved', revision: 1, contentHash: 'another', outcome: 'VALID_FULL' });
    await expect(execute()).rejects.toThrow('not the one approved');
    expect(await posted()).toBe(0);
  });
});

it('what is approved is posted once, bound to what was approved, however often it is executed', async () => {
  await consume(await approved());
  const first = await execute();
  expect(await execute()).toEqual(first);
  const entries =
    await books.sql`select proposal_hash, revision, effect_key from journal_entry where request_id = ${requestId}`;
  expect(entries.map((row) => Object.values(row))).toEqual([
    [seat.hash, 1, `${requestId}/1/execute/proposal`],
  ]);
  const [invoice] = await books.sql`select open_minor::int as open from invoice where id = ${invoiceId}`;
  expect(invoice?.['open']).toBe(40_000);
});

describe('a decision is taken again with the authority of now', () => {
  const outcome = async (id: string, n = 1) => (await consume(id, n)).effect;
  it('and is void when the person has lost the role since', async () => {
    const id = await approved();
    await books.sql`update role_grant set valid_until = '2026-11-16T14:59:00Z' where principal_id = ${LEAD}`;
    expect(await consume(id)).toMatchObject({
      effect: 'void',
      // To Temporal no name; the reason is in the database.
      why: 'refused: NOT_AUTHORISED',
    });
    const [row] = await books.sql<
      { why: string }[]
    >`select status_reason as why from decision where id = ${id}`;
    expect(row?.why).toContain('does not hold, nor stands in for anyone who does');
    await books.sql`update role_grant set valid_until = null where principal_id = ${LEAD}`;
    expect(await books.sql`select 1 from task where id = ${seat.taskId} and state = 'open'`).toHaveLength(1);
  });

  it('and is void when the person has left', async () => {
    const id = await approved();
    await books.sql`update principal set active = 'no' where id = ${LEAD}`;
    expect(await consume(id)).toMatchObject({
      effect: 'void',
      why: expect.stringContaining('no longer active'),
    });
    await books.sql`update principal set active = 'yes' where id = ${LEAD}`;
  });

  it('and counts once, whatever signals repeat it', async () => {
    const id = await approved();
    expect([await outcome(id), await outcome(id), await outcome(id, 2)]).toEqual([
      'effective',
      'effective',
      'ignored',
    ]);
  });

  it('and a made-up one, or one of another request, is ignored', async () => {
    const id = await approved();
    const other = requestId;
    expect(await outcome('DEC-US10-made-up')).toBe('ignored');
    requestId = await books.capture(await books.invoice());
    expect(await consume(id)).toMatchObject({
      effect: 'ignored',
      why: 'the decision is about another request',
    });
    requestId = other;
    expect(await outcome(id, 2)).toBe('effective');
  });
});

it('the same error is not credited a second time under a new request', async () => {
  await consume(await approved());
  const steps = activitiesOf(books);
  await execute();
  await steps.close(refTo(requestId), await steps.confirm(refTo(requestId), 0), 0);
  const again = await books.capture(invoiceId, { claimed: { amount: '600.00', currency: 'USD' } });
  await assessed(books, again);
  expect((await steps.propose(refTo(again), 1)).state.kind).toBe('preparing');
});
