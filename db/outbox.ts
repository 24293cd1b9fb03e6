import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Database, Tx } from './connection.ts';
import { outbox } from './schema/door.ts';

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Takes a batch of messages that are due, oldest first, and hands each to `deliver` while the rows are locked: other dispatchers skip
 * them. A delivered message is marked; one that failed is tried again after a growing pause, 1 s to 1 min.
 * @returns how many were taken
 */
export function dispatchBatch(
  db: Database,
  limit: number,
  deliver: (message: OutboxRow) => Promise<void>,
): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(and(eq(outbox.delivered, false), lte(outbox.notBefore, sql`now()`)))
      .orderBy(outbox.id)
      .limit(limit)
      .for('update', { skipLocked: true });
    const outcomes = await Promise.all(
      rows.map((row) =>
        deliver(row).then(
          () => null,
          (error: unknown) => ({ row, error }),
        ),
      ),
    );
    const failed = outcomes.filter((outcome) => outcome !== null);
    const failedIds = new Set(failed.map(({ row }) => row.id));
    await markDelivered(
      tx,
      rows.filter(({ id }) => !failedIds.has(id)).map(({ id }) => id),
    );
    for (const { row, error } of failed) await postpone(tx, row, error);
    return rows.length;
  });
}

async function markDelivered(tx: Tx, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(outbox)
    .set({ delivered: true, deliveredAt: sql`now()`, lastError: null })
    .where(inArray(outbox.id, [...ids]));
}

async function postpone(tx: Tx, row: OutboxRow, error: unknown): Promise<void> {
  const seconds = Math.min(60, 2 ** Math.min(row.attempts, 6));
  await tx
    .update(outbox)
    .set({
      attempts: row.attempts + 1,
      notBefore: sql`now() + make_interval(secs => ${seconds})`,
      lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    })
    .where(eq(outbox.id, row.id));
}
