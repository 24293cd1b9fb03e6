import { and, eq } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
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
