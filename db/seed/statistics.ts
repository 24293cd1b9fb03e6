import { asOwner } from './owner.ts';
import { sql } from 'drizzle-orm';

/**
 * Brings the planner's statistics of every table up to date, as autovacuum does in its own time. Until a table has any, the row-level
 * security condition beside the same condition of a query looks as if it left a single row, and PostgreSQL takes any index that
 * begins with the legal entity.
 */
export const refreshStatistics = (adminUrl: string): Promise<void> =>
  asOwner(adminUrl, async (db) => {
    await db.execute(sql`analyze`);
  });
