import { connect, type Database } from '../connection.ts';

/**
 * Work as `docket_owner`, who owns the tables; row-level security binds it too. One connection, so the role set on it holds for
 * every statement.
 * @param adminUrl an account that is a member of `docket_owner`
 */
export async function asOwner<T>(adminUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const connection = connect(adminUrl, { max: 1, applicationName: 'docket-seed' });
  try {
    await connection.sql`set role docket_owner`;
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}
