import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
import { notices } from '../schema/governance.ts';

export type NoticeRow = typeof notices.$inferSelect;

/** The place of the last notice already shown. */
export interface NoticeCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** What one person was told in the transaction's legal entities, newest first. */
export const noticesTo = (
  tx: Tx,
  recipientId: string,
  { unread, after, limit }: { unread: boolean; after: NoticeCursor | undefined; limit: number },
): Promise<NoticeRow[]> =>
  tx
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.recipientId, recipientId),
        unread ? isNull(notices.readAt) : undefined,
        after &&
          sql`(${notices.at}, ${notices.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit);

/** Marks the person's own among these ids; others, and those read before, stay as they are. @returns how many were unread */
export async function markRead(
  tx: Tx,
  recipientId: string,
  ids: readonly string[],
  at: Date,
): Promise<number> {
  const marked = await tx
    .update(notices)
    .set({ readAt: at })
    .where(and(eq(notices.recipientId, recipientId), inArray(notices.id, [...ids]), isNull(notices.readAt)))
    .returning({ id: notices.id });
  return marked.length;
}
