import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertExplanations } from '../../db/explanations.ts';
import { workloadOf } from '../../db/stores/workload.ts';
import { inEntity } from '../../db/transaction.ts';
import type { Complexity } from '../../domain/routing.ts';
import { Books, NOW } from './books.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open(1);
});
afterAll(() => books.close());

const OWNER = 'person:maria.alvarez';
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** Routed as the worker does it, once or again. */
async function routed(requestId: string, ...complexities: Complexity[]): Promise<void> {
  await inEntity(books.worker.db, 'US10', async (tx) => {
    for (const [i, complexity] of complexities.entries())
      await insertExplanations(
        tx,
        { legalEntity: 'US10', id: requestId, revision: 0, policyVersion: 'v1' },
        { key: `${requestId}/${i}/route/request`, at: later(i) },
        [
          {
            ...{ step: 'route', rule: 'rule', because: 'because', outcome: 'billing', counterfactual: null },
            inputs: { complexity },
          },
        ],
      );
  });
}

it('is what is open and theirs, as complex as it was routed last, and nobody else’s', async () => {
  const request = async (owner: string, priority: string) => {
    const requestId = await books.capture(await books.invoice());
    await books.sql`
      update request set owner_id = ${owner}, team = 'billing', priority = ${priority} where id = ${requestId}`;
    return requestId;
  };
  await routed(await request(OWNER, 'P1'), 'simple', 'complex');
  await routed(await request(OWNER, 'P2'), 'complex', 'simple');
  await request(OWNER, 'P3');
  await request('person:devon.clarke', 'P4');
  const closed = await request(OWNER, 'P4');
  await books.sql`
    update request set stage = 'closed', outcome = 'WITHDRAWN', closed_at = now() where id = ${closed}`;

  const found = await inEntity(books.worker.db, 'US10', (tx) => workloadOf(tx, 'US10', [OWNER]));
  expect(found.toSorted((a, b) => ((a.priority ?? '') < (b.priority ?? '') ? -1 : 1))).toEqual([
    { ownerId: OWNER, priority: 'P1', complexity: 'complex' },
    { ownerId: OWNER, priority: 'P2', complexity: 'simple' },
    { ownerId: OWNER, priority: 'P3', complexity: 'simple' },
  ]);
  expect(await inEntity(books.worker.db, 'US10', (tx) => workloadOf(tx, 'US10', []))).toEqual([]);
});
