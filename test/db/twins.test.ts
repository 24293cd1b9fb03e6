import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestById } from '../../db/stores/request-row.ts';
import { earlierTwin, openTwin } from '../../db/stores/twins.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books } from './books.ts';

let books: Books;
let older: string;
let newer: string;
beforeAll(async () => {
  books = await Books.open();
});
beforeEach(async () => {
  const invoiceId = await books.invoice();
  older = await asRouted(await books.capture(invoiceId), '2026-11-16T15:00:00Z');
  newer = await asRouted(await books.capture(invoiceId), '2026-11-16T15:00:00.001Z');
});
afterAll(() => books.close());

/** Classified as a dispute of the price. */
async function asRouted(requestId: string, receivedAt: string): Promise<string> {
  await books.sql`
    update request set stage = 'preparing', type = 'billing-dispute', reason = 'PRICE', team = 'billing', received_at = ${receivedAt} where id = ${requestId}`;
  return requestId;
}
const closed = (requestId: string) =>
  books.sql`update request set stage = 'closed', outcome = 'WITHDRAWN', closed_at = now() where id = ${requestId}`;
const joins = (requestId: string, reason = 'PRICE') =>
  inEntity(books.worker.db, 'US10', async (tx) =>
    earlierTwin(tx, await requestById(tx, 'US10', requestId), reason),
  );
const beside = (requestId: string) =>
  inEntity(books.worker.db, 'US10', async (tx) => openTwin(tx, await requestById(tx, 'US10', requestId)));

describe('of two requests about one invoice and reason', () => {
  it('the newer joins the older, and never the other way round', async () => {
    expect([await joins(newer), await joins(older)]).toEqual([older, null]);
  });

  it('received at the same instant, the one with the higher id joins the other', async () => {
    await books.sql`update request set received_at = '2026-11-16T15:00:00Z' where id = ${newer}`;
    expect([await joins(newer), await joins(older)]).toEqual([older, null]);
  });

  it('none joins one of another reason, one that is closed, or one whose customer is being told', async () => {
    expect(await joins(newer, 'QUANTITY')).toBeNull();
    await books.sql`update request set stage = 'confirming' where id = ${older}`;
    expect(await joins(newer)).toBeNull();
    await closed(older);
    expect(await joins(newer)).toBeNull();
  });

  it('each is beside the other while that is open, whichever is older', async () => {
    expect([await beside(older), await beside(newer)]).toEqual([newer, older]);
    await closed(newer);
    expect([await beside(older), await beside(newer)]).toEqual([null, older]);
    await books.sql`update request set reason = null where id = ${newer}`;
    expect(await beside(newer)).toBeNull();
  });
});
