import { afterAll, beforeAll, expect, it } from 'vitest';
import { nextNumber } from '../../db/ledger.ts';
import { inEntity } from '../../db/transaction.ts';
import { moneyOf } from '../../domain/money.ts';
import { transfer } from '../../domain/posting.ts';
import { Books, refusedBy, sqlIn } from './books.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

const take = (series = 'CM', year = 2026, entity = 'US10') =>
  inEntity(books.worker.db, entity, (tx) => nextNumber(tx, entity, series, year));
const numbersOf = async (series: string): Promise<number> => {
  const [row] =
    await books.sql`select last::int as last from document_number where series = ${series} and legal_entity = 'US10'`;
  return Number(row?.['last'] ?? 0);
};

it('begins with one in each series, year and entity', async () => {
  expect([
    await take(),
    await take(),
    await take('CM', 2027),
    await take('CM', 2026, 'DE20'),
    await take('XX'),
  ]).toEqual([
    ...['CM-US10-2026-000001', 'CM-US10-2026-000002', 'CM-US10-2027-000001', 'CM-DE20-2026-000001'],
    'XX-US10-2026-000001',
  ]);
});

it('gives a number back when the transaction is rolled back', async () => {
  const rolledBack = inEntity(books.worker.db, 'US10', async (tx) => {
    await nextNumber(tx, 'US10', 'RB', 2026);
    throw new Error('the work failed');
  });
  await expect(rolledBack).rejects.toThrow('the work failed');
  expect(await take('RB')).toBe('RB-US10-2026-000001');
});

it('leaves no gap and makes no duplicate when forty transactions take numbers at once, a third of them failing', async () => {
  const attempts = Array.from({ length: 40 }, (_, i) =>
    inEntity(books.worker.db, 'US10', async (tx) => {
      const number = await nextNumber(tx, 'US10', 'PAR', 2026);
      if (i % 3 === 0) throw new Error('the work failed');
      return number;
    }).catch(() => undefined),
  );
  const taken = (await Promise.all(attempts)).filter((number) => number !== undefined);
  const expected = taken.map((_, i) => `PAR-US10-2026-${`${i + 1}`.padStart(6, '0')}`);
  expect(taken.toSorted()).toEqual(expected);
  expect(taken).toHaveLength(26);
  expect(await numbersOf('PAR')).toBe(26);
});

it('numbers journal entries posted at once without a gap', async () => {
  const before = await numbersOf('JE');
  const post = () =>
    books.post([transfer({ key: 'cash' }, { key: 'opening-equity' }, moneyOf('1.00', 'USD'))]);
  const numbers = await Promise.all(Array.from({ length: 20 }, post));
  const expected = numbers.map((_, i) => `JE-US10-2026-${`${before + i + 1}`.padStart(6, '0')}`);
  expect(numbers.toSorted()).toEqual(expected);
});

it('can’t be advanced by more than one, set back, begun elsewhere or deleted', async () => {
  await take('STEP');
  const raw = (statement: string) => refusedBy(sqlIn(books.worker, 'US10', (sql) => sql.unsafe(statement)));
  expect(await raw("update document_number set last = last + 2 where series = 'STEP'")).toBe(
    'number_gapless',
  );
  expect(await raw("update document_number set last = last - 1 where series = 'STEP'")).toBe(
    'number_gapless',
  );
  expect(await raw("update document_number set last = last where series = 'STEP'")).toBe('number_gapless');
  expect(await raw("insert into document_number values ('US10', 'NEW', 2026, 2)")).toBe('number_gapless');
  expect(await raw("delete from document_number where series = 'STEP'")).toBe('permission');
});
