import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdempotencyMismatch, onceForRequest, RequestNotFound, type EffectResult } from '../../db/door.ts';
import { insertEvidence } from '../../db/stores/casework.ts';
import type { Tx } from '../../db/connection.ts';
import { inEntity, together } from '../../db/transaction.ts';
import { Books, NOW, refusedBy } from './books.ts';

let books: Books;
let requestId: string;
let runs: number;
beforeAll(async () => {
  books = await Books.open(20);
});
beforeEach(async () => {
  requestId = await books.capture(await books.invoice());
  runs = 0;
});
afterAll(() => books.close());

type Work = (tx: Tx) => Promise<EffectResult<{ answer: number }>>;
/** Adds evidence, moves the request and audits; counts how often it ran. */
const work: Work = async (tx) => {
  runs += 1;
  await insertEvidence(tx, {
    ...{ legalEntity: 'US10', id: `EVD-${requestId}-${runs}`, requestId, revision: 1, kind: 'invoice' },
    ...{ sourceRef: 'INV', summary: 's', content: {}, hash: 'h', addedBy: 'system@v1', at: NOW },
  });
  return {
    result: { answer: runs },
    request: { nextStep: `run ${runs}` },
    audit: [{ actorId: 'system@v1', kind: 'worked', detail: { runs } }],
  };
};
const once = (input: unknown = { revision: 1 }, key = '1/work/request', does: Work = work, of = requestId) =>
  onceForRequest(books.worker.db, { legalEntity: 'US10', requestId: of, key, input, at: NOW }, does);

/** What is on record of the request. */
const written = async () => {
  const [row] = await books.sql`
    select (select count(*)::int from evidence where request_id = r.id) as evidence,
           (select count(*)::int from effect where key like r.id || '/%') as effects,
           (select count(*)::int from audit_event where chain = r.id and kind = 'worked') as audited, r.next_step
    from request r where r.id = ${requestId}`;
  return Object.values(row ?? {});
};
const BEFORE = [0, 0, 0, 'checking customer, identity and credit'];

it('does the work and writes effect, audit and read model together', async () => {
  expect(await once()).toEqual({ answer: 1 });
  expect(await written()).toEqual([1, 1, 1, 'run 1']);
});

it('gives the first answer when the key is met again, and does nothing', async () => {
  await once();
  expect(await once()).toEqual({ answer: 1 });
  expect([runs, ...(await written())]).toEqual([1, 1, 1, 1, 'run 1']);
});

it('does not care in which order the input names things', async () => {
  await once({ a: 1, b: [{ c: 2, d: 3 }] });
  expect(await once({ b: [{ d: 3, c: 2 }], a: 1 })).toEqual({ answer: 1 });
});

it('refuses the key with another input, and changes nothing', async () => {
  await once();
  await expect(once({ revision: 2 })).rejects.toThrow(IdempotencyMismatch);
  expect([runs, ...(await written())]).toEqual([1, 1, 1, 1, 'run 1']);
});

it('tells keys, and requests, apart', async () => {
  await once();
  expect(await once({ revision: 1 }, '2/work/request')).toEqual({ answer: 2 });
  const other = await books.capture(await books.invoice());
  const first = requestId;
  requestId = other;
  expect(await once()).toEqual({ answer: 3 });
  requestId = first;
  expect(await written()).toEqual([2, 2, 2, 'run 2']);
});

it('does the work of a key once for twenty callers at once, and tells them all the same', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => once()));
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ answer: 1 })));
  expect([runs, ...(await written())]).toEqual([1, 1, 1, 1, 'run 1']);
});

it('lets one of two inputs under one key win, and refuses the other', async () => {
  const outcomes = await Promise.allSettled([once({ revision: 1 }), once({ revision: 2 })]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(runs).toBe(1);
});

describe('a throw', () => {
  it('rolls everything back and leaves the key free', async () => {
    const failing: Work = async (tx) => {
      await work(tx);
      throw new Error('the work failed');
    };
    await expect(once(undefined, undefined, failing)).rejects.toThrow('the work failed');
    expect(await written()).toEqual(BEFORE);
    expect(await once()).toEqual({ answer: 2 });
  });

  it('of the database after the work rolls everything back', async () => {
    const closing: Work = async (tx) => ({ ...(await work(tx)), request: { stage: 'closed' } });
    expect(await refusedBy(once(undefined, undefined, closing))).toBe('request_closed');
    expect(await written()).toEqual(BEFORE);
  });
});

describe('a request that is not there', () => {
  it.each(['REQ-US10-0', 'REQ-DE20-100001'])('%s is refused before any work', async (id) => {
    await expect(once(undefined, undefined, work, id)).rejects.toThrow(RequestNotFound);
    expect(runs).toBe(0);
  });

  it('in the entity named is refused, though it is there in another', async () => {
    const effect = { legalEntity: 'DE20', requestId, key: 'k', input: {}, at: NOW };
    await expect(onceForRequest(books.worker.db, effect, work)).rejects.toThrow(RequestNotFound);
  });
});

it('announces the change when, and only when, it is committed', async () => {
  const heard: unknown[] = [];
  const listening = await books.api.sql.listen('docket_changes', (payload) =>
    heard.push(JSON.parse(payload)),
  );
  await once();
  await once(undefined, '9/fails/request', async () => Promise.reject(new Error('no'))).catch(
    () => undefined,
  );
  await once(undefined, '2/again/request');
  const change = { e: 'US10', r: requestId };
  await vi.waitFor(() => expect(heard).toEqual([change, change]));
  await listening.unlisten();
});

describe('statements sent together', () => {
  it('fail with the error that made them fail, not with that of those behind it', async () => {
    const failing = inEntity(books.worker.db, 'US10', (tx) =>
      together(tx.execute(sql`select 1`), tx.execute(sql`select 1 / 0`), tx.execute(sql`select 2`)),
    );
    expect(await refusedBy(failing)).toContain('division by zero');
    const turned = inEntity(books.worker.db, 'US10', (tx) => {
      const first = tx.execute(sql`select 1 / 0`).then(() => undefined);
      return together(tx.execute(sql`select 2`), first);
    });
    expect(await refusedBy(turned)).toContain('division by zero');
  });

  it('are all over before the transaction is rolled back', async () => {
    const slow = inEntity(books.worker.db, 'US10', (tx) =>
      together(
        Promise.reject(new Error('at once')),
        tx.execute(sql`select pg_sleep(0.1)`).then(() => (runs += 1)),
      ),
    );
    await expect(slow).rejects.toThrow('at once');
    expect(runs).toBe(1);
  });
});
