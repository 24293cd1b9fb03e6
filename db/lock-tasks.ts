import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { requests, tasks } from './schema/request.ts';

/**
 * Locks the requests of several tasks until the transaction ends, in the order of their ids: two callers with the same tasks in
 * different orders wait for each other instead of standing in each other's way. Ids that name no task are passed over.
 */
export async function lockRequestsOf(tx: Tx, legalEntity: string, taskIds: readonly string[]): Promise<void> {
  const named = tx
    .select({ id: tasks.requestId })
    .from(tasks)
    .where(and(eq(tasks.legalEntity, legalEntity), inArray(tasks.id, [...taskIds])));
  await tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.legalEntity, legalEntity), inArray(requests.id, named)))
    .orderBy(asc(requests.id))
    .for('update');
}
