import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { requests, tasks } from './schema/request.ts';

/**
 * Locks the requests of several tasks until the transaction ends, in the order of their ids: two callers with the same tasks in
 * different orders wait for each other instead of standing in each other's way.
 * @returns the tasks there are, by customer: in that order they can be decided, because a decision also waits for the others
 * for the same customer
 */
export async function lockRequestsOf(
  tx: Tx,
  legalEntity: string,
  taskIds: readonly string[],
): Promise<string[]> {
  const locked = await tx
    .select({ taskId: tasks.id, customerId: requests.customerId })
    .from(tasks)
    .innerJoin(requests, and(eq(requests.legalEntity, tasks.legalEntity), eq(requests.id, tasks.requestId)))
    .where(and(eq(tasks.legalEntity, legalEntity), inArray(tasks.id, [...taskIds])))
    .orderBy(asc(requests.id))
    .for('update', { of: requests });
  return locked
    .toSorted((a, b) => (a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : 0))
    .map(({ taskId }) => taskId);
}
