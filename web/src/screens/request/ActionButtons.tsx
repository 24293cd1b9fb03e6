import { Button } from '@mantine/core';
import type { Action, ActionName, RequestDetail } from '../../api/resources.ts';
import { ACTION_WORDS } from '../../parts/words.ts';
import { approveWords } from '../decision/approval-words.ts';

interface Props {
  readonly actions: readonly Action[];
  /** Whose actions they are. */
  readonly request: RequestDetail;
  /** Whether the first one is what carries the request forward. */
  readonly leads?: boolean;
  /** One word each, where there is little room. */
  readonly brief?: boolean;
  readonly off: boolean;
  readonly onAction: (name: ActionName) => void;
  readonly className: string | undefined;
}

const KEYS: Partial<Record<ActionName, string>> = { approve: 'a', reject: 'r', ask: 'i' };

export function ActionButtons({
  actions,
  request,
  leads = false,
  brief = false,
  off,
  onAction,
  className,
}: Props) {
  if (actions.length === 0) return null;
  const wordsOf = (name: ActionName): string =>
    name === 'approve' ? approveWords(request) : ACTION_WORDS[name];
  return (
    <div className={className}>
      {actions.map(({ name }, index) => (
        <Button
          key={name}
          variant={leads && index === 0 ? 'filled' : 'default'}
          disabled={off}
          onClick={() => onAction(name)}
          {...(brief && { 'aria-label': wordsOf(name) })}
          {...(KEYS[name] && { 'aria-keyshortcuts': KEYS[name] })}
        >
          {brief ? ACTION_WORDS[name].split(' ')[0] : wordsOf(name)}…
        </Button>
      ))}
    </div>
  );
}
