import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database, Tx } from '../connection.ts';
import { apiIdempotency } from '../schema/door.ts';

export interface KeyedCall {
  readonly principalId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  /** SHA-256 of the canonical body. */
  readonly bodyHash: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type FirstAnswer<T> =
  | { readonly kind: 'first'; readonly result: T }
  | { readonly kind: 'repeated'; readonly answer: KeptAnswer }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'in-flight' };

/**
 * Does the work of a key once. The row of the key and what the work writes commit together, so after a crash either both are there
 * or neither. Only an answer is kept: work that returns `keep: undefined` (a refusal, which stored nothing but its audit event)
 * leaves the key free, so the caller can send it again once the cause is gone.
 */
export function onceForKey<T extends { readonly keep: KeptAnswer | undefined }>(
  db: Database,
  call: KeyedCall,
  work: (tx: Tx) => Promise<T>,
): Promise<FirstAnswer<T>> {
  return db.transaction(async (tx): Promise<FirstAnswer<T>> => {
    if (!(await tryLock(tx, call))) return { kind: 'in-flight' };
    const [before] = await tx
      .select()
      .from(apiIdempotency)
      .where(and(eq(apiIdempotency.principalId, call.principalId), eq(apiIdempotency.key, call.key)));
    if (before) {
      const same =
        before.method === call.method && before.path === call.path && before.bodyHash === call.bodyHash;
      const { status, headers, body } = before;
      return same
        ? { kind: 'repeated', answer: { status, headers: headers as Record<string, string>, body } }
        : { kind: 'mismatch' };
    }
    const result = await work(tx);
    if (result.keep) await tx.insert(apiIdempotency).values({ ...call, ...result.keep });
    return { kind: 'first', result };
  });
}

/** Held until the transaction ends, so a second call with the key is told at once instead of waiting. */
async function tryLock(tx: Tx, { principalId, key }: KeyedCall): Promise<boolean> {
  const name = JSON.stringify(['api-idempotency', principalId, key]);
  const [row] = await tx.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 1)) as locked`,
  );
  return row?.locked === true;
}

export async function forgetKeysBefore(db: Database, before: Date): Promise<void> {
  await db.delete(apiIdempotency).where(lt(apiIdempotency.at, before));
}
