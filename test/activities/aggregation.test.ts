import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Books, NOW } from '../db/books.ts';
import { activitiesOf, assessed, refTo } from '../db/case.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

/** An assessed claim on an invoice that billed so much above the agreed 80.00, of a customer of its own in the group. */
async function piece(group: string, tooMuch: string): Promise<string> {
  const customerId = await books.customer({ group });
  await books.price({ customerId, at: '80.00' });
  const [whole = '0', cents = '00'] = tooMuch.split('.');
  const price = `${80 + Number(whole)}.${cents}`;
  const invoiceId = await books.invoice({ customerId, quantity: '1', price });
  const requestId = await books.capture(invoiceId, { claimed: { amount: tooMuch, currency: 'USD' } });
  await assessed(books, requestId);
  return requestId;
}
const propose = (requestId: string, now = NOW) => activitiesOf(books).propose(refTo(requestId, now), 1);
const proposals = (requestIds: readonly string[]) => books.sql<
  { amount: string; basis: string; roles: string }[]
>`
  select (amount_minor / 100.0)::numeric(20,2)::text as amount, (basis_minor / 100.0)::numeric(20,2)::text as basis,
         coalesce((select string_agg(s->>'role', ', ') from jsonb_array_elements(chain->'seats') s), '') as roles
  from proposal where request_id in ${books.sql(requestIds)} order by basis_minor`;
const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);

describe('a split amount', () => {
  // Domain rules 2: 113.05, automatic; two days later 416.50 of the same customer: basis 529.55, lead.
  it('of 113.05 and, two days later, 416.50 is automatic first and then goes to the lead', async () => {
    const [first, second] = [await piece('GRP-A', '113.05'), await piece('GRP-A', '416.50')];
    expect((await propose(first)).state.kind).toBe('approved');
    expect((await propose(second, days(2))).state.kind).toBe('approving');
    expect(await proposals([first, second])).toEqual([
      { amount: '113.05', basis: '113.05', roles: '' },
      { amount: '416.50', basis: '529.55', roles: 'team-lead' },
    ]);
  });

  it('is no longer one after thirty days', async () => {
    const [first, second, third] = [
      await piece('GRP-B', '113.05'),
      await piece('GRP-B', '416.50'),
      await piece('GRP-B', '300.00'),
    ];
    await propose(first);
    expect((await propose(second, days(30))).state.kind).toBe('approving');
    expect((await propose(third, days(60.01))).state.kind).toBe('approved');
  });

  it('is no longer one when the first piece was withdrawn', async () => {
    const [first, second] = [await piece('GRP-C', '113.05'), await piece('GRP-C', '416.50')];
    await propose(first);
    await books.sql`update proposal set status = 'withdrawn' where request_id = ${first}`;
    expect((await propose(second)).state.kind).toBe('approved');
  });

  it('proposed at once by two workers is seen by the later of them', async () => {
    const pieces = await Promise.all(Array.from({ length: 6 }, () => piece('GRP-D', '113.05')));
    await Promise.all(pieces.map((requestId) => propose(requestId)));
    const bases = (await proposals(pieces)).map(({ basis, roles }) => `${basis} ${roles}`);
    expect(bases).toEqual([
      ...['113.05 ', '226.10 ', '339.15 ', '452.20 '],
      ...['565.25 team-lead', '678.30 team-lead'],
    ]);
  });

  it('of two groups is two amounts', async () => {
    const [first, second] = [await piece('GRP-E', '416.50'), await piece('GRP-F', '416.50')];
    await Promise.all([propose(first), propose(second)]);
    expect((await proposals([first, second])).map(({ basis }) => basis)).toEqual(['416.50', '416.50']);
  });
});
