import { Accordion } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { BulkItem } from './BulkItem.tsx';
import type { BulkContent, Look } from './looks.ts';

export interface BulkRow {
  readonly content: BulkContent;
  readonly look: Look;
}

interface Props {
  readonly items: readonly BulkRow[];
  readonly onSeen: (id: string, contentHash: string) => void;
  readonly onLeaveOut: (id: string) => void;
}

const needsLook = ({ look }: BulkRow): boolean => look.is === 'open' && !look.seen;

/** One after the other is open; what was looked at gives way to the next. */
export function BulkItems({ items, onSeen, onLeaveOut }: Props) {
  const first = items[0]?.content.id ?? null;
  const [current, setCurrent] = useState<string | null>(first);
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  // The dialog gave its focus to "Close" when it opened: what is to be read comes first.
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-task]')?.focus(), []);
  useEffect(() => {
    if (!moved.current || current === null) return;
    moved.current = false;
    list.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(current)}"]`)?.focus();
  }, [current]);
  /** To the next that needs a look, from this one on and then from the top. */
  const goOn = (from: string): void => {
    const at = items.findIndex(({ content }) => content.id === from);
    const next = [...items.slice(at + 1), ...items.slice(0, at)].find(needsLook);
    moved.current = next !== undefined;
    setCurrent(next?.content.id ?? null);
  };
  return (
    <Accordion ref={list} value={current} onChange={setCurrent} variant="contained" order={3}>
      {items.map(({ content, look }) => (
        <BulkItem
          key={content.id}
          content={content}
          look={look}
          onSeen={(hash) => {
            onSeen(content.id, hash);
            goOn(content.id);
          }}
          onLeaveOut={() => {
            goOn(content.id);
            onLeaveOut(content.id);
          }}
        />
      ))}
    </Accordion>
  );
}
