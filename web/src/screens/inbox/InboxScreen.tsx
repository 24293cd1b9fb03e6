import { Tabs, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Task } from '../../api/resources.ts';
import { tasksQuery } from '../../api/tasks.ts';
import { usePollInterval } from '../../parts/live.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { AlsoWaiting } from './AlsoWaiting.tsx';
import { InboxDialog } from './InboxDialog.tsx';
import { InboxFilters } from './InboxFilters.tsx';
import { InboxTasks } from './InboxTasks.tsx';
import type { InboxChange, InboxSearch, InboxView } from './search.ts';
import { TASKS_OF } from './search.ts';

const route = getRouteApi('/');

const TABS: Record<InboxView, string> = { mine: 'Mine', team: 'Team', waiting: 'Waiting on others' };

/** Everything that waits for a person, the nearest deadline first. */
export function InboxScreen() {
  usePageTitle('Waiting for me');
  const search = route.useSearch();
  const view = search.view ?? 'mine';
  const navigate = route.useNavigate();
  const refetchInterval = usePollInterval();
  const tasks = useInfiniteQuery({ ...tasksQuery(TASKS_OF[view]), refetchInterval });
  const read = tasks.data?.pages.flatMap((page): readonly Task[] => page.items) ?? [];
  const shown = read.filter((task) => matches(task, search));
  const patch = (change: InboxChange): void =>
    void navigate({
      search: (now) => ({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <Title order={1}>Waiting for me</Title>
      <Tabs
        value={view}
        onChange={(to) =>
          patch({ view: to === 'mine' ? undefined : (to ?? undefined), task: undefined, picked: undefined })
        }
        mt="xs"
      >
        <Tabs.List mb="sm">
          {(Object.entries(TABS) as [InboxView, string][]).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view}>
          {view === 'mine' && <AlsoWaiting />}
          <InboxFilters search={search} onChange={patch} />
          {tasks.isSuccess && (
            <Text size="sm" c="dimmed" mb="xs" role="status">
              {countWords(shown.length, read.length, tasks.hasNextPage)}
            </Text>
          )}
          <InboxTasks
            tasks={tasks}
            shown={shown}
            filtered={shown.length < read.length}
            view={view}
            patch={patch}
          />
        </Tabs.Panel>
      </Tabs>
      <InboxDialog shown={shown} patch={patch} />
    </>
  );
}

function matches(task: Task, { kind, q }: InboxSearch): boolean {
  if (kind && task.kind !== kind) return false;
  if (!q) return true;
  const { id, subject, customer } = task.request;
  const words = `${id} ${subject} ${customer.id} ${customer.name} ${task.because}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function countWords(shown: number, read: number, more: boolean): string {
  const tasks = `${shown} ${shown === 1 ? 'task' : 'tasks'}, nearest deadline first`;
  if (more) return `${tasks}, among the first ${read}`;
  return shown < read ? `${tasks}, of ${read}` : tasks;
}
