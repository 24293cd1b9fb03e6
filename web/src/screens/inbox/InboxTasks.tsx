import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Task } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { useRowKeys } from '../../parts/row-keys.ts';
import { Rows } from '../../parts/Rows.tsx';
import { useIsWide } from '../../parts/width.ts';
import { joined, usePicking } from './picking.ts';
import { PickedBar } from './PickedBar.tsx';
import type { InboxChange, InboxView } from './search.ts';
import { TaskCards } from './TaskCards.tsx';
import { TaskTable } from './TaskTable.tsx';
import { useTaskActionKeys } from './task-actions.ts';

const route = getRouteApi('/');
const EMPTY: Record<InboxView, { title: string; words: string }> = {
  mine: {
    title: 'No task waits for you',
    words: 'Requests you may decide appear here by themselves, the nearest deadline first.',
  },
  team: {
    title: 'Nothing waits for your team',
    words: 'What a role or team of yours could decide appears here, whoever takes it.',
  },
  waiting: {
    title: 'Nothing waits on others',
    words: 'What comes to your team after an earlier approver or the customer has answered appears here.',
  },
};

interface Props {
  readonly tasks: UseInfiniteQueryResult<InfiniteData<unknown>>;
  readonly shown: readonly Task[];
  /** Whether a filter hides some of what was read. */
  readonly filtered: boolean;
  readonly view: InboxView;
  readonly patch: (change: InboxChange) => void;
}

export function InboxTasks({ tasks, shown, filtered, view, patch }: Props) {
  const search = route.useSearch();
  const { task: selected } = search;
  const navigate = useNavigate();
  const wide = useIsWide();
  useRowKeys({
    ids: shown.map((task) => task.id),
    selected,
    onSelect: (task) => patch({ task }),
    onOpen: (id) => {
      const task = shown.find((one) => one.id === id);
      if (task) void navigate({ to: '/requests/$id', params: { id: task.request.id } });
    },
  });
  const picking = usePicking(shown, search, patch);
  const approvePicked = (): void => patch({ do: 'approve-picked', picked: joined(picking.inSight) });
  useTaskActionKeys(
    shown.find((task) => task.id === selected),
    picking.inSight.length > 0 ? approvePicked : null,
    patch,
  );

  if (tasks.isPending) return <Rows what="the tasks" />;
  if (tasks.isError) {
    return (
      <ProblemNotice
        error={tasks.error}
        what="The tasks could not be read"
        onRetry={() => void tasks.refetch()}
      />
    );
  }
  if (shown.length === 0) {
    return filtered ? (
      <Nothing title="No task fits this filter">Clear the search or the kind to see the others.</Nothing>
    ) : (
      <Nothing title={EMPTY[view].title}>{EMPTY[view].words}</Nothing>
    );
  }
  const List = wide ? TaskTable : TaskCards;
  return (
    <>
      <PickedBar picking={picking} onApprove={approvePicked} />
      <List tasks={shown} selected={selected} view={view} picking={picking} patch={patch} />
      {tasks.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={tasks.isFetchingNextPage}
          onClick={() => void tasks.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </>
  );
}
