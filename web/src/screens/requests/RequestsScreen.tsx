import { Button, Group, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { requestsQuery } from '../../api/requests.ts';
import { usePollInterval } from '../../parts/live.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { intakesOf, useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { RequestFilters } from './RequestFilters.tsx';
import { RequestRows } from './RequestRows.tsx';
import type { RequestsSearch } from './search.ts';
import { filterOf } from './search.ts';

const route = getRouteApi('/requests');

export type SearchChange = Partial<Record<keyof RequestsSearch, string | undefined>>;

/** Every request of the reader's entities, newest first. */
export function RequestsScreen() {
  usePageTitle('Requests');
  const me = useReader();
  const search = route.useSearch();
  const filter = filterOf(search);
  const navigate = route.useNavigate();
  const refetchInterval = usePollInterval();
  const requests = useInfiniteQuery({
    ...requestsQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const rows = requests.data?.pages.flatMap((page) => page.items) ?? [];
  const patch = (change: SearchChange): void =>
    void navigate({
      search: (now) => ({ ...now, ...change }) as RequestsSearch,
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={1}>Requests</Title>
        {me && intakesOf(me).length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/requests/new" {...props} />}
          >
            New request
          </Button>
        )}
      </Group>
      <RequestFilters search={search} onChange={(change) => patch({ ...change, selected: undefined })} />
      {requests.isPending && <Rows what="the requests" />}
      {requests.isError && (
        <ProblemNotice
          error={requests.error}
          what="The requests could not be read"
          onRetry={() => void requests.refetch()}
        />
      )}
      {requests.isSuccess && rows.length === 0 && <NoRequests filtered={Object.keys(filter).length > 0} />}
      {rows.length > 0 && (
        <RequestRows rows={rows} selected={search.selected} onSelect={(selected) => patch({ selected })} />
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
    </>
  );
}

function NoRequests({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Nothing title="No request fits these filters">Take one away to see more.</Nothing>
  ) : (
    <Nothing title="No requests yet">
      What customers ask through the portal, e-mail, the service desk and other systems appears here as it
      comes in.
    </Nothing>
  );
}
