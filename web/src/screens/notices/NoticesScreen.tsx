import { Button, Group, Switch, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { noticesQuery } from '../../api/notices.ts';
import { usePollInterval } from '../../parts/live.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { useMarking } from './marking.ts';
import { NoticeList } from './NoticeList.tsx';
import type { NoticesSearch } from './search.ts';

const route = getRouteApi('/notices');

/** What the reader was told, newest first. */
export function NoticesScreen() {
  usePageTitle('Notices');
  const { show, notice } = route.useSearch();
  const navigate = route.useNavigate();
  const refetchInterval = usePollInterval();
  const notices = useInfiniteQuery({
    ...noticesQuery({ unread: show === 'unread' ? 'true' : 'false' }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const marking = useMarking();
  const read = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = read.filter(({ readAt }) => readAt === null);
  const patch = (change: Partial<Record<keyof NoticesSearch, string | undefined>>): void =>
    void navigate({
      search: (now) => ({ ...now, ...change }) as NoticesSearch,
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <Group justify="space-between" align="center" mb="sm">
        <Title order={1}>Notices</Title>
        <Group gap="md">
          <Switch
            label="Unread only"
            checked={show === 'unread'}
            onChange={(event) =>
              patch({ show: event.currentTarget.checked ? 'unread' : undefined, notice: undefined })
            }
          />
          <Button
            size="xs"
            variant="default"
            disabled={unread.length === 0}
            loading={marking.isPending}
            onClick={() => marking.mutate(unread)}
          >
            Mark all read
          </Button>
        </Group>
      </Group>
      {notices.isSuccess && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {countWords(read.length, unread.length, notices.hasNextPage)}
        </Text>
      )}
      {marking.isError && <ProblemNotice error={marking.error} what="The notices are still unread" />}
      {notices.isPending && <Rows what="the notices" />}
      {notices.isError && (
        <ProblemNotice
          error={notices.error}
          what="The notices could not be read"
          onRetry={() => void notices.refetch()}
        />
      )}
      {notices.isSuccess && read.length === 0 && <NoNotices unreadOnly={show === 'unread'} />}
      {read.length > 0 && (
        <NoticeList
          notices={read}
          selected={notice}
          onSelect={(id) => patch({ notice: id })}
          onRead={(one) => marking.mutate([one])}
        />
      )}
      {notices.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </>
  );
}

function countWords(read: number, unread: number, more: boolean): string {
  const of = more ? `the newest ${read} notices` : `${read} ${read === 1 ? 'notice' : 'notices'}`;
  return unread > 0 ? `${unread} unread of ${of}` : `${of}, none unread`;
}

function NoNotices({ unreadOnly }: { unreadOnly: boolean }) {
  return unreadOnly ? (
    <Nothing title="Everything is read">New notices appear here by themselves.</Nothing>
  ) : (
    <Nothing title="No notices yet">
      Deadlines that come close, approvals that became void, answers of customers, requests handed to you and
      authority lent to you are told here.
    </Nothing>
  );
}
