import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../../db/connection.ts';
import { invoices } from '../../db/schema/receivables.ts';
import { seed } from '../../db/seed/seed.ts';
import { seedWorkedExamples } from '../../db/seed/worked-examples.ts';
import { inEntity } from '../../db/transaction.ts';
import { businessDaysBetween } from '../../domain/calendar.ts';
import { US10 } from '../../db/seed/entities.ts';
import { todayIn } from '../../db/seed/days.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let owner: Connection;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.ownerUrl);
  owner = connect(database.ownerUrl, { max: 2 });
});

afterAll(async () => {
  await owner?.close();
  await database?.drop();
});

describe('seed', () => {
  it('changes nothing when it runs again', async () => {
    const before = await fingerprints(owner.sql);
    await seed(database.ownerUrl);
    expect(await fingerprints(owner.sql)).toEqual(before);
  });

  it('changes nothing when two processes run it at once', async () => {
    const before = await fingerprints(owner.sql);
    await Promise.all([seed(database.ownerUrl), seed(database.ownerUrl)]);
    expect(await fingerprints(owner.sql)).toEqual(before);
  });

  it('seeds forty customers and more, some with expired KYC, some on hold', async () => {
    const [found] = await owner.sql`
      select (select count(*)::int from customer) as customers,
             (select count(*)::int from kyc_profile where status = 'expired') as expired,
             (select count(*)::int from credit_profile where on_hold) as held`;
    expect(found?.['customers']).toBeGreaterThanOrEqual(40);
    expect(found?.['expired']).toBeGreaterThan(0);
    expect(found?.['held']).toBeGreaterThan(0);
  });

  it('fills every post of a legal entity, and lets nobody both write and publish policy', async () => {
    const held = await owner.sql<{ role: string; people: number }[]>`
      select role, count(distinct principal_id)::int as people from role_grant where entity in ('US10', '*') group by role`;
    const people = Object.fromEntries(held.map(({ role, people: count }) => [role, count]));
    expect(people).toMatchObject({
      manager: 2,
      controller: 1,
      treasurer: 2,
      cfo: 1,
      committee: 3,
      'committee-alternate': 1,
      auditor: 1,
      channel: 6,
    });
    const both = await owner.sql`
      select principal_id from role_grant where role in ('policy-author', 'policy-publisher') group by 1 having count(*) > 1`;
    expect(both).toHaveLength(0);
    const [policy] = await owner.sql`select author_id <> publisher_id as apart from policy_version`;
    expect(policy?.['apart']).toBe(true);
  });

  it('shows an application role the rows of the one legal entity it names', async () => {
    const api = connect(database.apiUrl, { max: 1 });
    try {
      const rows = await inEntity(api.db, 'DE20', (tx) =>
        tx.select({ entity: invoices.legalEntity }).from(invoices),
      );
      expect(new Set(rows.map(({ entity }) => entity))).toEqual(new Set(['DE20']));
    } finally {
      await api.close();
    }
  });
});

describe('the seeded ledger', () => {
  it('balances per legal entity and currency', async () => {
    const totals = await owner.sql`
      select legal_entity, currency, sum(debit_minor)::text as debit, sum(credit_minor)::text as credit
      from trial_balance where currency is not null group by 1, 2 order by 1`;
    expect(totals.map((row) => [row['legal_entity'], row['currency']])).toEqual([
      ['DE20', 'EUR'],
      ['US10', 'USD'],
    ]);
    for (const row of totals) expect(row['debit']).toBe(row['credit']);
  });

  it('has receivables equal to the open invoices', async () => {
    const control = await controls(owner.sql, 'debit', ['accounts-receivable']);
    const open = await owner.sql`
      select legal_entity, sum(open_minor)::text as amount from invoice group by 1 order by 1`;
    expect(open.map((row) => [row['legal_entity'], row['amount']])).toEqual(control);
  });

  it.each(['unidentified-cash', 'unapplied-cash', 'on-account'])(
    'has %s equal to what is left of its receipts',
    async (key) => {
      const control = await controls(owner.sql, 'credit', [key]);
      const left = await owner.sql`
      select legal_entity, sum(remaining_minor)::text as amount from receipt where held_in = ${key} group by 1 order by 1`;
      expect(left.map((row) => [row['legal_entity'], row['amount']])).toEqual(control);
    },
  );

  it('numbers its entries without a gap', async () => {
    const series = await owner.sql`
      select legal_entity, substr(number, 1, 13) as series, count(*)::int as entries, max(substr(number, 14)::int) as last
      from journal_entry group by 1, 2`;
    for (const row of series) expect(row['last']).toBe(row['entries']);
  });
});

describe('the worked examples', () => {
  it('are seeded anew under a suffix, with the same figures, once', async () => {
    await seedWorkedExamples(database.ownerUrl, '-test');
    await seedWorkedExamples(database.ownerUrl, '-test');
    const figures = (suffix: string) => owner.sql`
      select replace(id, '-test', '') as id, gross_minor::text, open_minor::text, due_date
      from invoice where customer_id like ${`CUST-100_${suffix}`} order by 1`;
    const originals = await figures('');
    expect(originals).toHaveLength(7);
    expect(await figures('-test')).toEqual(originals);
  });

  it('leave the services invoice out of the days in which its due date would raise the priority', async () => {
    const [invoice] = await owner.sql<
      { due: string }[]
    >`select due_date::text as due from invoice where id = 'INV-22400'`;
    const today = todayIn(US10.calendar.zone);
    const ahead = businessDaysBetween(US10.calendar, today, invoice?.due ?? today);
    expect(ahead < 0 || ahead > 5).toBe(true);
  });
});

/** Count and content of every table. */
async function fingerprints(sql: postgres.Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const entries = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql`
        select count(*)::text || '/' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${sql(name)} t`;
      return [name, String(row?.['print'])] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Balance of control accounts per legal entity, on their normal side. */
async function controls(sql: postgres.Sql, side: 'debit' | 'credit', keys: string[]): Promise<string[][]> {
  const rows = await sql<{ legal_entity: string; debit: string; credit: string }[]>`
    select legal_entity, sum(debit_minor - credit_minor)::text as debit, sum(credit_minor - debit_minor)::text as credit
    from trial_balance where key = any (${keys}) group by 1 order by 1`;
  return rows.map((row) => [row.legal_entity, row[side]]);
}
