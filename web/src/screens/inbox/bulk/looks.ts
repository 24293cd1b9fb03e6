import { useQueries } from '@tanstack/react-query';
import { requestQuery } from '../../../api/requests.ts';
import type { DecisionOutcome, RequestDetail, Task } from '../../../api/resources.ts';
import { taskQuery } from '../../../api/tasks.ts';
import { usePollInterval } from '../../../parts/live.ts';
import { plainWords, sentence } from '../../../parts/words.ts';
import { mayDo } from '../task-actions.ts';

/** What an approval of one of several tasks needs to show, as far as it was read. */
export interface BulkContent {
  readonly id: string;
  readonly task: Task | undefined;
  readonly request: RequestDetail | undefined;
  readonly error: Error | null;
  readonly reread: () => void;
}

/** Reads each task and its request, and keeps up with changes by others. */
export function useBulkContents(ids: readonly string[]): BulkContent[] {
  const refetchInterval = usePollInterval();
  const tasks = useQueries({ queries: ids.map((id) => ({ ...taskQuery(id), refetchInterval })) });
  const requests = useQueries({
    queries: tasks.map(({ data }) => ({
      ...requestQuery(data?.request.id ?? ''),
      enabled: data !== undefined,
      refetchInterval,
    })),
  });
  return ids.map((id, at) => ({
    id,
    task: tasks[at]?.data,
    request: requests[at]?.data,
    error: tasks[at]?.error ?? requests[at]?.error ?? null,
    reread: () => void Promise.all([tasks[at]?.refetch(), requests[at]?.refetch()]),
  }));
}

/** Where one of several approvals stands. */
export type Look =
  | { readonly is: 'reading' }
  | { readonly is: 'unreadable'; readonly error: Error }
  /** Nothing to approve any more. */
  | { readonly is: 'gone'; readonly because: string; readonly attempted: boolean }
  | {
      readonly is: 'open';
      readonly task: Task;
      readonly request: RequestDetail;
      readonly seen: boolean;
      /** It was looked at, and is another content now. */
      readonly changed: boolean;
      /** Why the last attempt did not record it. */
      readonly refusal: string | null;
    }
  | { readonly is: 'approved' };

/** @param seen the content hash that was looked at, by task; readerId: whose own decisions are called theirs */
export function lookOf(
  { id, task, request, error }: BulkContent,
  seen: Readonly<Record<string, string>>,
  outcomes: ReadonlyMap<string, DecisionOutcome>,
  readerId: string | undefined,
): Look {
  const outcome = outcomes.get(id);
  if (outcome?.recorded) return { is: 'approved' };
  if (!task || !request) return error ? { is: 'unreadable', error } : { is: 'reading' };
  if (!mayDo(task, 'approve')) {
    const because = goneWords(task, readerId) ?? sentence(outcome?.reason ?? 'it is no longer open to you.');
    return { is: 'gone', because, attempted: outcome !== undefined };
  }
  // Read one after the other: for a moment they may be of different revisions.
  if (request.proposal?.contentHash !== task.contentHash) return { is: 'reading' };
  const of = seen[id];
  return {
    is: 'open',
    task,
    request,
    seen: of === task.contentHash,
    changed: of !== undefined && of !== task.contentHash,
    refusal: outcome?.reason ? sentence(outcome.reason) : null,
  };
}

function goneWords({ decidedBy, actions }: Task, readerId: string | undefined): string | null {
  if (decidedBy)
    return `${decidedBy.id === readerId ? 'You have' : `${decidedBy.name} has`} decided it meanwhile.`;
  const refused = actions.find(({ name }) => name === 'approve')?.reason;
  return refused ? plainWords(refused) : null;
}
