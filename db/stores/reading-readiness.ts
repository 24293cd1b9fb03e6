import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Database } from '../connection.ts';

const JOURNAL = new URL('../migrations/meta/_journal.json', import.meta.url);

/**
 * Whether the newest migration of this build is applied. `unknown` where the role may not read the list of migrations; rejects
 * when the database does not answer.
 */
export async function migrationState(db: Database): Promise<'ok' | 'behind' | 'unknown'> {
  await db.execute(sql`select 1`);
  try {
    const [row] = await db.execute<{ newest: string | null }>(
      sql`select max(created_at)::text as newest from docket_migrations.__drizzle_migrations`,
    );
    return BigInt(row?.newest ?? 0) >= newestMigrationTime() ? 'ok' : 'behind';
  } catch (error) {
    if (codeOf(error) === '42501') return 'unknown';
    if (codeOf(error) === '42P01' || codeOf(error) === '3F000') return 'behind';
    throw error;
  }
}

function newestMigrationTime(): bigint {
  const { entries } = JSON.parse(readFileSync(JOURNAL, 'utf8')) as { entries: { when: number }[] };
  return BigInt(entries.at(-1)?.when ?? 0);
}

/** Drizzle wraps the driver's error. */
function codeOf(error: unknown): unknown {
  const { cause, code } = error as { cause?: { code?: unknown }; code?: unknown };
  return cause?.code ?? code;
}
