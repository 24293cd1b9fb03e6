import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { readClusterConfig } from '../parts/cluster-config.ts';
import { ensureBundle, ensureWebBuild } from './builds.ts';
import { checkGivenCluster, startDevelopmentCluster } from './cluster.ts';
import { prepareDatabase, startEmbeddedPostgres } from './database.ts';
import { submitExamples } from './examples.ts';
import { stopLeftovers } from './leftovers.ts';
import { acquireLock } from './lock.ts';
import type { StackOptions } from './options.ts';
import { type Plan, planStack } from './plan.ts';
import { type Progress, silentProgress } from './progress.ts';
import { type StackAddresses, writeRunFile } from './run-file.ts';
import { type ServiceContext, type ServiceName, startService } from './services.ts';
import { type StatePaths, statePaths } from './state-dir.ts';
import { aborted } from './stop-requests.ts';
import { Supervisor } from './supervisor.ts';

export type ChildName = ServiceName | 'postgres' | 'temporal';

export interface RunningStack extends StackAddresses {
  stateDir: string;
  children(): { name: string; pid: number }[];
  /** Stops everything in order; a second call waits for the first. */
  stop(): Promise<void>;
  /** SIGKILLs everything at once. */
  killAll(): Promise<void>;
  /** SIGKILLs one process, as a crash would; the stack goes on without it. */
  killChild(name: ChildName): Promise<void>;
  /** Starts a killed process again; resolves when it is ready. */
  startChild(name: ChildName): Promise<void>;
}

/** `StackOptions.signal` was aborted before everything was ready. */
export class InterruptedError extends Error {
  constructor() {
    super('The start was interrupted.');
  }
}

/** Those that use others first. */
const STOP_ORDER: readonly ChildName[] = ['web', 'api', 'worker', 'mail', 'temporal', 'postgres'];

/**
 * Starts the whole of Docket and resolves when every process answers.
 * @throws LockHeldError when a stack runs on this state folder already
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const paths = statePaths(options.stateDir);
  await mkdir(paths.root, { recursive: true });
  const unlock = acquireLock(paths.lock);
  const release = (): void => {
    rmSync(paths.runFile, { force: true });
    unlock();
  };
  try {
    const progress = options.progress ?? silentProgress;
    await stopLeftovers(paths, progress);
    return await boot(options, paths, progress, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function boot(
  options: StackOptions,
  paths: StatePaths,
  progress: Progress,
  release: () => void,
): Promise<RunningStack> {
  const plan = await planStack(options, paths, await readClusterConfig(), progress);
  let state: 'starting' | 'ready' = 'starting';
  const save = (): void =>
    writeRunFile(paths.runFile, { state, children: supervisor.identities(), addresses: plan.addresses });
  const supervisor = new Supervisor((exit) => options.onUnexpectedExit?.(exit), save);
  save();
  try {
    await untilAborted(startParts(plan, paths, supervisor, options, progress), options.signal);
  } catch (error) {
    options.killSignal?.addEventListener('abort', () => void supervisor.killAll());
    await supervisor.stop(STOP_ORDER);
    throw error;
  }
  state = 'ready';
  save();
  return handleOf(plan, paths, supervisor, release);
}

function handleOf(plan: Plan, paths: StatePaths, supervisor: Supervisor, release: () => void): RunningStack {
  let stopping: Promise<void> | undefined;
  return {
    ...plan.addresses,
    stateDir: paths.root,
    children: () => supervisor.identities(),
    stop: () => (stopping ??= supervisor.stop(STOP_ORDER).finally(release)),
    killAll: () => supervisor.killAll().finally(release),
    killChild: (name) => supervisor.kill(name),
    startChild: (name) => supervisor.restart(name),
  };
}

/** Everything at once that does not need something else first. */
async function startParts(
  plan: Plan,
  paths: StatePaths,
  supervisor: Supervisor,
  options: StackOptions,
  progress: Progress,
): Promise<void> {
  const { ports, config, addresses, secrets } = plan;
  const database = progress.step('PostgreSQL', async (report) => {
    if (plan.embeddedPostgres)
      await startEmbeddedPostgres(supervisor, paths, ports.postgres, secrets, report);
    await prepareDatabase(addresses.databaseUrls, report);
  });
  const cluster = progress.step('Temporal', (report) =>
    plan.ownCluster
      ? startDevelopmentCluster(supervisor, paths, config, ports, report)
      : checkGivenCluster(config, addresses.namespace),
  );
  const inbox = progress.step('Inbox built', ensureWebBuild);
  const bundle = progress.step('Workflows bundled', ensureBundle);

  const context: ServiceContext = {
    paths,
    ports,
    addresses,
    temporal: plan.temporalEnvironment,
    extra: options.env ?? {},
  };
  const service = async (name: ServiceName, title: string, ...needs: Promise<unknown>[]): Promise<void> => {
    await Promise.all(needs);
    const complete = name === 'worker' ? { ...context, workflowBundle: await bundle } : context;
    await progress.step(title, () =>
      supervisor.start(name, (onLaunch) => startService(name, complete, onLaunch)),
    );
  };
  const mail = service('mail', 'Mail sink');
  await Promise.all([
    database,
    cluster,
    inbox,
    bundle,
    mail,
    service('api', 'API', database, cluster),
    service('worker', 'Worker', database, cluster, bundle, mail),
    inbox === undefined
      ? progress.warn('Inbox: web/index.html is missing, not started')
      : service('web', 'Inbox', inbox),
  ]);
  if (options.examples ?? false) await submitExamples(paths, addresses, progress);
}

async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const interrupted = aborted(signal).then(() => {
    throw new InterruptedError();
  });
  await Promise.race([work, interrupted]);
}
