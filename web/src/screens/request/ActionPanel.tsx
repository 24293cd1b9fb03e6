import { Button, Group, Loader, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Action, ActionName, RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { useIsWide } from '../../parts/width.ts';
import { ACTION_WORDS } from '../../parts/words.ts';
import { useAwaitsEffect } from '../decision/recorded.ts';
import classes from './ActionPanel.module.css';
import { allowedActions, isDecision, tellingRefusals } from './offered-actions.ts';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
}

/** The one next action, the others this reader has, and why one is missing where that helps. */
export function ActionPanel({ request, onAction }: Props) {
  const wide = useIsWide();
  const awaitsEffect = useAwaitsEffect(request);
  const allowed = allowedActions(request);
  const refused = tellingRefusals(request);
  const decisions = allowed.filter(isDecision);
  const others = allowed.filter((action) => !isDecision(action));
  if (request.stage === 'closed' && allowed.length === 0) return null;
  return (
    <Section title="Your part">
      {awaitsEffect && (
        <Group gap="xs" role="status" mb="xs" wrap="nowrap">
          <Loader size="xs" aria-hidden />
          <Text>Recorded; takes effect in a moment.</Text>
        </Group>
      )}
      {decisions.length > 0 && (
        <div className={wide ? classes.buttons : classes.bar}>
          {decisions.map((action, index) => (
            <ActionButton
              key={action.name}
              action={action}
              first={index === 0}
              off={awaitsEffect}
              onAction={onAction}
            />
          ))}
        </div>
      )}
      {allowed.length === 0 && !awaitsEffect && (
        <Text>{refused.length > 0 ? 'You can not decide this.' : 'Nothing here needs you now.'}</Text>
      )}
      {refused.map((action) => (
        <Text key={action.name} className={classes.refusal}>
          <IconLock size={15} aria-hidden />
          <span>
            {ACTION_WORDS[action.name]}: {action.reason}
          </span>
        </Text>
      ))}
      {others.length > 0 && (
        <div className={classes.others}>
          {others.map((action) => (
            <ActionButton
              key={action.name}
              action={action}
              first={false}
              off={awaitsEffect}
              onAction={onAction}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

interface ButtonProps {
  readonly action: Action;
  readonly first: boolean;
  readonly off: boolean;
  readonly onAction: (name: ActionName) => void;
}

function ActionButton({ action: { name }, first, off, onAction }: ButtonProps) {
  return (
    <Button
      variant={first ? 'filled' : 'default'}
      disabled={off}
      onClick={() => onAction(name)}
      {...(KEYS[name] && { 'aria-keyshortcuts': KEYS[name] })}
    >
      {ACTION_WORDS[name]}…
    </Button>
  );
}

const KEYS: Partial<Record<ActionName, string>> = { approve: 'a', reject: 'r', ask: 'i' };
