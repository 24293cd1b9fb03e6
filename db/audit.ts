import { and, desc, eq, sql } from 'drizzle-orm';
import { contentHash } from './canonical.ts';
import type { Tx } from './connection.ts';
import { auditEvents } from './schema/door.ts';

/** The chain of a legal entity's events that belong to no request: sign-in refusals, policy changes. */
export const ENTITY_CHAIN = 'entity';

export interface AuditChain {
  readonly legalEntity: string;
  /** A request's id, or ENTITY_CHAIN. */
  readonly chain: string;
  readonly at: Date;
}

export interface AuditEntry {
  readonly actorId: string;
  readonly kind: string;
  /** Plain JSON without personal data beyond actor ids and what the person typed as a reason. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The hash of one event, over every other column: what an offline verifier recomputes. */
export const auditHash = (event: AuditChain & AuditEntry & { seq: number; prevHash: string }): string =>
  contentHash({ ...event, at: event.at.toISOString() });

/**
 * Appends events to one chain, in order, in the caller's transaction. Writers of a request's chain hold the request's row; writers of the
 * entity's chain wait for each other here. The database refuses an event that does not follow the last one, and tells listeners of the
 * request when the transaction commits.
 */
export async function appendAudit(
  tx: Tx,
  { legalEntity, chain, at }: AuditChain,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  if (chain === ENTITY_CHAIN)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${legalEntity}, 0))`);
  const [last] = await tx
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .where(and(eq(auditEvents.legalEntity, legalEntity), eq(auditEvents.chain, chain)))
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  let { seq, hash: prevHash } = last ?? { seq: 0, hash: '' };
  const rows = entries.map(({ actorId, kind, detail }) => {
    seq += 1;
    const event = { legalEntity, chain, seq, at, actorId, kind, detail, prevHash };
    prevHash = auditHash(event);
    return { ...event, hash: prevHash };
  });
  await tx.insert(auditEvents).values(rows);
}
