import { Button } from '@mantine/core';
import type { Action, ActionName } from '../../api/resources.ts';
import { ACTION_WORDS } from '../../parts/words.ts';

interface Props {
  readonly actions: readonly Action[];
  /** Whether the first one is what carries the request forward. */
  readonly leads?: boolean;
  readonly off: boolean;
  readonly onAction: (name: ActionName) => void;
  readonly className: string | undefined;
}

const KEYS: Partial<Record<ActionName, string>> = { approve: 'a', reject: 'r', ask: 'i' };

export function ActionButtons({ actions, leads = false, off, onAction, className }: Props) {
  if (actions.length === 0) return null;
  return (
    <div className={className}>
      {actions.map(({ name }, index) => (
        <Button
          key={name}
          variant={leads && index === 0 ? 'filled' : 'default'}
          disabled={off}
          onClick={() => onAction(name)}
          {...(KEYS[name] && { 'aria-keyshortcuts': KEYS[name] })}
        >
          {ACTION_WORDS[name]}…
        </Button>
      ))}
    </div>
  );
}
