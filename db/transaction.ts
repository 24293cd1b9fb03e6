import { sql } from 'drizzle-orm';
import type { Database, Tx } from './connection.ts';

/** The one way to a transaction. Row-level security sees `entity` and nothing else until it ends. */
export const inEntity = <T>(db: Database, entity: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inEntities(db, [entity], work);

/** For lists of people who work for several legal entities; reads only by convention, and each row still carries its entity. */
export function inEntities<T>(
  db: Database,
  entities: readonly string[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (const entity of entities) assertEntityCode(entity);
  return db.transaction(async (tx) => {
    // Sent before anything of the work: a query builder of drizzle's is sent when it is first awaited.
    const named = tx
      .execute(sql`select set_config('app.entity', ${entities.join(',')}, true)`)
      .then(() => undefined);
    const [result] = await together(work(tx), named);
    return result;
  });
}

/** Ids name their legal entity (REQ-US10-000123), so a row can be looked for in the right scope. Undefined for any other form. */
export function entityOf(id: string): string | undefined {
  return /^[A-Z]{3}-([A-Z]{2}\d{2})-[A-Za-z0-9-]{1,64}$/.exec(id)?.[1];
}

function assertEntityCode(code: string): void {
  if (!/^[A-Z]{2}\d{2}$/.test(code)) throw new Error(`"${code}" is not a legal entity's code`);
}

/**
 * Statements of one transaction, sent one behind the other without waiting in between; the server answers them in that order. Unlike
 * Promise.all it waits for every one before it fails: a statement sent after the rollback would run in somebody else's transaction.
 */
export async function together<T extends readonly unknown[]>(
  ...statements: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(statements);
  const failed = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  if (failed.length > 0) throw failed.find((reason) => !isAborted(reason)) ?? failed[0];
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined)) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}

/** What every statement behind the failed one gets, whatever their order in the call: it says nothing of why. */
const isAborted = (reason: unknown): boolean =>
  reason instanceof Error && (reason.cause as { code?: unknown } | undefined)?.code === '25P02';
