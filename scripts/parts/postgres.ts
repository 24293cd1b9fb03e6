import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import postgres from 'postgres';
import { LOOPBACK } from './ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { stopOrphan } from './postgres-orphan.ts';
import { type OnLaunch, type RunningProcess, startProcess } from './process.ts';
import type { Report } from './report.ts';
import { type Account, accountForServer, runAs } from './unprivileged.ts';

export const SUPERUSER = 'docket_admin';

export interface PostgresOptions {
  dataDir: string;
  port: number;
  /** Of the superuser; only what the data was first made with is right. */
  password: string;
  logFile: string;
  /** False for tests: nothing waits for the disk, so a power cut would lose the data. */
  durable: boolean;
  onLaunch?: OnLaunch;
}

/** Makes the data on first use, starts the server on it, and resolves when it answers. */
export async function startPostgres(options: PostgresOptions, report: Report): Promise<RunningProcess> {
  const dataDir = resolve(options.dataDir);
  const account = accountForServer(dataDir);
  const { initdb, postgres: server } = await postgresBinaries();
  if (!existsSync(dataDir)) {
    report('making a new database');
    await initialise(initdb, dataDir, options.password, account);
  }
  await stopOrphan(dataDir, report);
  const prefix = runAs(account, [dataDir, server]);
  return withPatience(() => startServer(server, prefix, { ...options, dataDir }));
}

/** A connection string of the superuser. */
export function superuserUrl(port: number, password: string, database: string): string {
  return databaseUrl(`postgres://${LOOPBACK}:${port}/${database}`, SUPERUSER, password);
}

/** The same server and database as `url`, with another user. */
export function databaseUrl(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** Creates the database that `url` names unless it is there; connects as that user to the database `postgres`. */
export async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  });
}

/** One short-lived connection for administration. */
export async function withClient<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** In a draft folder that takes its place by one rename, so that an interrupted start leaves no half-made data. */
async function initialise(
  initdb: string,
  dataDir: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const draft = `${dataDir}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account !== undefined) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await chmod(initdb, 0o755).catch(() => undefined);
    const [command, ...args] = [
      ...runAs(account, [draft, initdb]),
      initdb,
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale=C',
      '--encoding=UTF8',
      '--no-sync',
    ];
    await execa(command, args);
    await rename(draft, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function startServer(
  server: string,
  prefix: string[],
  { dataDir, port, password, logFile, durable, onLaunch }: PostgresOptions,
): Promise<RunningProcess> {
  const settings = {
    listen_addresses: LOOPBACK,
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return startProcess({
    name: 'postgres',
    command: server,
    runAs: prefix,
    args: [
      '-D',
      dataDir,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    logFile,
    stopSignal: 'SIGINT',
    stopWithinMs: 15_000,
    readyWithinMs: 60_000,
    onLaunch,
    ready: () =>
      withClient(superuserUrl(port, password, 'postgres'), async (sql) => void (await sql`select 1`)),
  });
}

/** Sessions of a server that was killed live on for a moment, and PostgreSQL rightly waits for their end. */
async function withPatience(start: () => Promise<RunningProcess>): Promise<RunningProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      const inUse = /pre-existing shared memory block|lock file "postmaster.pid"/.test(String(error));
      if (!inUse || attempt === 10) throw error;
      await sleep(500);
    }
  }
}
