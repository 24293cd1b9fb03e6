import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '../../db/audit.ts';
import { auditEvents } from '../../db/schema/door.ts';
import { inEntities, inEntity } from '../../db/transaction.ts';
import type { Connection } from '../../db/connection.ts';
import { Books, NOW, refusedBy, sqlIn } from './books.ts';
import { activitiesOf, assessed, decideAs, openSeat, refTo } from './case.ts';

let books: Books;
let tables: string[];
beforeAll(async () => {
  books = await Books.open(4);
  await creditedCase('US10', 'person:priya.raman');
  await creditedCase('DE20', 'person:katrin.hoffmann');
  const rows = await books.sql<{ name: string }[]>`
    select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'legal_entity' and table_type = 'BASE TABLE' order by 1`;
  tables = rows.map(({ name }) => name);
});
afterAll(() => books.close());

/** A request from capture to close, so that every table has rows of the entity. */
async function creditedCase(entity: 'US10' | 'DE20', lead: string): Promise<void> {
  const customerId = await books.customer({ entity });
  await books.price({ entity, customerId, at: '40.00' });
  const invoiceId = await books.invoice({ entity, customerId, paid: true });
  const currency = entity === 'US10' ? 'USD' : 'EUR';
  const requestId = await books.capture(invoiceId, { claimed: { amount: '600.00', currency } });
  const steps = activitiesOf(books);
  const ref = refTo(requestId);
  await assessed(books, requestId);
  await steps.propose(ref, 1);
  const decided = await decideAs(books, lead, await openSeat(books, requestId, 'team-lead'));
  if (!decided.ok) throw new Error(decided.reason);
  await steps.consumeDecision(ref, decided.decision.id, 1);
  await steps.execute(ref, 1);
  await steps.close(ref, await steps.confirm(ref, 0), 0);
  await books.sql`insert into customer_message (legal_entity, id, request_id, kind, text, actor_id, at)
    values (${entity}, ${`MSG-${entity}-1`}, ${requestId}, 'reply', 'text', 'contact', now())`;
  await books.sql`insert into sla_mark (legal_entity, request_id, clock, percent, true_at, at, breach)
    values (${entity}, ${requestId}, 'policy-resolution', 50, now(), now(), false)`;
  await books.sql`insert into contract (legal_entity, id, customer_id, date_from, date_to, payment_terms)
    values (${entity}, 'CON-1', ${customerId}, '2026-01-01', '2026-12-31', 'net 30')`;
  await books.sql`insert into request_change (legal_entity, id, request_id, kind, reason, requested_by, requested_at, status)
    values (${entity}, ${`CHG-${entity}-1`}, ${requestId}, 'priority', 'reason', ${lead}, now(), 'approved')`;
  await books.sql`insert into explanation (legal_entity, id, request_id, revision, step, rule, policy_version, because, inputs, outcome, at)
    values (${entity}, 'a', ${requestId}, 1, 'route', 'rule', 'v1', 'because', '{}', '{}', now())`;
  await books.sql`insert into notice (legal_entity, id, recipient_id, kind, title, text, at)
    values (${entity}, ${`NTC-${entity}-1`}, ${lead}, 'ownership', 'title', 'text', now())`;
  await books.sql`insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
    values (${entity}, ${customerId}, ${requestId}, 'person:nobody', 'approve', now())`;
}

const countIn = async (connection: Connection, entities: string, table: string): Promise<number> => {
  const [row] = await sqlIn(
    connection,
    entities,
    (sql) => sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`,
  );
  return row?.n ?? -1;
};
const roles = ['api', 'worker', 'owner'] as const;

it('covers every table that names a legal entity, and binds the owner too', async () => {
  const rows = await books.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = 'by_entity'
    where c.relrowsecurity and c.relforcerowsecurity and c.relnamespace = 'public'::regnamespace order by 1`;
  expect(rows.map(({ name }) => name)).toEqual(tables);
  expect(tables).toHaveLength(35);
});

it('has both entities in every one of them', async () => {
  for (const table of tables) {
    const rows = await books.sql<
      { e: string }[]
    >`select distinct legal_entity as e from ${books.sql(table)} order by 1`;
    expect([table, ...rows.map(({ e }) => e)]).toEqual([table, 'DE20', 'US10']);
  }
});

describe.each(roles)('as %s', (role) => {
  /** The dispatcher is one poller for all entities, so the worker sees the whole outbox. */
  const scoped = () => tables.filter((table) => !(role === 'worker' && ['outbox', 'notice'].includes(table)));

  it('nothing is seen without naming an entity', async () => {
    for (const table of scoped()) expect([table, await countIn(books[role], '', table)]).toEqual([table, 0]);
  });

  it('the rows of the named entity are seen, and no others', async () => {
    for (const table of scoped()) {
      const seen = await sqlIn(
        books[role],
        'US10',
        (sql) => sql<{ e: string }[]>`select distinct legal_entity as e from ${sql(table)}`,
      );
      expect([table, ...seen.map(({ e }) => e)]).toEqual([table, 'US10']);
    }
  });

  it('both are seen only when both are named', async () => {
    for (const table of scoped()) {
      const [one, other, both] = [
        await countIn(books[role], 'US10', table),
        await countIn(books[role], 'DE20', table),
        await countIn(books[role], 'US10,DE20', table),
      ];
      expect([table, both]).toEqual([table, one + other]);
    }
  });

  it.each(['us10', 'US1', '*', '%', "US10' or '1'='1"])('the name %j opens nothing', async (name) => {
    expect(await countIn(books[role], name, 'audit_event')).toBe(0);
  });
});

describe('a row of another entity', () => {
  const writes = {
    api: ['request_touch', 'audit_event', 'outbox'],
    worker: ['request_touch', 'audit_event', 'outbox', 'effect', 'evidence', 'sla_mark', 'document_number'],
    owner: ['customer', 'fiscal_period', 'account'],
  } as const;
  const cases = roles.flatMap((role) => writes[role].map((table) => [role, table] as const));
  it.each(cases)('can’t be inserted by %s: %s', async (role, table) => {
    const [row] = await books.sql<{ copy: string }[]>`
      select to_jsonb(t)::text as copy from ${books.sql(table)} t where legal_entity = 'DE20' limit 1`;
    const attempt = sqlIn(
      books[role],
      'US10',
      (sql) => sql`
        insert into ${sql(table)} overriding user value
        select * from jsonb_populate_record(null::${sql(table)}, ${row?.copy ?? ''}::text::jsonb)`,
    );
    expect(await refusedBy(attempt)).toBe('row-level security');
  });

  const updates = [
    ['api', 'request', 'first_response_at'],
    ['worker', 'request', 'next_step'],
    ['worker', 'task', 'verdict'],
    ['owner', 'customer', 'name'],
  ] as const;
  it.each(updates)('can’t be updated by %s: %s.%s', async (role, table, column) => {
    const changed = await sqlIn(
      books[role],
      'US10',
      (sql) => sql`update ${sql(table)} set ${sql(column)} = null where legal_entity = 'DE20' returning 1`,
    );
    expect(changed).toHaveLength(0);
  });

  it('can’t become one of this entity, nor the other way round', async () => {
    const move = (from: string, to: string) =>
      sqlIn(
        books.owner,
        from,
        (sql) =>
          sql`update fiscal_period set legal_entity = ${to} where legal_entity = ${from} and status = 'open'`,
      );
    expect(await refusedBy(move('US10', 'FR30'))).toBe('row-level security');
    expect(await refusedBy(move('DE20', 'US10'))).toBe('row-level security');
  });
});

describe('the worker as dispatcher', () => {
  it('sees and marks messages of every entity, and changes nothing else of them', async () => {
    expect(await countIn(books.worker, '', 'outbox')).toBeGreaterThan(1);
    const marked = await sqlIn(
      books.worker,
      '',
      (sql) => sql<{ e: string }[]>`update outbox set attempts = attempts returning legal_entity as e`,
    );
    expect(new Set(marked.map(({ e }) => e))).toEqual(new Set(['DE20', 'US10']));
    for (const column of ['payload', 'legal_entity', 'request_id', 'kind'])
      expect(
        await refusedBy(
          sqlIn(books.worker, '', (sql) => sql`update outbox set ${sql(column)} = ${sql(column)}`),
        ),
      ).toBe('permission');
  });
});

describe('the one way to a transaction', () => {
  it.each(['', 'US10,DE20', 'us10', "US10'; drop table request; --", '*'])(
    'refuses %j as an entity',
    async (name) => {
      await expect(async () => inEntity(books.api.db, name, async () => 1)).rejects.toThrow(
        'not a legal entity',
      );
    },
  );

  it('forgets its entity when it ends', async () => {
    await inEntity(books.owner.db, 'US10', async () => 1);
    const [row] = await books.owner.sql`select count(*)::int as n from customer`;
    expect(row?.['n']).toBe(0);
  });

  it('opens several entities at once only for those it names', async () => {
    const seen = await inEntities(books.api.db, ['US10', 'DE20'], (tx) =>
      tx.selectDistinct({ entity: auditEvents.legalEntity }).from(auditEvents),
    );
    expect(seen.map(({ entity }) => entity).toSorted()).toEqual(['DE20', 'US10']);
  });

  it('writes only into its entity, whatever the caller says', async () => {
    const attempt = inEntity(books.api.db, 'US10', (tx) =>
      appendAudit(tx, { legalEntity: 'DE20', chain: 'new-chain', at: NOW }, [
        { actorId: 'a', kind: 'k', detail: {} },
      ]),
    );
    expect(await refusedBy(attempt)).toBe('row-level security');
  });
});
