import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { Priority } from './resources.ts';

/** Changes of requests that wait for the reader. */
export const changesToDecideQuery = queryOptions({
  queryKey: ['changes'],
  queryFn: ({ signal }) => dataOf<'listChangesToDecide'>(client.GET('/v1/changes', { signal })),
});

interface OnRequest {
  readonly requestId: string;
  readonly idempotencyKey: string;
}

const asking = ({ requestId, idempotencyKey }: OnRequest) => ({
  path: { requestId },
  header: { 'Idempotency-Key': idempotencyKey },
});

export interface PriorityBody {
  readonly priority: Priority;
  readonly reason: string;
}

export const sendPriority = ({ body, ...on }: OnRequest & { body: PriorityBody }) =>
  dataOf<'changePriority'>(client.POST('/v1/requests/{requestId}/priority', { params: asking(on), body }));

export const sendReopening = ({ reason, ...on }: OnRequest & { reason: string }) =>
  dataOf<'reopenRequest'>(
    client.POST('/v1/requests/{requestId}/reopening', { params: asking(on), body: { reason } }),
  );

export interface PolicyMoveBody {
  readonly toVersion: string;
  readonly reason: string;
}

export const sendPolicyMove = ({ body, ...on }: OnRequest & { body: PolicyMoveBody }) =>
  dataOf<'moveToPolicy'>(client.POST('/v1/requests/{requestId}/policy-moves', { params: asking(on), body }));

export interface ChangeVerdict {
  readonly changeId: string;
  readonly idempotencyKey: string;
  readonly verdict: 'approve' | 'refuse';
  readonly reason: string;
}

/** Approves or refuses a change that somebody else asked for. */
export const sendChangeDecision = ({ changeId, idempotencyKey, verdict, reason }: ChangeVerdict) =>
  dataOf<'decideChange'>(
    client.POST('/v1/changes/{changeId}/decision', {
      params: { path: { changeId }, header: { 'Idempotency-Key': idempotencyKey } },
      body: { verdict, reason },
    }),
  );
