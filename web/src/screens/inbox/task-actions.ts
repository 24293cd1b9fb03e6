import type { Task } from '../../api/resources.ts';
import { useKeys } from '../../parts/keyboard.ts';
import type { InboxChange, RowAction } from './search.ts';

type OneTaskAction = Exclude<RowAction, 'approve-picked'>;

export const mayDo = (task: Task, action: OneTaskAction): boolean =>
  task.actions.some((one) => one.name === action && one.allowed);

/** a approves what is picked; without any, a, r and i act on the selected row, as far as its reader may. */
export function useTaskActionKeys(
  task: Task | undefined,
  /** Null without any picked. */
  approvePicked: (() => void) | null,
  patch: (change: InboxChange) => void,
): void {
  const open = (action: OneTaskAction) => (): void => {
    if (task && mayDo(task, action)) patch({ do: action });
  };
  useKeys({
    a: approvePicked ?? open('approve'),
    r: open('reject'),
    i: open('ask'),
  });
}
