import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';

export interface RunHistory {
  readonly workflowId: string;
  readonly history: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
}

/** Replays histories against a bundle; answers what failed, nothing when all went well. */
export async function replayFailures(
  bundlePath: string,
  histories: readonly RunHistory[],
): Promise<string[]> {
  const failures: string[] = [];
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, histories);
  for await (const { workflowId, error } of results) {
    if (error) failures.push(`${workflowId}: ${error.name}: ${error.message}`);
  }
  return failures;
}

/** Workflow tasks that failed: the code threw where it should not, and the run stood still until a retry. */
export const failedTasks = ({ history }: RunHistory): string[] =>
  (history.events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed ? [`${failed.failure?.message ?? 'no message'} (cause ${failed.cause})`] : [],
  );
