import { resolve } from 'node:path';
import { answers } from '../parts/http-probe.ts';
import { LOOPBACK } from '../parts/ports.ts';
import { type OnLaunch, type RunningProcess, startProcess } from '../parts/process.ts';
import { withoutTemporalSettings } from '../parts/temporal-server.ts';
import type { Ports } from './port-plan.ts';
import type { StackAddresses } from './run-file.ts';
import type { StatePaths } from './state-dir.ts';

export type ServiceName = 'mail' | 'api' | 'worker' | 'web';

export interface ServiceContext {
  paths: StatePaths;
  ports: Ports;
  addresses: StackAddresses;
  /** The standard TEMPORAL_* settings. */
  temporal: NodeJS.ProcessEnv;
  /** Further settings from whoever starts the stack. */
  extra: NodeJS.ProcessEnv;
  /** For the worker only. */
  workflowBundle?: string | undefined;
}

interface Service {
  entry: string;
  stopWithinMs: number;
  readyUrl: string;
  env: NodeJS.ProcessEnv;
}

/** The file each service is started from. */
export const entries: Record<ServiceName, string> = {
  mail: 'scripts/mail-sink.ts',
  api: 'api/main.ts',
  worker: 'workers/main.ts',
  web: 'web/server.ts',
};

export function startService(
  name: ServiceName,
  context: ServiceContext,
  onLaunch: OnLaunch,
): Promise<RunningProcess> {
  const service = describeService(name, context);
  return startProcess({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', resolve(service.entry)],
    env: { ...baseEnvironment(context.paths), ...service.env, ...context.extra },
    logFile: context.paths.log(name),
    stopSignal: 'SIGTERM',
    stopWithinMs: service.stopWithinMs,
    readyWithinMs: 60_000,
    ready: () => answers(service.readyUrl),
    onLaunch,
  });
}

function describeService(name: ServiceName, context: ServiceContext): Service {
  const { ports, addresses, temporal, paths } = context;
  const at = (port: number, path: string): string => `http://${LOOPBACK}:${port}${path}`;
  const services: Record<ServiceName, Service> = {
    mail: {
      entry: entries.mail,
      stopWithinMs: 3_000,
      readyUrl: at(ports.mail, '/readyz'),
      env: {
        DOCKET_MAIL_PORT: String(ports.mail),
        DOCKET_SMTP_PORT: String(ports.smtp),
        DOCKET_MAIL_DIR: paths.mail,
      },
    },
    api: {
      entry: entries.api,
      stopWithinMs: 10_000,
      readyUrl: at(ports.api, '/readyz'),
      env: {
        ...temporal,
        DATABASE_URL_API: addresses.databaseUrls.api,
        DOCKET_API_PORT: String(ports.api),
        DOCKET_ISSUER_PORT: String(ports.issuer),
        DOCKET_WEB_URL: addresses.webUrl,
        ...(addresses.temporalUiUrl === undefined ? {} : { DOCKET_TEMPORAL_UI_URL: addresses.temporalUiUrl }),
      },
    },
    worker: {
      entry: entries.worker,
      stopWithinMs: 20_000,
      readyUrl: at(ports.worker, '/readyz'),
      env: {
        ...temporal,
        DATABASE_URL_WORKER: addresses.databaseUrls.worker,
        DOCKET_WEB_URL: addresses.webUrl,
        DOCKET_WORKER_HEALTH_PORT: String(ports.worker),
        ...(context.workflowBundle === undefined ? {} : { DOCKET_WORKFLOW_BUNDLE: context.workflowBundle }),
        // Always the sink, whatever the person has set: a development stack must not write to real customers.
        SMTP_URL: `smtp://${LOOPBACK}:${ports.smtp}`,
      },
    },
    web: {
      entry: entries.web,
      stopWithinMs: 5_000,
      readyUrl: at(ports.web, '/healthz'),
      env: { DOCKET_WEB_PORT: String(ports.web), DOCKET_API_URL: addresses.apiUrl },
    },
  };
  return services[name];
}

/** What the person has set, without what only some of the services may know. */
function baseEnvironment(paths: StatePaths): NodeJS.ProcessEnv {
  const own = new Set(['DATABASE_URL', 'DATABASE_URL_API', 'DATABASE_URL_WORKER', 'SMTP_URL']);
  const kept = Object.entries(withoutTemporalSettings(process.env)).filter(([name]) => !own.has(name));
  return { ...Object.fromEntries(kept), DOCKET_STATE_DIR: paths.root };
}
