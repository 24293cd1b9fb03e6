import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { CreateDecision, Decision, DecisionOutcome, Task } from './resources.ts';

export interface TaskFilter {
  readonly view: 'mine' | 'team' | 'all';
  readonly state: 'open' | 'waiting';
}

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ['tasks', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf<'listTasks'>(
        client.GET('/v1/tasks', {
          params: { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId],
    queryFn: ({ signal }): Promise<Task> =>
      dataOf<'getTask'>(client.GET('/v1/tasks/{taskId}', { params: { path: { taskId } }, signal })),
  });

export interface DecisionToSend {
  readonly taskId: string;
  /** The content the person saw; another one is answered 412. */
  readonly contentHash: string;
  readonly idempotencyKey: string;
  readonly body: CreateDecision;
}

export const sendDecision = ({
  taskId,
  contentHash,
  idempotencyKey,
  body,
}: DecisionToSend): Promise<Decision> =>
  dataOf<'createDecision'>(
    client.POST('/v1/tasks/{taskId}/decisions', {
      params: {
        path: { taskId },
        header: { 'Idempotency-Key': idempotencyKey, 'If-Match': `"${contentHash}"` },
      },
      body,
    }),
  );

export interface BulkItem {
  readonly taskId: string;
  /** The content the person saw of this one. */
  readonly contentHash: string;
  readonly reason: string;
}

/** Most decisions that one call takes. */
export const BULK_LIMIT = 50;

/** Approves each for itself. @returns an outcome for every item, in the order sent */
export async function sendApprovals(
  items: readonly BulkItem[],
  idempotencyKey: string,
): Promise<readonly DecisionOutcome[]> {
  const { outcomes } = await dataOf<'createDecisions'>(
    client.POST('/v1/decisions', {
      params: { header: { 'Idempotency-Key': idempotencyKey } },
      body: { items: items.map((item) => ({ ...item, verdict: 'approve' as const })) },
    }),
  );
  return outcomes;
}
