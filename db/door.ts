import { and, eq, sql } from 'drizzle-orm';
import type { Explanation } from '../domain/explanation.ts';
import type { Notice } from '../domain/notice.ts';
import { appendAudit, type AuditEntry } from './audit.ts';
import { contentHash } from './canonical.ts';
import type { Database, Tx } from './connection.ts';
import { insertExplanations } from './explanations.ts';
import { insertNotices } from './notices.ts';
import { effects, outbox } from './schema/door.ts';
import { requests } from './schema/request.ts';
import { inEntity, together } from './transaction.ts';

/** The same key was used before with another input: a bug or an attack, never retried. */
export class IdempotencyMismatch extends Error {
  override readonly name = 'IdempotencyMismatch';
}

/** No such request in this legal entity. */
export class RequestNotFound extends Error {
  override readonly name = 'RequestNotFound';
}

export interface Effect {
  readonly legalEntity: string;
  readonly requestId: string;
  /** What follows the request's id: `revision/step/subject`. Unique per effect, equal on every retry. */
  readonly key: string;
  /** Hashed beside the key. No clock reading, no attempt number. */
  readonly input: unknown;
  readonly at: Date;
}

export type RequestRow = typeof requests.$inferSelect;

/** What one effect changed: its answer, its audit events, and the request's new columns. */
export interface EffectResult<T> {
  readonly result: T;
  readonly audit: readonly AuditEntry[];
  /** Why rules decided so. */
  readonly explanations?: readonly Explanation[] | undefined;
  /** Whom of ours it tells. */
  readonly notices?: readonly Notice[] | undefined;
  readonly request?: Partial<typeof requests.$inferInsert>;
}

/**
 * The one write door of the workflow's side. One transaction: the request's row is locked, the effect happens if its key is new, and
 * effect row, audit events, the request's read model and the change notice are written together. A key met again gives the first
 * answer, whoever asks.
 * @throws IdempotencyMismatch when the key is met again with another input; RequestNotFound
 */
export function onceForRequest<T extends object>(
  db: Database,
  effect: Effect,
  work: (tx: Tx, request: RequestRow) => Promise<EffectResult<T>>,
): Promise<T> {
  const { legalEntity, requestId, at } = effect;
  const key = `${requestId}/${effect.key}`;
  const inputHash = contentHash(effect.input);
  return inEntity(db, legalEntity, async (tx) => {
    const [request, before] = await together(
      lockRequest(tx, legalEntity, requestId),
      effectBefore(tx, legalEntity, key),
    );
    if (before) {
      if (before.inputHash !== inputHash)
        throw new IdempotencyMismatch(`effect ${key} was done before with another input`);
      return before.result as T;
    }
    const { result, audit, explanations, notices, request: columns } = await work(tx, request);
    await together(
      tx.insert(effects).values({ legalEntity, key, inputHash, result, at }),
      columns ? updateRequest(tx, request, { ...columns, updatedAt: at }) : undefined,
      appendAudit(tx, { legalEntity, chain: requestId, at }, audit),
      explanations && insertExplanations(tx, afterwards(request, columns), { key, at }, explanations),
      notices && insertNotices(tx, { legalEntity, requestId, at }, notices),
    );
    return result;
  });
}

const afterwards = (request: RequestRow, columns: EffectResult<unknown>['request']) => ({
  ...request,
  revision: columns?.revision ?? request.revision,
  policyVersion: columns?.policyVersion ?? request.policyVersion,
});

type EffectRow = typeof effects.$inferSelect;

/** What was done before under the key. Sent behind the lock, so it is answered by a snapshot taken once the lock is held. */
async function effectBefore(tx: Tx, legalEntity: string, key: string): Promise<EffectRow | undefined> {
  const [row] = await tx
    .select()
    .from(effects)
    .where(and(eq(effects.legalEntity, legalEntity), eq(effects.key, key)));
  return row;
}

/** Locks the request against every other writer until the transaction ends. @throws RequestNotFound */
export async function lockRequest(tx: Tx, legalEntity: string, requestId: string): Promise<RequestRow> {
  const [row] = await tx
    .select()
    .from(requests)
    .where(and(eq(requests.legalEntity, legalEntity), eq(requests.id, requestId)))
    .for('update');
  if (!row) throw new RequestNotFound(`no request ${requestId} in ${legalEntity}`);
  return row;
}

export async function updateRequest(
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
  columns: Partial<typeof requests.$inferInsert>,
) {
  await tx
    .update(requests)
    .set(columns)
    .where(and(eq(requests.legalEntity, request.legalEntity), eq(requests.id, request.id)));
}

export type OutboxMessage =
  | { readonly kind: 'start'; readonly payload: object }
  | { readonly kind: 'signal'; readonly payload: SignalPayload };
export interface SignalPayload {
  readonly signal: 'decided' | 'replied' | 'withdrawn' | 'changed';
  /** Id of the row the signal names; the workflow re-reads it. */
  readonly id: string;
}

/** Queues a message to Temporal in the caller's transaction and wakes the dispatcher when it commits. */
export async function enqueue(
  tx: Tx,
  legalEntity: string,
  requestId: string,
  message: OutboxMessage,
): Promise<void> {
  await tx.insert(outbox).values({ legalEntity, requestId, kind: message.kind, payload: message.payload });
  await tx.execute(sql`select pg_notify('docket_outbox', '')`);
}
