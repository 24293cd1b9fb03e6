import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

export interface RolePasswords {
  readonly apiPassword: string;
  readonly workerPassword: string;
}

/**
 * Brings a database to the newest schema and the application roles to these passwords. Idempotent; an advisory lock lets
 * several processes call it at once. The connection needs CREATEROLE and CREATE on the database, nothing more; every object
 * is owned by `docket_owner`, a role without login.
 */
export async function migrate(adminUrl: string, passwords: RolePasswords): Promise<void> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(7305501)`;
    await ensureRoles(client, passwords);
    await client`set role docket_owner`;
    await applyMigrations(drizzle(client), {
      migrationsFolder: MIGRATIONS,
      migrationsSchema: 'docket_migrations',
    });
  } finally {
    await client.end();
  }
}

async function ensureRoles(
  client: postgres.Sql,
  { apiPassword, workerPassword }: RolePasswords,
): Promise<void> {
  const [{ database } = { database: '' }] = await client<
    { database: string }[]
  >`select current_database() as database`;
  await ensureRole(client, 'docket_owner', 'nologin');
  await ensureRole(client, 'docket_api', `login password ${literal(apiPassword)}`);
  await ensureRole(client, 'docket_worker', `login password ${literal(workerPassword)}`);
  await client.unsafe('grant docket_owner to current_user');
  await client.unsafe(`grant create, connect on database "${database}" to docket_owner`);
  await client.unsafe(`grant connect on database "${database}" to docket_api, docket_worker`);
  await client.unsafe('grant create, usage on schema public to docket_owner');
  await client.unsafe('create extension if not exists btree_gist');
}

/** Roles are the whole server's, so two databases' migrations may meet here: a role that has just appeared is fine. */
async function ensureRole(client: postgres.Sql, name: string, attributes: string): Promise<void> {
  const flags = 'nosuperuser nocreatedb nocreaterole';
  await client.unsafe(
    `do $$ begin create role ${name}; exception when duplicate_object or unique_violation then null; end $$`,
  );
  await client.unsafe(`alter role ${name} ${flags} ${attributes}`);
}

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
