import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import { ensureBrowser } from '../../scripts/parts/browser.ts';
import { cacheDir } from '../../scripts/parts/cache.ts';
import { identify } from '../../scripts/parts/identity.ts';
import { anyFreePorts } from '../../scripts/parts/ports.ts';
import { ensureDatabase, startPostgres, superuserUrl } from '../../scripts/parts/postgres.ts';
import type { Report } from '../../scripts/parts/report.ts';
import { ensureTemporalCli } from '../../scripts/parts/temporal-cli.ts';
import { ensureTimeSkippingServer } from '../../scripts/parts/test-server.ts';
import { API_PASSWORD, WORKER_PASSWORD } from './roles.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** database, workflow: a superuser's connection to the maintenance database. */
    postgresAdminUrl: string;
    /** database, workflow: a migrated, empty database to clone. */
    templateDatabase: string;
    /** workflow: for `TestWorkflowEnvironment.createTimeSkipping`. */
    timeSkippingServerPath: string;
    /** workflow: the bundle of the workflows as they are now. */
    workflowBundlePath: string;
    /** workflow, e2e. */
    temporalCliPath: string;
    /** e2e. */
    browserPath: string;
  }
}

const report: Report = (message) => void process.stderr.write(`… ${message}\n`);

/** Vitest runs this once for each project that has tests to run, and what is returned when they are done. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.name === 'database') return provideDatabase(project);
  project.provide('temporalCliPath', await ensureTemporalCli(report));
  if (project.name === 'workflow') {
    project.provide('timeSkippingServerPath', await ensureTimeSkippingServer(report));
    const { ensureWorkflowBundle } = await import('../../workers/bundle.ts');
    project.provide('workflowBundlePath', await ensureWorkflowBundle(join(cacheDir(), 'workflow-bundle')));
    return provideDatabase(project);
  }
  project.provide('browserPath', await ensureBrowser(report));
  return undefined;
}

async function provideDatabase(project: TestProject): Promise<() => Promise<void>> {
  const state = resolve(process.env['DOCKET_STATE_DIR'] ?? '.docket');
  await removeAbandoned(state);
  const folder = join(state, `test-${process.pid}`, project.name);
  const password = randomBytes(16).toString('hex');
  const [port = 0] = await anyFreePorts(1);
  await mkdir(folder, { recursive: true });
  const server = await startPostgres(
    { dataDir: `${folder}/postgres`, port, password, logFile: `${folder}/postgres.log`, durable: false },
    report,
  );
  const template = superuserUrl(port, password, 'docket_template');
  await ensureDatabase(template);
  await migrate(template, { apiPassword: API_PASSWORD, workerPassword: WORKER_PASSWORD });
  project.provide('postgresAdminUrl', superuserUrl(port, password, 'postgres'));
  project.provide('templateDatabase', 'docket_template');
  return async () => {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  };
}

/** What runs that were killed left behind. */
async function removeAbandoned(state: string): Promise<void> {
  const names = await readdir(state).catch(() => []);
  const abandoned = names.filter((name) => /^test-\d+$/.test(name) && !identify(Number(name.slice(5))));
  await Promise.all(abandoned.map((name) => rm(join(state, name), { recursive: true, force: true })));
}
