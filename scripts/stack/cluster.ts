import { Connection, type ConnectionOptions } from '@temporalio/client';
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

/**
 * Looks at the cluster given by TEMPORAL_ADDRESS.
 * @throws Error when it does not answer, or lacks the namespace or one of the declared search attributes
 */
export async function checkGivenCluster(config: ClusterConfig, namespace: string): Promise<void> {
  const { address, tls, apiKey, metadata } = loadClientConnectConfig().connectionOptions;
  const missing = await lookAt(
    {
      ...(address === undefined ? {} : { address }),
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata }),
      connectTimeout: 10_000,
    },
    config,
    namespace,
  ).catch((error: unknown) => {
    throw new Error(
      `The Temporal cluster at ${address} (TEMPORAL_ADDRESS) does not serve the namespace ${namespace}: ${messageOf(error)}`,
    );
  });
  if (missing.length === 0) return;
  const create = missing.map((name) => `--name ${name} --type ${config.searchAttributes[name]}`).join(' ');
  throw new Error(
    `The namespace ${namespace} at ${address} lacks search attributes. Create them with:\n  temporal operator search-attribute create --namespace ${namespace} ${create}`,
  );
}

/** The declared search attributes that the namespace lacks; none where the cluster does not tell. */
async function lookAt(
  options: ConnectionOptions,
  config: ClusterConfig,
  namespace: string,
): Promise<string[]> {
  const connection = await Connection.connect(options);
  try {
    await connection.workflowService.describeNamespace({ namespace });
    const known = await connection.operatorService
      .listSearchAttributes({ namespace })
      .then((answer) => ({ ...answer.customAttributes, ...answer.systemAttributes }))
      .catch(() => undefined);
    return known === undefined ? [] : Object.keys(config.searchAttributes).filter((name) => !(name in known));
  } finally {
    await connection.close();
  }
}
