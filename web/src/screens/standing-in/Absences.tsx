import { Button, Text } from '@mantine/core';
import type { Absence, StandingIn } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import { Section } from '../../parts/Section.tsx';
import { ABSENCE_STATES, hasEnded, inOrder } from './authority-words.ts';
import type { PeriodRow } from './PeriodRows.tsx';
import { PeriodRows } from './PeriodRows.tsx';
import type { OpenDialog } from './StandingInScreen.tsx';

interface Props {
  readonly standing: StandingIn;
  readonly open: OpenDialog;
}

/** The reader's own absences and, for a manager, those of the people they manage. */
export function Absences({ standing: { absences, options }, open }: Props) {
  const me = useReader();
  const entity = me?.entities[0]?.code;
  const rowOf = (absence: Absence, title: string): PeriodRow => ({
    id: absence.id,
    title,
    detail: absence.note || null,
    from: absence.from,
    until: absence.until,
    entity,
    state: ABSENCE_STATES[absence.state],
    inForce: absence.state === 'now',
    ended: hasEnded(absence.state),
    action: absence.mayCancel
      ? {
          label: absence.state === 'now' ? 'End now' : 'Cancel',
          name: `${absence.state === 'now' ? 'End now' : 'Cancel'}: absence of ${absence.person.name}`,
          onClick: () => open({ do: 'cancel', of: absence.id }),
        }
      : null,
  });
  const own = inOrder(absences.filter(({ person }) => person.id === me?.id));
  const others = inOrder(absences.filter(({ person }) => person.id !== me?.id));
  return (
    <>
      <Section
        title="My absences"
        aside={
          <Button size="xs" variant="default" onClick={() => open({ do: 'absence' })}>
            Record an absence…
          </Button>
        }
      >
        {own.length > 0 ? (
          <PeriodRows rows={own.map((absence) => rowOf(absence, 'Away'))} />
        ) : (
          <Text c="dimmed">
            None recorded. While you are away, whoever you lent your authority to decides for you; without
            one, your manager.
          </Text>
        )}
      </Section>
      {(options.reports.length > 0 || others.length > 0) && (
        <Section title="Absences of people I manage">
          {others.length > 0 ? (
            <PeriodRows rows={others.map((absence) => rowOf(absence, absence.person.name))} />
          ) : (
            <Text c="dimmed">
              Nobody is away. Of somebody who is and has lent their authority to nobody, you decide what waits
              for them.
            </Text>
          )}
        </Section>
      )}
    </>
  );
}
