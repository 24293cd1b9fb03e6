import { Button, Text } from '@mantine/core';
import type { Delegation, StandingIn } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { DELEGATION_STATES, hasEnded, inOrder, lentWords } from './authority-words.ts';
import type { PeriodRow } from './PeriodRows.tsx';
import { PeriodRows } from './PeriodRows.tsx';
import type { OpenDialog } from './StandingInScreen.tsx';

interface Props {
  readonly standing: StandingIn;
  readonly open: OpenDialog;
}

/** What the reader lent to others, and what others lent to the reader. */
export function Delegations({ standing: { given, received, options }, open }: Props) {
  const rowOf = (delegation: Delegation, title: string): PeriodRow => ({
    id: delegation.id,
    title,
    detail: `${lentWords(delegation)}. ${delegation.reason}`,
    from: delegation.from,
    until: delegation.until,
    entity: delegation.entity,
    state: DELEGATION_STATES[delegation.state],
    inForce: delegation.state === 'now',
    ended: hasEnded(delegation.state),
    action: delegation.mayRevoke
      ? {
          label: 'Take back',
          name: `Take back from ${delegation.delegate.name}: ${lentWords(delegation)}`,
          onClick: () => open({ do: 'revoke', of: delegation.id }),
        }
      : null,
  });
  return (
    <>
      <Section
        title="Authority I lent"
        aside={
          options.roles.length > 0 && (
            <Button size="xs" variant="default" onClick={() => open({ do: 'lend' })}>
              Lend authority…
            </Button>
          )
        }
      >
        {given.length > 0 ? (
          <PeriodRows rows={inOrder(given).map((one) => rowOf(one, `To ${one.delegate.name}`))} />
        ) : (
          <Text c="dimmed">
            {options.roles.length > 0
              ? 'None. What you lend is never more than you hold, ends by itself, and every decision under it names you both.'
              : 'You hold no role that could be lent.'}
          </Text>
        )}
      </Section>
      <Section title="Authority lent to me">
        {received.length > 0 ? (
          <PeriodRows rows={inOrder(received).map((one) => rowOf(one, `From ${one.delegator.name}`))} />
        ) : (
          <Text c="dimmed">None. Who lends you authority, what for and until when appears here.</Text>
        )}
      </Section>
    </>
  );
}
