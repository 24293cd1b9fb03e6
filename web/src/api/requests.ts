import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { AcceptedRequest, CreateRequest, RequestDetail, RequestType, Stage, Team } from './resources.ts';

export interface RequestFilter {
  readonly status?: 'open' | 'closed';
  readonly stage?: Stage;
  readonly type?: RequestType;
  readonly team?: Team;
  readonly entity?: string;
  readonly owner?: 'me' | 'none';
  readonly q?: string;
}

/** @param limit most of a page, up to 100 */
export const requestsQuery = (filter: RequestFilter, limit = 25) =>
  infiniteQueryOptions({
    queryKey: ['requests', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      dataOf<'listRequests'>(
        client.GET('/v1/requests', {
          params: { query: { ...filter, limit, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['request', requestId],
    queryFn: ({ signal }): Promise<RequestDetail> =>
      dataOf<'getRequest'>(
        client.GET('/v1/requests/{requestId}', { params: { path: { requestId } }, signal }),
      ),
  });

export const eventsQuery = (requestId: string) =>
  infiniteQueryOptions({
    queryKey: ['request', requestId, 'events'],
    queryFn: ({ pageParam, signal }) =>
      dataOf<'listRequestEvents'>(
        client.GET('/v1/requests/{requestId}/events', {
          params: { path: { requestId }, query: { limit: 100, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const documentsQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['request', requestId, 'documents'],
    queryFn: ({ signal }) =>
      dataOf<'listRequestDocuments'>(
        client.GET('/v1/requests/{requestId}/documents', { params: { path: { requestId } }, signal }),
      ),
  });

interface Message {
  readonly requestId: string;
  readonly idempotencyKey: string;
}

export const sendReply = ({ requestId, idempotencyKey, text }: Message & { text: string }) =>
  dataOf<'createReply'>(
    client.POST('/v1/requests/{requestId}/replies', {
      params: { path: { requestId }, header: { 'Idempotency-Key': idempotencyKey } },
      body: { text },
    }),
  );

export const sendWithdrawal = ({ requestId, idempotencyKey, reason }: Message & { reason: string }) =>
  dataOf<'createWithdrawal'>(
    client.POST('/v1/requests/{requestId}/withdrawal', {
      params: { path: { requestId }, header: { 'Idempotency-Key': idempotencyKey } },
      body: { reason },
    }),
  );

/** Hands a customer's request in. @returns under which number it is worked on */
export const createRequest = (body: CreateRequest, idempotencyKey: string): Promise<AcceptedRequest> =>
  dataOf<'createRequest'>(
    client.POST('/v1/requests', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }),
  );
