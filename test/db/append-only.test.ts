import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transfer } from '../../domain/posting.ts';
import { moneyOf } from '../../domain/money.ts';
import { Books, refusedBy, sqlIn } from './books.ts';
import { activitiesOf, assessed, refTo } from './case.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open(2);
  const customerId = await books.customer();
  await books.price({ customerId, at: '80.00' });
  const requestId = await books.capture(await books.invoice({ customerId }));
  const steps = activitiesOf(books);
  await assessed(books, requestId);
  await steps.propose(refTo(requestId), 1);
  await steps.execute(refTo(requestId), 1);
  await books.post([transfer({ key: 'cash' }, { key: 'opening-equity' }, moneyOf('1.00', 'USD'))]);
});
afterAll(() => books.close());

const TABLES = [
  ...['ledger_transfer', 'journal_entry', 'credit_memo', 'credit_memo_line'],
  ...['audit_event', 'policy_version', 'effect', 'evidence'],
];

describe.each(TABLES)('%s', (table) => {
  const column = async (): Promise<string> => {
    const [row] = await books.sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_identity = 'NO' limit 1`;
    return row?.name ?? '';
  };

  it('refuses updates and deletions by its owner', async () => {
    const name = await column();
    const owner = (statement: string) =>
      refusedBy(sqlIn(books.owner, 'US10', (sql) => sql.unsafe(statement)));
    expect(await owner(`update ${table} set ${name} = ${name}`)).toBe('append-only');
    expect(await owner(`delete from ${table}`)).toBe('append-only');
    expect(await owner(`truncate ${table} cascade`)).toBe('append-only');
  });

  it('refuses them by a superuser', async () => {
    const name = await column();
    expect(await refusedBy(books.sql.unsafe(`update ${table} set ${name} = ${name}`))).toBe('append-only');
    expect(await refusedBy(books.sql.unsafe(`delete from ${table}`))).toBe('append-only');
    expect(await refusedBy(books.sql.unsafe(`truncate ${table} cascade`))).toBe('append-only');
  });
});

it('a policy that was published stays what it was, also by a second publishing', async () => {
  const again = books.owner.sql`
    insert into policy_version select * from policy_version on conflict (version) do update set document = '{}'`;
  expect(await refusedBy(again)).toBe('append-only');
});
