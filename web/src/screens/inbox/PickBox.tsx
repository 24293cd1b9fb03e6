import { Checkbox } from '@mantine/core';
import type { Task } from '../../api/resources.ts';
import type { Picking } from './picking.ts';
import { mayDo } from './task-actions.ts';

/** Picks one task; nothing where the reader may not approve it. */
export function PickBox({ task, picking }: { task: Task; picking: Picking }) {
  if (!mayDo(task, 'approve')) return null;
  return (
    <Checkbox
      aria-label={`Select for approval: ${task.request.subject}`}
      aria-keyshortcuts="x"
      checked={picking.picked.has(task.id)}
      onChange={() => picking.toggle(task.id)}
    />
  );
}

/** Picks every task shown that the reader may approve, or none. */
export function PickAllBox({ picking: { picked, offered, set } }: { picking: Picking }) {
  const here = offered.filter((task) => picked.has(task.id)).length;
  const all = here === offered.length;
  return (
    <Checkbox
      aria-label="Select everything you may approve"
      checked={all}
      indeterminate={here > 0 && !all}
      onChange={() => set(all ? [] : offered.map((task) => task.id))}
    />
  );
}
