import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Database, Tx } from './connection.ts';
import { notices } from './schema/governance.ts';
import { principals } from './schema/organisation.ts';

export interface NoticeToMail {
  readonly legalEntity: string;
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly requestId: string | null;
  /** How often it was tried, with this time. */
  readonly attempts: number;
}

/** How long a mailer that took a notice has before another may: longer than `send` can take. */
const LEASE_SECONDS = 60;

/**
 * Takes a batch of notices that are to be mailed, oldest first, and hands each to `send`. They are taken, not locked, while they are
 * sent: other mailers skip them, and readers don't wait; a mailer that dies leaves them to the next one. What was sent, and what has
 * nobody to go to (no address, or no longer with us), is marked; one that failed is tried again after a growing pause, 2 s to 1 h.
 * @returns how many were taken
 */
export async function mailBatch(
  db: Database,
  limit: number,
  send: (notice: NoticeToMail) => Promise<void>,
): Promise<number> {
  const { rows, addresses } = await take(db, limit);
  const failed = await Promise.all(
    rows.map(async (row) => {
      const to = addresses.get(row.recipientId);
      if (to === undefined) return undefined;
      const { legalEntity, id, title, text, requestId, mailAttempts: attempts } = row;
      return send({ legalEntity, id, to, title, text, requestId, attempts }).then(
        () => undefined,
        () => row,
      );
    }),
  );
  const again = new Set(failed.filter((row) => row !== undefined));
  await db.transaction(async (tx) => {
    await mark(
      tx,
      rows.filter((row) => !again.has(row)),
    );
    for (const row of again) await postpone(tx, row);
  });
  return rows.length;
}

const take = (db: Database, limit: number) =>
  db.transaction(async (tx) => {
    const due = tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(isNull(notices.mailedAt), lte(notices.mailNotBefore, sql`now()`)))
      .orderBy(asc(notices.at))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await tx
      .update(notices)
      .set({
        mailAttempts: sql`${notices.mailAttempts} + 1`,
        mailNotBefore: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
      })
      .where(inArray(notices.id, due))
      .returning();
    const addresses = await addressesOf(
      tx,
      rows.map(({ recipientId }) => recipientId),
    );
    return { rows, addresses };
  });

type NoticeRow = typeof notices.$inferSelect;

async function addressesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: principals.id, email: principals.email })
    .from(principals)
    .where(and(inArray(principals.id, [...ids]), eq(principals.active, 'yes')));
  return new Map(rows.flatMap(({ id, email }) => (email === null || email === '' ? [] : [[id, email]])));
}

async function mark(tx: Tx, rows: readonly NoticeRow[]): Promise<void> {
  if (rows.length === 0) return;
  // Ids name their legal entity, so they are unique over all of them.
  await tx
    .update(notices)
    .set({ mailedAt: sql`now()` })
    .where(
      inArray(
        notices.id,
        rows.map(({ id }) => id),
      ),
    );
}

async function postpone(tx: Tx, { id, mailAttempts }: NoticeRow): Promise<void> {
  const seconds = Math.min(3_600, 2 ** Math.min(mailAttempts, 12));
  await tx
    .update(notices)
    .set({ mailNotBefore: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(notices.id, id));
}
