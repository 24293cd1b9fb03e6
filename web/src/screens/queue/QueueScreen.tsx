import { Button, Tabs, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { requestsQuery } from '../../api/requests.ts';
import type { RequestSummary } from '../../api/resources.ts';
import { usePollInterval } from '../../parts/live.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { mayClaim, useClaiming } from './claiming.ts';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueRows } from './QueueRows.tsx';
import type { QueueChange, QueueSearch } from './search.ts';
import { filterOf } from './search.ts';

const route = getRouteApi('/queue');

/** What a team's queue holds and nobody owns yet, and what the reader took out of it. */
export function QueueScreen() {
  usePageTitle('Team queue');
  const search = route.useSearch();
  const me = useReader();
  const filter = filterOf(search, me);
  const navigate = route.useNavigate();
  const refetchInterval = usePollInterval();
  const claiming = useClaiming();
  const requests = useInfiniteQuery({
    ...requestsQuery(filter, 100),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const rows = (requests.data?.pages.flatMap((page) => page.items) ?? []).toSorted(byDeadline);
  const view = search.show ?? 'queue';
  const patch = (change: QueueChange): void =>
    void navigate({
      search: (now) => ({ ...now, ...change }) as QueueSearch,
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <Title order={1}>Team queue</Title>
      <Tabs
        value={view}
        onChange={(to) => {
          claiming.reset();
          patch({ show: to === 'mine' ? 'mine' : undefined, selected: undefined });
        }}
        mt="xs"
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="queue">Without owner</Tabs.Tab>
          <Tabs.Tab value="mine">Mine</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={view}>
          <QueueFilters search={search} onChange={(change) => patch({ ...change, selected: undefined })} />
          {requests.isSuccess && (
            <Text size="sm" c="dimmed" mb="xs" role="status">
              {countWords(rows.length, requests.hasNextPage)}
            </Text>
          )}
          {claiming.isError && (
            <ProblemNotice error={claiming.error} what={`${claiming.variables.subject}: not claimed`} />
          )}
          {requests.isPending && <Rows what="the queue" />}
          {requests.isError && (
            <ProblemNotice
              error={requests.error}
              what="The queue could not be read"
              onRetry={() => void requests.refetch()}
            />
          )}
          {requests.isSuccess && rows.length === 0 && <NothingQueued mine={view === 'mine'} />}
          {rows.length > 0 && (
            <QueueRows
              rows={rows}
              selected={search.selected}
              oneTeam={filter.team !== undefined}
              claiming={view === 'queue' && rows.some((row) => mayClaim(me, row)) ? claiming : null}
              onSelect={(selected) => patch({ selected })}
            />
          )}
          {requests.hasNextPage && (
            <Button
              mt="md"
              variant="default"
              loading={requests.isFetchingNextPage}
              onClick={() => void requests.fetchNextPage()}
            >
              Load more
            </Button>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Nearest deadline first, without one last; equal ones as they came in. The API's pages are newest first. */
function byDeadline(a: RequestSummary, b: RequestSummary): number {
  const [first, second] = [a, b].map(({ slaDue }) => (slaDue === null ? Infinity : Date.parse(slaDue)));
  if (first !== second) return (first ?? 0) < (second ?? 0) ? -1 : 1;
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt);
}

function countWords(rows: number, more: boolean): string {
  const requests = `${rows} ${rows === 1 ? 'request' : 'requests'}, nearest deadline first`;
  return more ? `${requests}, among the newest; load more to see the others` : requests;
}

function NothingQueued({ mine }: { mine: boolean }) {
  return mine ? (
    <Nothing title="You own no open request">What you claim, or is handed to you, appears here.</Nothing>
  ) : (
    <Nothing title="Nothing waits for an owner">
      Requests that nobody of the team has claimed appear here by themselves.
    </Nothing>
  );
}
