import { createRequire } from 'node:module';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';

export interface RunHistory {
  readonly workflowId: string;
  readonly history: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
}

type History = RunHistory['history'];

/**
 * The SDK's own History message. Its historyFromJSON and historyToJSON throw where npm has installed protobufjs more than once, as it
 * does here; the message itself is sound.
 */
const { temporal } = createRequire(createRequire(import.meta.url).resolve('@temporalio/common'))(
  '@temporalio/proto',
) as { temporal: { api: { history: { v1: { History: { fromObject(json: unknown): History } } } } } };

/** Enums as words, payloads in base64. */
export const historyToJson = (history: History): string => JSON.stringify(history);

export const historyFromJson = (json: unknown): History => temporal.api.history.v1.History.fromObject(json);

/** Replays histories against a bundle. @returns what failed; nothing when all went well */
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

/**
 * WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND: a message arrived while a run was ending or going on in a new one, so the server asks it
 * to look again. That is how no message is lost, not a failure.
 */
const UNHANDLED_COMMAND = 1;

/** Workflow tasks that failed: the code threw where it should not, and the run stood still until a retry. */
export const failedTasks = ({ history }: RunHistory): string[] =>
  (history.events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed && Number(failed.cause) !== UNHANDLED_COMMAND
      ? [`${failed.failure?.message ?? 'no message'} (cause ${failed.cause})`]
      : [],
  );

/** Nothing is under way: no activity, no workflow task. The run has ended, or waits for a timer or a message. */
export function isQuiet({ history }: RunHistory): boolean {
  const events = history.events ?? [];
  const settled = new Set(
    events.flatMap((event) => {
      const { scheduledEventId } =
        event.activityTaskCompletedEventAttributes ??
        event.activityTaskFailedEventAttributes ??
        event.activityTaskTimedOutEventAttributes ??
        event.activityTaskCanceledEventAttributes ??
        event.workflowTaskCompletedEventAttributes ??
        event.workflowTaskFailedEventAttributes ??
        event.workflowTaskTimedOutEventAttributes ??
        {};
      return scheduledEventId === undefined || scheduledEventId === null ? [] : [String(scheduledEventId)];
    }),
  );
  return events.every(
    (event) =>
      !(event.activityTaskScheduledEventAttributes ?? event.workflowTaskScheduledEventAttributes) ||
      settled.has(String(event.eventId)),
  );
}
