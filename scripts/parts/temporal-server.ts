import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { ClusterConfig } from './cluster-config.ts';
import { LOOPBACK } from './ports.ts';
import { type OnLaunch, type RunningProcess, startProcess } from './process.ts';

export interface TemporalServerOptions {
  cliPath: string;
  config: ClusterConfig;
  port: number;
  uiPort: number;
  /** SQLite file that survives restarts; without one the server forgets everything when it stops. */
  dbFile?: string;
  logFile: string;
  onLaunch?: OnLaunch;
}

/** Starts the development server with everything temporal-dev.yaml declares; resolves when the namespace is usable. */
export async function startTemporal(options: TemporalServerOptions): Promise<RunningProcess> {
  const { config, port } = options;
  if (options.dbFile !== undefined) await mkdir(dirname(options.dbFile), { recursive: true });
  const address = `${LOOPBACK}:${port}`;
  return startProcess({
    name: 'temporal',
    command: options.cliPath,
    args: serverArguments(options),
    env: withoutTemporalSettings(process.env),
    logFile: options.logFile,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
    readyWithinMs: 60_000,
    onLaunch: options.onLaunch,
    ready: () => applyRetention(address, config.namespace, config.retention),
  });
}

export function serverArguments({ config, port, uiPort, dbFile }: TemporalServerOptions): string[] {
  return [
    'server',
    'start-dev',
    `--ip=${LOOPBACK}`,
    `--port=${port}`,
    `--ui-port=${uiPort}`,
    `--namespace=${config.namespace}`,
    '--ui-disable-news-fetch',
    '--log-level=warn',
    ...(dbFile === undefined ? [] : ['--db-filename', dbFile]),
    ...pairs('--search-attribute', config.searchAttributes, String),
    ...pairs('--dynamic-config-value', config.dynamicConfig, JSON.stringify),
    ...(dbFile === undefined ? [] : pairs('--sqlite-pragma', config.sqlitePragmas, String)),
  ];
}

/**
 * Temporal's standard settings for a process that must use the server at `address`, and nothing that the person has
 * set up for other clusters: their default profile may ask for TLS or an API key.
 */
export async function temporalEnvironment(
  address: string,
  namespace: string,
  configFile: string,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(dirname(configFile), { recursive: true });
  await writeFile(configFile, `[profile.default]\naddress = "${address}"\nnamespace = "${namespace}"\n`);
  return { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_CONFIG_FILE: configFile };
}

export function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function pairs<V>(flag: string, entries: Record<string, V>, format: (value: V) => string): string[] {
  return Object.entries(entries).flatMap(([key, value]) => [flag, `${key}=${format(value)}`]);
}

/** `start-dev` has no flag for it. Throws while the server or the namespace is not there yet. */
async function applyRetention(address: string, namespace: string, seconds: number): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.withDeadline(Date.now() + 5_000, () =>
      connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: msToTs(seconds * 1_000) },
      }),
    );
  } finally {
    await connection.close();
  }
}
