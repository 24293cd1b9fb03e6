import { useKeys } from './keyboard.ts';

interface Rows {
  readonly ids: readonly string[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (id: string) => void;
}

/** The element of a row that takes the focus, and opens it. */
export const rowElementId = (id: string): string => `row-${id}`;

/** j and k move through rows, o opens; Enter opens by itself, as the focus is on the row's link. */
export function useRowKeys({ ids, selected, onSelect, onOpen }: Rows): void {
  const at = selected === undefined ? -1 : ids.indexOf(selected);
  const move = (to: number): void => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (id === undefined) return;
    onSelect(id);
    document.getElementById(rowElementId(id))?.focus();
  };
  useKeys({
    j: () => move(at + 1),
    k: () => move(at === -1 ? 0 : at - 1),
    o: () => {
      if (selected !== undefined && at !== -1) onOpen(selected);
    },
  });
}
