import type { ClusterConfig } from '../parts/cluster-config.ts';
import { readJson, writeJson } from '../parts/json-file.ts';
import { LOOPBACK } from '../parts/ports.ts';
import { temporalEnvironment } from '../parts/temporal-server.ts';
import { databaseUrls } from './database.ts';
import { freePorts, planPorts, type Ports } from './port-plan.ts';
import type { Progress } from './progress.ts';
import type { StackAddresses } from './run-file.ts';
import { ensureSecrets, type Secrets } from './secrets.ts';
import type { StackOptions } from './options.ts';
import type { StatePaths } from './state-dir.ts';

/** Everything that is settled before the first process starts. */
export interface Plan {
  config: ClusterConfig;
  ports: Ports;
  secrets: Secrets;
  addresses: StackAddresses;
  /** False when DATABASE_URL names a server. */
  embeddedPostgres: boolean;
  /** False when TEMPORAL_ADDRESS names a cluster. */
  ownCluster: boolean;
  temporalEnvironment: NodeJS.ProcessEnv;
}

export async function planStack(
  options: StackOptions,
  paths: StatePaths,
  config: ClusterConfig,
  progress: Progress,
): Promise<Plan> {
  const env = options.ports === 'free' ? {} : process.env;
  const secrets = ensureSecrets(paths.secrets);
  const ports = await portsFor(options, paths, config, progress);
  const ownCluster = isUnset(env['TEMPORAL_ADDRESS']);
  const address = `${LOOPBACK}:${ports.temporal}`;
  const temporal = ownCluster
    ? await temporalEnvironment(address, config.namespace, paths.temporalClient)
    : { TEMPORAL_NAMESPACE: config.namespace, ...onlyTemporal(env) };
  return {
    config,
    ports,
    secrets,
    ownCluster,
    embeddedPostgres: isUnset(env['DATABASE_URL']),
    temporalEnvironment: temporal,
    addresses: {
      apiUrl: http(ports.api),
      webUrl: http(ports.web),
      issuerUrl: env['OIDC_ISSUER'] ?? http(ports.issuer),
      mailUrl: http(ports.mail),
      temporalAddress: ownCluster ? address : String(env['TEMPORAL_ADDRESS']),
      temporalUiUrl: ownCluster ? http(ports.temporalUi) : env['DOCKET_TEMPORAL_UI_URL'],
      namespace: temporal['TEMPORAL_NAMESPACE'] ?? config.namespace,
      databaseUrls: databaseUrls(ports.postgres, secrets, env),
    },
  };
}

async function portsFor(
  options: StackOptions,
  paths: StatePaths,
  config: ClusterConfig,
  progress: Progress,
): Promise<Ports> {
  if (options.ports === 'free') return freePorts(config.ports);
  const asked = options.webPort === undefined ? {} : { web: options.webPort };
  const { ports, moved } = await planPorts(config.ports, readJson<Partial<Ports>>(paths.ports) ?? {}, asked);
  for (const { name, wanted, port } of moved) {
    progress.warn(`Port ${wanted} (${name}) is used by another program; this stack uses ${port}`);
  }
  writeJson(paths.ports, ports);
  return ports;
}

function isUnset(value: string | undefined): boolean {
  return value === undefined || value === '';
}

function onlyTemporal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('TEMPORAL_')));
}

function http(port: number): string {
  return `http://${LOOPBACK}:${port}`;
}
