import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Books, refusedBy } from './books.ts';

let books: Books;
let customerId: string;
beforeAll(async () => {
  books = await Books.open(1);
  customerId = await books.customer();
  await books.price({ customerId, at: '125.00', from: '2026-01-01', to: '2026-06-30' });
});
afterAll(() => books.close());

const agree = (from: string, to: string | null, change: { item?: string; customerId?: string } = {}) =>
  refusedBy(books.price({ customerId, at: '100.00', from, to, ...change }));

describe('beside one from January to June', () => {
  const overlapping: [string, string | null][] = [
    ['2026-06-30', null],
    ['2026-06-30', '2026-06-30'],
    ['2025-01-01', '2026-01-01'],
    ['2026-02-01', '2026-02-28'],
    ['2025-01-01', null],
  ];
  it.each(overlapping)('one of the same customer and item from %s to %s is refused', async (from, to) => {
    expect(await agree(from, to)).toBe('price_agreement_no_overlap');
  });

  it('one of another item or customer is taken', async () => {
    expect(await agree('2026-01-01', null, { item: 'VALVE' })).toBe('nothing');
    expect(await agree('2026-01-01', null, { customerId: await books.customer() })).toBe('nothing');
  });

  it('those before and after it are taken, and close the gap', async () => {
    expect(await agree('2025-01-01', '2025-12-31')).toBe('nothing');
    expect(await agree('2026-07-01', null)).toBe('nothing');
    expect(await agree('2030-01-01', null)).toBe('price_agreement_no_overlap');
  });

  it('one that ends before it begins is refused', async () => {
    expect(await agree('2024-06-30', '2024-06-01')).not.toBe('nothing');
  });
});
