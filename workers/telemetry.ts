import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

type PinoLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/**
 * The SDK's runtime of this process: its log lines become ours, and its metrics (queue latencies, retries, slots; ids, no personal data)
 * are served to Prometheus where an address is given.
 */
export function installRuntime(log: Logger, metricsAddress: string | undefined): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => log[levelOf(level)](meta ?? {}, message)),
    shutdownSignals: ['SIGINT', 'SIGTERM'],
    ...(metricsAddress === undefined
      ? {}
      : { telemetryOptions: { metrics: { prometheus: { bindAddress: metricsAddress } } } }),
  });
}

const LEVELS: readonly string[] = ['trace', 'debug', 'warn', 'error'] satisfies PinoLevel[];
const levelOf = (level: string): PinoLevel =>
  LEVELS.includes(level.toLowerCase()) ? (level.toLowerCase() as PinoLevel) : 'info';
