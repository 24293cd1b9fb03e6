import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

export const QUIET = new DefaultLogger('ERROR');

/** The SDK's runtime without its log. Test files share a process, and a process has one runtime. */
export function quietRuntime(): void {
  if (Runtime._instance) return;
  Runtime.install({
    logger: QUIET,
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
}
