import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ClusterConfig } from '../parts/cluster-config.ts';
import { messageOf, type Report } from '../parts/report.ts';
import { ensureTemporalCli } from '../parts/temporal-cli.ts';
import { startTemporal } from '../parts/temporal-server.ts';
import type { Ports } from './port-plan.ts';
import type { StatePaths } from './state-dir.ts';
import type { Supervisor } from './supervisor.ts';

export async function startDevelopmentCluster(
  supervisor: Supervisor,
  paths: StatePaths,
  config: ClusterConfig,
  ports: Ports,
  report: Report,
): Promise<void> {
  const cliPath = await ensureTemporalCli(report);
  await supervisor.start('temporal', (onLaunch) =>
    startTemporal({
      cliPath,
      config,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      dbFile: paths.temporalDb,
      logFile: paths.log('temporal'),
      onLaunch,
    }),
  );
}

/** Throws, naming the setting to look at, when the cluster given by TEMPORAL_ADDRESS does not answer. */
export async function checkGivenCluster(namespace: string): Promise<void> {
  const { connectionOptions } = loadClientConnectConfig();
  const { address, tls, apiKey, metadata } = connectionOptions;
  try {
    const connection = await Connection.connect({
      ...(address === undefined ? {} : { address }),
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata: metadata as Record<string, string> }),
      connectTimeout: 10_000,
    });
    await connection.workflowService.describeNamespace({ namespace }).finally(() => connection.close());
  } catch (error) {
    throw new Error(
      `The Temporal cluster at ${address} (TEMPORAL_ADDRESS) does not serve the namespace ${namespace}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
