import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit, auditHash, ENTITY_CHAIN, type AuditChain, type AuditEntry } from '../../db/audit.ts';
import { onceForRequest } from '../../db/door.ts';
import { auditEvents } from '../../db/schema/door.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, NOW, refusedBy, sqlIn } from './books.ts';
import { activitiesOf, assessed, decideAs, openSeat, proposed, refTo } from './case.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

const append = (chain: string, ...kinds: string[]) =>
  inEntity(books.worker.db, 'US10', (tx) =>
    appendAudit(
      tx,
      { legalEntity: 'US10', chain, at: NOW },
      kinds.map((kind) => ({
        actorId: 'person:a',
        kind,
        detail: { kind, nested: { n: 1.5, list: [null, 'ü'] } },
      })),
    ),
  );
type Event = AuditChain &
  AuditEntry & { readonly seq: number; readonly prevHash: string; readonly hash: string };
const chainOf = (chain: string): Promise<Event[]> =>
  inEntity(books.api.db, 'US10', async (tx) => {
    const rows = await tx.select().from(auditEvents).orderBy(auditEvents.seq);
    return rows.filter((row) => row.chain === chain) as Event[];
  });

/** What an offline verifier does: each event's hash from its columns, and the link to the one before. */
async function expectOneChain(chain: string, length: number): Promise<void> {
  const events = await chainOf(chain);
  expect(events).toHaveLength(length);
  let prevHash = '';
  for (const [i, { hash, ...event }] of events.entries()) {
    expect([event.seq, event.prevHash]).toEqual([i + 1, prevHash]);
    expect(auditHash(event)).toBe(hash);
    prevHash = hash;
  }
}

describe('a chain', () => {
  it('links every event to the one before, over one call and several', async () => {
    await append('chain-1', 'one', 'two');
    await append('chain-1', 'three');
    await append('chain-2', 'alone');
    await append('chain-1');
    await expectOneChain('chain-1', 3);
    await expectOneChain('chain-2', 1);
  });

  it('of an entity stays one when thirty append at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => append(ENTITY_CHAIN, `kind-${i}`)));
    await expectOneChain(ENTITY_CHAIN, 30);
  });

  it('of a request stays one when effects and decisions append at once', async () => {
    const requestId = await books.capture(await books.invoice());
    const [seat] = await proposed(books, requestId);
    if (!seat) throw new Error('no seat');
    const effect = (i: number) =>
      onceForRequest(
        books.worker.db,
        { legalEntity: 'US10', requestId, key: `1/work/${i}`, input: {}, at: NOW },
        async () => ({ result: {}, audit: [{ actorId: 'system@v1', kind: 'worked', detail: { i } }] }),
      );
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => [effect(i), decideAs(books, 'person:maria.alvarez', seat)]).flat(),
    );
    await expectOneChain(requestId, 21);
  });

  it('gives nothing away when its transaction is rolled back', async () => {
    const rolledBack = inEntity(books.worker.db, 'US10', async (tx) => {
      await appendAudit(tx, { legalEntity: 'US10', chain: 'chain-3', at: NOW }, [
        { actorId: 'a', kind: 'k', detail: {} },
      ]);
      throw new Error('the work failed');
    });
    await expect(rolledBack).rejects.toThrow('the work failed');
    await append('chain-3', 'first');
    await expectOneChain('chain-3', 1);
  });

  it('is one for each entity: the same name elsewhere is another chain', async () => {
    const { length } = await chainOf(ENTITY_CHAIN);
    await inEntity(books.worker.db, 'DE20', (tx) =>
      appendAudit(tx, { legalEntity: 'DE20', chain: ENTITY_CHAIN, at: NOW }, [
        { actorId: 'a', kind: 'there', detail: {} },
      ]),
    );
    await expectOneChain(ENTITY_CHAIN, length);
  });
});

describe('the hash', () => {
  const event = {
    ...{ legalEntity: 'US10', chain: 'c', at: NOW, actorId: 'a', kind: 'k', detail: { b: 1, a: 2 } },
    ...{ seq: 1, prevHash: '' },
  };
  it('does not depend on the order of names', () => {
    expect(auditHash({ ...event, detail: { a: 2, b: 1 } })).toBe(auditHash(event));
  });

  const changes: [column: string, change: Partial<typeof event>][] = [
    ['entity', { legalEntity: 'DE20' }],
    ['chain', { chain: 'd' }],
    ['number', { seq: 2 }],
    ['time', { at: new Date(NOW.getTime() + 1) }],
    ['actor', { actorId: 'b' }],
    ['kind', { kind: 'l' }],
    ['detail', { detail: { b: 1, a: 3 } }],
    ['link', { prevHash: 'x' }],
  ];
  it.each(changes)('changes with the %s', (_column, change) => {
    expect(auditHash({ ...event, ...change })).not.toBe(auditHash(event));
  });
});

describe('past the door', () => {
  const raw = async (
    seq: number,
    prevHash: string,
    chain = 'chain-raw',
    role: 'api' | 'worker' | 'owner' = 'api',
  ) =>
    refusedBy(
      sqlIn(
        books[role],
        'US10',
        (sql) => sql`
        insert into audit_event (legal_entity, chain, seq, at, actor_id, kind, detail, prev_hash, hash)
        values ('US10', ${chain}, ${seq}, now(), 'a', 'k', '{}', ${prevHash}, ${`${chain}-${seq}-${prevHash}-${books.next()}`})`,
      ),
    );

  it('a chain can’t be forked, skipped, restarted or begun in the middle, by anyone', async () => {
    await append('chain-raw', 'one', 'two', 'three');
    const [, second, third] = await chainOf('chain-raw');
    for (const role of ['api', 'worker', 'owner'] as const) {
      const attempts = {
        'fork after the second': await raw(3, second?.hash ?? '', 'chain-raw', role),
        'skip a number': await raw(5, third?.hash ?? '', 'chain-raw', role),
        'name another as the last': await raw(4, second?.hash ?? '', 'chain-raw', role),
        restart: await raw(1, '', 'chain-raw', role),
        'begin in the middle': await raw(2, '', 'chain-new', role),
        'begin with a link': await raw(1, third?.hash ?? '', 'chain-new', role),
      };
      expect(new Set(Object.values(attempts))).toEqual(new Set(['audit_chain']));
    }
    expect(await raw(4, third?.hash ?? '')).toBe('nothing');
  });

  it('two that follow the same event at once can’t both', async () => {
    await append('chain-race', 'one');
    const [first] = await chainOf('chain-race');
    const results = await Promise.all(
      Array.from({ length: 5 }, () => raw(2, first?.hash ?? '', 'chain-race')),
    );
    expect(results.filter((result) => result === 'nothing')).toHaveLength(1);
  });
});

it('every request’s chain recomputes, from capture to close', async () => {
  const customerId = await books.customer();
  await books.price({ customerId, at: '40.00' });
  const requestId = await books.capture(await books.invoice({ customerId }), {
    claimed: { amount: '600.00', currency: 'USD' },
  });
  const steps = activitiesOf(books);
  const ref = refTo(requestId);
  await assessed(books, requestId);
  await steps.propose(ref, 1);
  const seat = await openSeat(books, requestId, 'team-lead');
  await decideAs(books, 'person:maria.alvarez', seat);
  const decided = await decideAs(books, 'person:priya.raman', seat);
  await steps.consumeDecision(ref, decided.ok ? decided.decision.id : '', 1);
  await steps.consumeDecision(ref, 'DEC-US10-forged', 2);
  await steps.execute(ref, 1);
  await steps.close(ref, await steps.confirm(ref, 0), 0);
  const kinds = (await chainOf(requestId)).map(({ kind }) => kind);
  expect(kinds).toEqual([
    ...[
      'captured',
      'verified',
      'classified',
      'assessed',
      'proposed',
      'approvals-required',
      'decision-refused',
    ],
    ...['decision-recorded', 'decision-effective', 'approved', 'signal-ignored', 'executed'],
    ...['letter-filed', 'letter-filed', 'confirmed', 'closed'],
  ]);
  await expectOneChain(requestId, kinds.length);
});
