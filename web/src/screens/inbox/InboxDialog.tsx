import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Task } from '../../api/resources.ts';
import { taskQuery } from '../../api/tasks.ts';
import { ActionDialog } from '../decision/ActionDialog.tsx';
import type { InboxSearch } from './search.ts';

const route = getRouteApi('/');
interface Props {
  readonly shown: readonly Task[];
  readonly patch: (change: Partial<Record<keyof InboxSearch, string | undefined>>) => void;
}

/** Decides the selected row without leaving the list; then the next row is selected. */
export function InboxDialog({ shown, patch }: Props) {
  const { task: selected = '', do: action } = route.useSearch();
  // Read by its id: the row leaves the list when someone else decides it, and the open dialog has to say so.
  const task = useQuery({ ...taskQuery(selected), enabled: Boolean(action && selected) });
  if (!action || !task.data) return null;
  const at = shown.findIndex((one) => one.id === selected);
  const next = shown[at + 1] ?? shown[at - 1];
  return (
    <ActionDialog
      requestId={task.data.request.id}
      action={action}
      taskId={selected}
      onClose={() => patch({ do: undefined })}
      onDone={() => patch({ do: undefined, task: next?.id })}
    />
  );
}
