import { and, eq } from 'drizzle-orm';
import type { Restatement } from '../../domain/restatement.ts';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { creditMemos } from '../schema/ledger.ts';

/** The restatement that goes with the credit memo of a revision, if it has one: a reopened request may get another. */
export async function restatementOf(
  tx: Tx,
  request: RequestRow,
  revision: number,
): Promise<Restatement | undefined> {
  const [row] = await tx
    .select({ restatement: creditMemos.restatement })
    .from(creditMemos)
    .where(
      and(
        eq(creditMemos.legalEntity, request.legalEntity),
        eq(creditMemos.requestId, request.id),
        eq(creditMemos.revision, revision),
      ),
    );
  return row?.restatement as Restatement | undefined;
}
