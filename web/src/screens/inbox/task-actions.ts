import type { Task } from '../../api/resources.ts';
import { useKeys } from '../../parts/keyboard.ts';
import type { InboxSearch, RowAction } from './search.ts';

export const mayDo = (task: Task, action: RowAction): boolean =>
  task.actions.some((one) => one.name === action && one.allowed);

/** a, r and i act on the selected row, as far as its reader may. */
export function useTaskActionKeys(
  task: Task | undefined,
  patch: (change: Partial<Record<keyof InboxSearch, string | undefined>>) => void,
): void {
  const open = (action: RowAction) => (): void => {
    if (task && mayDo(task, action)) patch({ do: action });
  };
  useKeys({ a: open('approve'), r: open('reject'), i: open('ask') });
}
