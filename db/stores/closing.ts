import { and, eq, gte, isNull } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { dunningBlocks, slaMarks } from '../schema/request.ts';

/** The disputed amount can be dunned again. */
export async function releaseDunning(tx: Tx, request: RequestRow, at: Date): Promise<void> {
  await tx
    .update(dunningBlocks)
    .set({ releasedAt: at })
    .where(
      and(
        eq(dunningBlocks.legalEntity, request.legalEntity),
        eq(dunningBlocks.requestId, request.id),
        isNull(dunningBlocks.releasedAt),
      ),
    );
}

/**
 * A reopened request disputes its amount again, for what is left of the days that began at its intake (domain rules 3): the block's last
 * day is never moved, and the database lets nobody move it.
 * @param today in the entity's zone
 */
export async function blockDunningAgain(tx: Tx, request: RequestRow, today: string): Promise<void> {
  await tx
    .update(dunningBlocks)
    .set({ releasedAt: null })
    .where(
      and(
        eq(dunningBlocks.legalEntity, request.legalEntity),
        eq(dunningBlocks.requestId, request.id),
        gte(dunningBlocks.until, today),
      ),
    );
}

/** A mark of a clock, once. @returns false when it had been recorded before */
export async function insertMark(tx: Tx, mark: typeof slaMarks.$inferInsert): Promise<boolean> {
  const rows = await tx
    .insert(slaMarks)
    .values(mark)
    .onConflictDoNothing()
    .returning({ percent: slaMarks.percent });
  return rows.length > 0;
}
