import { contentHash } from './canonical.ts';
import type { Notice } from '../domain/notice.ts';
import type { Tx } from './connection.ts';
import { notices } from './schema/governance.ts';

export interface About {
  readonly legalEntity: string;
  /** Null: about no request. */
  readonly requestId: string | null;
  readonly at: Date;
}

/** Tells people of ours, in the caller's transaction. The same subject to the same person is told once. */
export async function insertNotices(
  tx: Tx,
  { legalEntity, requestId, at }: About,
  items: readonly Notice[],
): Promise<void> {
  if (items.length === 0) return;
  await tx
    .insert(notices)
    .values(
      items.map(({ subject, ...item }) => ({
        legalEntity,
        requestId,
        at,
        id: `NTC-${legalEntity}-${contentHash({ requestId, subject, to: item.recipientId }).slice(0, 32)}`,
        ...item,
      })),
    )
    .onConflictDoNothing();
}
