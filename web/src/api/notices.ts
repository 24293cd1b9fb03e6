import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { Notice } from './resources.ts';

/** Most notices that one call may mark, and one page may hold. */
export const NOTICES_AT_ONCE = 100;

export interface NoticeFilter {
  readonly unread: 'true' | 'false';
}

const readPage = (filter: NoticeFilter, cursor: string, signal: AbortSignal) =>
  dataOf<'listNotices'>(
    client.GET('/v1/notices', {
      params: { query: { ...filter, limit: NOTICES_AT_ONCE, ...(cursor && { cursor }) } },
      signal,
    }),
  );

export const noticesQuery = (filter: NoticeFilter) =>
  infiniteQueryOptions({
    queryKey: ['notices', filter],
    queryFn: ({ pageParam, signal }) => readPage(filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The first page of what is unread: enough for a count that says "more than". */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => readPage({ unread: 'true' }, '', signal),
});

/** Marks what is unread among these, as many as one call takes at a time. */
export async function markRead(notices: readonly Pick<Notice, 'id' | 'readAt'>[]): Promise<void> {
  const ids = notices.filter(({ readAt }) => readAt === null).map(({ id }) => id);
  for (let from = 0; from < ids.length; from += NOTICES_AT_ONCE) {
    await dataOf<'readNotices'>(
      client.POST('/v1/notices/read', {
        params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
        body: { ids: ids.slice(from, from + NOTICES_AT_ONCE) },
      }),
    );
  }
}
