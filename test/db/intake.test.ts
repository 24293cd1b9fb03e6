import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureRequest, type Captured, type RequestToCapture } from '../../db/intake.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, NOW } from './books.ts';

let books: Books;
let customerId: string;
let invoiceId: string;
beforeAll(async () => {
  books = await Books.open();
  customerId = await books.customer();
  invoiceId = await books.invoice({ customerId });
});
afterAll(() => books.close());

type Change = Partial<RequestToCapture>;
const claim = (change: Change = {}): RequestToCapture => ({
  ...{ legalEntity: 'US10', channel: 'portal', customerId, invoiceId, subject: 's', text: 't' },
  claimed: { amount: '200.00', currency: 'USD' },
  ...change,
});
const capture = async (change: Change = {}, by = 'service:portal'): Promise<Captured> => {
  const actor = await books.actor(by);
  return inEntity(books.api.db, 'US10', (tx) => captureRequest(tx, claim(change), actor, NOW));
};
const idOf = (captured: Captured): string =>
  captured.ok ? captured.requestId : JSON.stringify(captured.problems);
const stored = async (): Promise<unknown[]> => {
  const [row] = await books.sql`
    select (select count(*)::int from request) as requests, (select count(*)::int from request_touch) as touches,
           (select count(*)::int from audit_event) as audited, (select count(*)::int from outbox) as queued,
           (select count(*)::int from dunning_block) as blocks`;
  return Object.values(row ?? {});
};

describe('bad input names its field, and nothing is stored', () => {
  const amount = (text: string, currency = 'USD'): Change => ({ claimed: { amount: text, currency } });
  const cases: [what: string, change: Change, field: string, says: string][] = [
    [
      'an entity that is not there',
      { legalEntity: 'FR30' },
      '/legalEntity',
      'there is no legal entity "FR30"',
    ],
    [
      'a customer who is not there',
      { customerId: 'CUST-0', invoiceId: undefined },
      '/customerId',
      'no customer "CUST-0"',
    ],
    ['an invoice that is not there', { invoiceId: 'INV-0' }, '/invoiceId', 'has no invoice "INV-0"'],
    ['no amount', amount(''), '/claimed/amount', 'plain decimal'],
    ['a word', amount('ten'), '/claimed/amount', 'plain decimal'],
    ['nothing', amount('0.00'), '/claimed/amount', 'more than zero'],
    ['a negative amount', amount('-1.00'), '/claimed/amount', 'plain decimal'],
    ['a third decimal', amount('1.001'), '/claimed/amount', 'more than 2 decimal places'],
    ['more than money can be', amount('10000000000000.01'), '/claimed/amount', 'larger than'],
    ['a cent more than the invoice', amount('1000.01'), '/claimed/amount', 'more than invoice'],
    ['another currency', amount('1.00', 'EUR'), '/claimed/currency', 'must be USD'],
    ['an unknown currency', amount('1.00', 'XYZ'), '/claimed/currency', '"XYZ" is not a currency'],
  ];
  it.each(cases)('%s', async (_what, change, field, says) => {
    const before = await stored();
    expect(await capture(change)).toEqual({
      ok: false,
      problems: [{ field, message: expect.stringContaining(says) }],
    });
    expect(await stored()).toEqual(before);
  });

  it('another customer’s invoice, and one of another entity', async () => {
    const problem = {
      ok: false,
      problems: [{ field: '/invoiceId', message: expect.stringContaining('has no invoice') as string }],
    };
    expect(await capture({ invoiceId: await books.invoice() })).toEqual(problem);
    expect(await capture({ invoiceId: await books.invoice({ entity: 'DE20' }) })).toEqual(problem);
  });

  it('every field at once', async () => {
    const answer = await capture({
      customerId: 'CUST-0',
      invoiceId: 'INV-0',
      claimed: { amount: 'x', currency: 'USD' },
    });
    expect(answer.ok ? [] : answer.problems.map(({ field }) => field)).toEqual([
      '/customerId',
      '/invoiceId',
      '/claimed/amount',
    ]);
  });
});

describe('a request', () => {
  it('is stored whole: row, touches, dunning block, audit event, order to start', async () => {
    const before = await stored();
    const id = idOf(await capture({ type: 'billing-dispute', reason: 'PRICE' }));
    expect(await stored()).toEqual(before.map((count, i) => Number(count) + ([1, 2, 1, 1, 1][i] ?? 0)));
    const [row] = await books.sql`
      select stage, policy_version, requester_id, submitted_by, claimed_minor::int as claimed, claim->>'reason' as reason from request where id = ${id}`;
    expect(row).toEqual({
      ...{ stage: 'captured', policy_version: 'v1', requester_id: `contact:${customerId}` },
      ...{ submitted_by: 'service:portal', claimed: 20_000, reason: 'PRICE' },
    });
    const [order] = await books.sql`select kind, payload from outbox where request_id = ${id}`;
    expect(order).toEqual({
      kind: 'start',
      payload: { customerId, amount: '200.00', currency: 'USD', policyVersion: 'v1' },
    });
  });

  it('blocks dunning for what is disputed, for the policy’s sixty days', async () => {
    const id = idOf(await capture());
    const [block] = await books.sql`
      select invoice_id, amount_minor::int as amount, blocked_until::text as until, released_at from dunning_block where request_id = ${id}`;
    expect(block).toEqual({ invoice_id: invoiceId, amount: 20_000, until: '2027-01-15', released_at: null });
  });

  it('may claim the whole invoice, and without one any amount in the entity’s currency', async () => {
    expect(await capture({ claimed: { amount: '1000.00', currency: 'USD' } })).toMatchObject({ ok: true });
    const id = idOf(
      await capture({ invoiceId: undefined, claimed: { amount: '999999.00', currency: 'USD' } }),
    );
    expect(await books.sql`select 1 from request where id = ${id} and invoice_id is null`).toHaveLength(1);
    expect(await books.sql`select 1 from dunning_block where request_id = ${id}`).toHaveLength(0);
  });

  const touching: [who: string, by: string, requester: string, touches: string[]][] = [
    ['a channel', 'service:portal', 'contact', ['contact requester', 'service:portal submitter']],
    [
      'an employee',
      'person:jamie.sullivan',
      'person:jamie.sullivan',
      ['contact requester', 'person:jamie.sullivan requester'],
    ],
    [
      'a robot, whose principal counts as requester',
      'service:rpa',
      'contact',
      ['contact requester', 'person:marcus.webb requester', 'service:rpa submitter'],
    ],
  ];
  it.each(touching)(
    'by %s touches everyone who must not approve it',
    async (_who, by, requester, touches) => {
      const id = idOf(await capture({}, by));
      const rows = await books.sql<{ touch: string }[]>`
      select replace(actor_id, ${`:${customerId}`}, '') || ' ' || relation as touch from request_touch where request_id = ${id} order by 1`;
      expect(rows.map(({ touch }) => touch)).toEqual(touches);
      const [row] = await books.sql<
        { requester_id: string }[]
      >`select requester_id from request where id = ${id}`;
      expect(row?.requester_id.replace(`:${customerId}`, '')).toBe(requester);
    },
  );
});

describe('the sender’s own reference', () => {
  it('met again with the same claim is the same request, and nothing more is stored', async () => {
    const first = await capture({ sourceRef: 'A-1' });
    const before = await stored();
    expect(await capture({ sourceRef: 'A-1' })).toEqual({ ...first, duplicate: true });
    expect(await stored()).toEqual(before);
  });

  it('met again with another claim is a problem of the reference', async () => {
    const first = idOf(await capture({ sourceRef: 'A-2' }));
    expect(await capture({ sourceRef: 'A-2', subject: 'other' })).toEqual({
      ok: false,
      problems: [{ field: '/sourceRef', message: expect.stringContaining(first) }],
    });
  });

  it('belongs to its sender and channel', async () => {
    const ids = [
      await capture({ sourceRef: 'A-3' }),
      await capture({ sourceRef: 'A-3' }, 'service:crm'),
      await capture({ sourceRef: 'A-3', channel: 'email' }),
      await capture({ sourceRef: 'A-4' }),
    ].map(idOf);
    expect(new Set(ids).size).toBe(4);
  });

  it('sent ten times at once is one request', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => capture({ sourceRef: 'A-5' })));
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && !answer.duplicate)).toHaveLength(1);
  });

  it('sent again while the first is still being stored waits for it', async () => {
    const portal = await books.actor('service:portal');
    let again: Promise<Captured> | undefined;
    const first = await inEntity(books.api.db, 'US10', async (tx) => {
      const captured = await captureRequest(tx, claim({ sourceRef: 'A-7' }), portal, NOW);
      again = capture({ sourceRef: 'A-7' });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return captured;
    });
    expect(await again).toEqual({ ...first, duplicate: true });
  });

  it('is free again when what came under it was refused', async () => {
    expect(await capture({ sourceRef: 'A-6', customerId: 'CUST-0' })).toMatchObject({ ok: false });
    expect(await capture({ sourceRef: 'A-6' })).toMatchObject({ ok: true, duplicate: false });
  });
});

it('begins under the policy in force when it is received', async () => {
  const [v1] = await books.sql<
    { document: string }[]
  >`select document::text as document from policy_version where version = 'v1'`;
  const publish = (version: string, from: string) => books.sql`
    insert into policy_version (version, effective_from, document, hash, author_id, publisher_id)
    values (${version}, ${from}, jsonb_set(${v1?.document ?? ''}::text::jsonb, '{version}', to_jsonb(${version}::text)), 'h', 'a', 'b')`;
  await publish('v2', '2026-11-16T15:00:00Z');
  await publish('v3', '2026-11-16T15:00:01Z');
  const id = idOf(await capture());
  expect(await books.sql`select 1 from request where id = ${id} and policy_version = 'v2'`).toHaveLength(1);
});
