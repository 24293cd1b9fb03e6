import { and, eq, like, ne, sql } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { effects } from '../schema/door.ts';
import { requestChanges } from '../schema/governance.ts';

export type ChangeRow = typeof requestChanges.$inferSelect;

export async function changeById(tx: Tx, legalEntity: string, id: string): Promise<ChangeRow | undefined> {
  const [row] = await tx
    .select()
    .from(requestChanges)
    .where(and(eq(requestChanges.legalEntity, legalEntity), eq(requestChanges.id, id)));
  return row;
}

export async function markChange(
  tx: Tx,
  { legalEntity, id }: Pick<ChangeRow, 'legalEntity' | 'id'>,
  columns: Pick<ChangeRow, 'status' | 'statusReason' | 'consumedAt'>,
): Promise<void> {
  await tx
    .update(requestChanges)
    .set(columns)
    .where(and(eq(requestChanges.legalEntity, legalEntity), eq(requestChanges.id, id)));
}

/** Changes approved too late to take effect: the request has ended. @returns them, as they were asked for */
export const voidUnconsumedChanges = (
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
  why: string,
  at: Date,
) =>
  tx
    .update(requestChanges)
    .set({ status: 'void', statusReason: why, consumedAt: at })
    .where(
      and(
        eq(requestChanges.legalEntity, request.legalEntity),
        eq(requestChanges.requestId, request.id),
        eq(requestChanges.status, 'approved'),
        ne(requestChanges.kind, 'reopening'),
      ),
    )
    .returning();

/** Whether a reopening is recorded and on its way. */
export async function reopeningUnderWay(
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
): Promise<boolean> {
  const rows = await tx
    .select({ id: requestChanges.id })
    .from(requestChanges)
    .where(
      and(
        eq(requestChanges.legalEntity, request.legalEntity),
        eq(requestChanges.requestId, request.id),
        eq(requestChanges.kind, 'reopening'),
        eq(requestChanges.status, 'approved'),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Messages that the runs of a request have taken: each leaves one effect. */
export async function consumedMessages(
  tx: Tx,
  { legalEntity, id }: Pick<RequestRow, 'legalEntity' | 'id'>,
): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(effects)
    .where(and(eq(effects.legalEntity, legalEntity), like(effects.key, `${id}/m/%`)));
  return row?.n ?? 0;
}
