import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrl, withClient } from '../../scripts/parts/postgres.ts';
import { API_PASSWORD, WORKER_PASSWORD } from './roles.ts';

export interface FreshDatabase {
  /** The superuser's connection: sees every entity's rows. */
  ownerUrl: string;
  /** As `docket_api` and `docket_worker`: row-level security applies. */
  apiUrl: string;
  workerUrl: string;
  /** Deletes the database, whoever is connected. */
  drop(): Promise<void>;
}

/** A migrated, empty database of its own, for one test file; in the Vitest projects `database` and `workflow`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(adminUrl, async (sql) => {
    await sql`create database ${sql(name)} template ${sql(inject('templateDatabase'))}`;
  });
  const ownerUrl = adminUrl.replace(/\/postgres$/, `/${name}`);
  return {
    ownerUrl,
    apiUrl: databaseUrl(ownerUrl, 'docket_api', API_PASSWORD),
    workerUrl: databaseUrl(ownerUrl, 'docket_worker', WORKER_PASSWORD),
    drop: () =>
      withClient(adminUrl, async (sql) => {
        await sql`drop database if exists ${sql(name)} with (force)`;
      }),
  };
}
