import { Group, Loader, Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { useReader } from '../../parts/reader.ts';
import { useIsWide } from '../../parts/width.ts';
import { ACTION_WORDS, changeWords, plainWords, roleWords } from '../../parts/words.ts';
import { useAwaitsEffect } from '../decision/recorded.ts';
import { ActionButtons } from './ActionButtons.tsx';
import classes from './ActionPanel.module.css';
import {
  allowedActions,
  changesForReader,
  isDecision,
  nextAfterReader,
  tellingRefusals,
} from './offered-actions.ts';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
}

/** The one next action, the others this reader has, and why one is missing where that helps. */
export function ActionPanel({ request, onAction }: Props) {
  const me = useReader();
  const wide = useIsWide();
  const { ref, entry } = useIntersection();
  const awaitsEffect = useAwaitsEffect(request);
  const allowed = allowedActions(request);
  const refused = tellingRefusals(request);
  const waiting = changesForReader(request);
  const next = nextAfterReader(request, me?.id);
  const decisions = allowed.filter(isDecision);
  const outOfSight = entry !== null && !entry.isIntersecting;
  if (request.stage === 'closed' && allowed.length === 0 && waiting.length === 0) return null;
  return (
    <Section title="Your part">
      {awaitsEffect && (
        <Group gap="xs" role="status" mb="xs" wrap="nowrap">
          <Loader size="xs" aria-hidden />
          <Text>Recorded; takes effect in a moment.</Text>
        </Group>
      )}
      <div ref={ref}>
        <ActionButtons
          actions={decisions}
          request={request}
          leads
          off={awaitsEffect}
          onAction={onAction}
          className={classes.buttons}
        />
      </div>
      {!wide && outOfSight && (
        <ActionButtons
          actions={decisions}
          request={request}
          leads
          brief
          off={awaitsEffect}
          onAction={onAction}
          className={classes.bar}
        />
      )}
      {waiting.map((change) => (
        <Text key={change.id} mb="xs">
          {changeWords(change)}, asked for by {change.requestedBy.name}, waits for your decision: see “Changes
          to this request”.
        </Text>
      ))}
      {next !== null && <Text>{approvedWords(next)}</Text>}
      {next === null && allowed.length === 0 && waiting.length === 0 && !awaitsEffect && (
        <Text>{refused.length > 0 ? 'You can not decide this.' : 'Nothing here needs you now.'}</Text>
      )}
      {next === null &&
        refused.map((action) => (
          <Text key={action.name} className={classes.refusal}>
            <IconLock size={15} aria-hidden />
            <span>
              {ACTION_WORDS[action.name]}: {action.reason && plainWords(action.reason)}
            </span>
          </Text>
        ))}
      <ActionButtons
        actions={allowed.filter((action) => !isDecision(action))}
        request={request}
        off={awaitsEffect}
        onAction={onAction}
        className={classes.others}
      />
    </Section>
  );
}

const approvedWords = (next: readonly string[]): string =>
  next.length === 0
    ? 'You have approved; nothing else here needs you.'
    : `You have approved; ${next.map(roleWords).join(' and ')} ${next.length === 1 ? 'is' : 'are'} next.`;
