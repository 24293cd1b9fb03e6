import type { Task } from '../../api/resources.ts';
import { BULK_LIMIT } from '../../api/tasks.ts';
import { useKeys } from '../../parts/keyboard.ts';
import type { InboxChange, InboxSearch } from './search.ts';
import { mayDo } from './task-actions.ts';

/** Which tasks are picked to be approved together. */
export interface Picking {
  readonly picked: ReadonlySet<string>;
  /** Those shown that may be picked: what the reader may approve. */
  readonly offered: readonly Task[];
  readonly toggle: (id: string) => void;
  /** Those picked that are in sight: what a filter hides is not approved unseen. */
  readonly inSight: readonly string[];
  /** Picks these, as many as are approved at once, or none. */
  readonly set: (ids: readonly string[]) => void;
}

export const pickedOf = ({ picked }: InboxSearch): string[] => picked?.split(',').filter(Boolean) ?? [];

export const joined = (ids: readonly string[]): string | undefined =>
  ids.length > 0 ? ids.slice(0, BULK_LIMIT).join(',') : undefined;

/** Picks by tick box, and by `x` and Shift with `x` on the selected row. The address holds what is picked. */
export function usePicking(
  shown: readonly Task[],
  search: InboxSearch,
  patch: (change: InboxChange) => void,
): Picking {
  const offered = shown.filter((task) => mayDo(task, 'approve'));
  const picked = new Set(pickedOf(search));
  const set = (ids: readonly string[]): void => patch({ picked: joined(ids) });
  const toggle = (id: string): void => {
    set(picked.has(id) ? [...picked].filter((one) => one !== id) : [...picked, id]);
  };
  const through = (id: string): void => {
    const ids = offered.map((task) => task.id);
    const from = ids.indexOf([...picked].at(-1) ?? '');
    const to = ids.indexOf(id);
    const range = from === -1 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    set([...new Set([...picked, ...range])]);
  };
  const inSight = offered.map((task) => task.id).filter((id) => picked.has(id));
  const onSelected = (act: (id: string) => void) => (): void => {
    if (offered.some((task) => task.id === search.task)) act(search.task ?? '');
  };
  useKeys({ x: onSelected(toggle), X: onSelected(through) });
  return { picked, offered, inSight, toggle, set };
}
