import { migrate } from '../../db/migrate.ts';
import { seed } from '../../db/seed/seed.ts';
import { databaseUrl, ensureDatabase, startPostgres, superuserUrl } from '../parts/postgres.ts';
import type { Report } from '../parts/report.ts';
import type { StackAddresses } from './run-file.ts';
import type { Secrets } from './secrets.ts';
import type { StatePaths } from './state-dir.ts';
import type { Supervisor } from './supervisor.ts';

type DatabaseUrls = StackAddresses['databaseUrls'];

/**
 * The connection strings: of the server given by DATABASE_URL, or of the embedded one. The application's accounts are
 * created by the migrations with exactly these passwords.
 */
export function databaseUrls(port: number, secrets: Secrets, env: NodeJS.ProcessEnv): DatabaseUrls {
  const owner = env['DATABASE_URL'] ?? superuserUrl(port, secrets.ownerPassword, 'docket');
  return {
    owner,
    api: env['DATABASE_URL_API'] ?? databaseUrl(owner, 'docket_api', secrets.apiPassword),
    worker: env['DATABASE_URL_WORKER'] ?? databaseUrl(owner, 'docket_worker', secrets.workerPassword),
  };
}

export async function startEmbeddedPostgres(
  supervisor: Supervisor,
  paths: StatePaths,
  port: number,
  secrets: Secrets,
  report: Report,
): Promise<void> {
  await supervisor.start('postgres', (onLaunch) =>
    startPostgres(
      {
        dataDir: paths.postgres,
        port,
        password: secrets.ownerPassword,
        logFile: paths.log('postgres'),
        durable: true,
        onLaunch,
      },
      report,
    ),
  );
}

/** Brings the schema up to date and puts the reference data in; both may be repeated. */
export async function prepareDatabase(urls: DatabaseUrls, report: Report): Promise<void> {
  await ensureDatabase(urls.owner);
  report('migrations');
  await migrateDatabase(urls);
  report('reference data');
  await seed(urls.owner);
}

export async function migrateDatabase(urls: DatabaseUrls): Promise<void> {
  await migrate(urls.owner, { apiPassword: passwordOf(urls.api), workerPassword: passwordOf(urls.worker) });
}

function passwordOf(url: string): string {
  return decodeURIComponent(new URL(url).password);
}
