import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { earlierProposals, lockAccount } from '../../db/stores/casework.ts';
import { requestById } from '../../db/stores/request-row.ts';
import { inEntity } from '../../db/transaction.ts';
import { toDecimalString } from '../../domain/money.ts';
import { Books, NOW } from './books.ts';
import { proposed } from './case.ts';

const HOUR = 3_600_000;
const WINDOW = 30 * 24 * HOUR;

let books: Books;
let newest: string;
let group: string;
beforeAll(async () => {
  books = await Books.open();
});
beforeEach(async () => {
  group = `GRP-${books.next()}`;
  newest = await requestOf();
});
afterAll(() => books.close());

const requestOf = async (entity: 'US10' | 'DE20' = 'US10'): Promise<string> =>
  books.capture(await books.invoice({ entity, customerId: await books.customer({ entity, group }) }));

type Column =
  | 'customer_group'
  | 'matrix_column'
  | 'currency'
  | 'status'
  | 'amount_minor'
  | 'functional_minor'
  | 'routed_at';

/** A proposal of 600.00 of the group, changed. */
async function proposal(change: Partial<Record<Column, string | null>> = {}, of?: string): Promise<string> {
  const requestId = of ?? (await requestOf());
  await proposed(books, requestId);
  const set: Partial<Record<Column, string | null>> = { customer_group: group, ...change };
  await books.sql`update proposal set ${books.sql(set)} where request_id = ${requestId}`;
  return requestId;
}
const earlier = async (since = new Date(NOW.getTime() - WINDOW)): Promise<string> =>
  inEntity(books.worker.db, 'US10', async (tx) => {
    const request = await requestById(tx, 'US10', newest);
    const total = await earlierProposals(tx, request, group, 'credit-memo', since, 'USD');
    return total === null ? 'unknown' : toDecimalString(total);
  });

describe('the group’s other proposals', () => {
  it('are none in the beginning, and not one’s own', async () => {
    expect(await earlier()).toBe('0.00');
    await proposal({}, newest);
    expect(await earlier()).toBe('0.00');
  });

  it('add up over the customers of the group', async () => {
    await proposal();
    await proposal({ functional_minor: '11305' });
    expect(await earlier()).toBe('713.05');
  });

  const statuses = [
    ...['pending', 'approved', 'posted'].map((status) => [status, '600.00'] as const),
    ...['returned', 'refused', 'withdrawn'].map((status) => [status, '0.00'] as const),
  ];
  it.each(statuses)('that are %s count %s', async (status, total) => {
    await proposal({ status });
    expect(await earlier()).toBe(total);
  });

  it('of another group, column or entity do not count', async () => {
    await proposal({ customer_group: 'GRP-OTHER' });
    await proposal({ matrix_column: 'refund' });
    await proposal({}, await requestOf('DE20'));
    expect(await earlier()).toBe('0.00');
  });

  it('of another currency count by what they are in the functional one', async () => {
    await proposal();
    await proposal({ currency: 'EUR', amount_minor: '10000', functional_minor: '10800' });
    expect(await earlier()).toBe('708.00');
  });

  it('have no sum while one of them has no rate', async () => {
    await proposal();
    const foreign = await proposal({ currency: 'EUR', functional_minor: null });
    expect(await earlier()).toBe('unknown');
    await books.sql`update proposal set status = 'withdrawn' where request_id = ${foreign}`;
    expect(await earlier()).toBe('600.00');
  });

  it('count up to 30 × 24 hours before, to the millisecond', async () => {
    await proposal({ routed_at: new Date(NOW.getTime() - WINDOW).toISOString() });
    expect(await earlier()).toBe('600.00');
    expect(await earlier(new Date(NOW.getTime() - WINDOW + 1))).toBe('0.00');
  });
});

describe('the account’s lock', () => {
  it('makes the second of two wait until the first has ended', async () => {
    const order: string[] = [];
    const hold = (name: string, account: string, entity = 'US10') =>
      inEntity(books.worker.db, entity, async (tx) => {
        await lockAccount(tx, entity, account);
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 60));
        order.push(`${name} ends`);
      });
    await Promise.all([hold('first', group), hold('second', group)]);
    expect(order.map((event) => event.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
    order.length = 0;
    await Promise.all([hold('first', group), hold('other', `${group}-other`), hold('third', group, 'DE20')]);
    expect(order.map((event) => event.split(' ')[1])).toEqual([
      'begins',
      'begins',
      'begins',
      'ends',
      'ends',
      'ends',
    ]);
  });
});
