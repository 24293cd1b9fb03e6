import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { preparing } from './prepared.ts';
import * as door from './schema/door.ts';
import * as customer from './schema/customer.ts';
import * as ledger from './schema/ledger.ts';
import * as organisation from './schema/organisation.ts';
import * as receivables from './schema/receivables.ts';
import * as request from './schema/request.ts';
import * as governance from './schema/governance.ts';
import * as standingIn from './schema/standing-in.ts';

const schema = {
  ...organisation,
  ...customer,
  ...receivables,
  ...ledger,
  ...request,
  ...door,
  ...standingIn,
  ...governance,
};
export type Schema = typeof schema;
export type Database = PostgresJsDatabase<Schema>;
/** What stores take: never the pool, so that no statement runs outside a transaction that has named its legal entity. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface Connection {
  readonly db: Database;
  /** For LISTEN and health probes. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

/** Opens a pool. Statements are cut off after 30 s, idle transactions after 30 s. */
export function connect(url: string, options: { max?: number; applicationName?: string } = {}): Connection {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? 'docket',
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  });
  return { db: drizzle(preparing(sql), { schema }), sql, close: () => sql.end({ timeout: 5 }) };
}
