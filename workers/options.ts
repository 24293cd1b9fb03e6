import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/create.ts';
import type { ActivityDeps } from '../activities/deps.ts';
import { REQUESTS_QUEUE } from '../workflows/messages.ts';
import { INTERCEPTOR_PATHS, WORKFLOWS_PATH, withTsExtensions } from './bundle.ts';

/** The worker's settings, the same in production, in the embedded stack and in tests; what differs is passed in. */
export function workerOptions(
  deps: ActivityDeps,
  place: {
    readonly connection: NativeConnection;
    readonly namespace: string;
    readonly taskQueue?: string;
    readonly bundlePath?: string | undefined;
  },
): WorkerOptions {
  const { connection, namespace, taskQueue, bundlePath } = place;
  return {
    connection,
    namespace,
    taskQueue: taskQueue ?? REQUESTS_QUEUE,
    activities: createActivities(deps),
    ...(bundlePath
      ? { workflowBundle: { codePath: bundlePath } }
      : {
          workflowsPath: WORKFLOWS_PATH,
          interceptors: { workflowModules: INTERCEPTOR_PATHS },
          bundlerOptions: { webpackConfigHook: withTsExtensions },
        }),
    // A worker that died is found out after this long; the default of 10 s dominates recovery.
    stickyQueueScheduleToStartTimeout: '1s',
    shutdownGraceTime: '15s',
    maxConcurrentActivityTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 40,
    maxCachedWorkflows: 400,
  };
}
