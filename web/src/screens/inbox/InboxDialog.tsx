import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Task } from '../../api/resources.ts';
import { taskQuery } from '../../api/tasks.ts';
import { ActionDialog } from '../decision/ActionDialog.tsx';
import { BulkDialog } from './bulk/BulkDialog.tsx';
import { joined, pickedOf } from './picking.ts';
import type { InboxChange } from './search.ts';

const route = getRouteApi('/');

interface Props {
  readonly shown: readonly Task[];
  readonly patch: (change: InboxChange) => void;
}

/** Decides the selected row, or those picked, without leaving the list; then the next row is selected. */
export function InboxDialog({ shown, patch }: Props) {
  const search = route.useSearch();
  const { task: selected = '', do: action } = search;
  const single = action !== undefined && action !== 'approve-picked';
  // Read by its id: the row leaves the list when someone else decides it, and the open dialog has to say so.
  const task = useQuery({ ...taskQuery(selected), enabled: single && selected !== '' });
  const picked = pickedOf(search);
  if (action === 'approve-picked' && picked.length > 0) {
    return <BulkDialog ids={picked} onClose={(left) => patch({ do: undefined, picked: joined(left) })} />;
  }
  if (!single || !task.data) return null;
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
