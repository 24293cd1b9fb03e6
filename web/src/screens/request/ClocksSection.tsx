import { Badge, Text } from '@mantine/core';
import { IconClock, IconPlayerPause } from '@tabler/icons-react';
import type { Clock, RequestDetail } from '../../api/resources.ts';
import { budgetWords, placeOf, readerZone } from '../../parts/instant-words.ts';
import { useZoneOf } from '../../parts/reader.ts';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { clockWords, sentence } from '../../parts/words.ts';
import { ClockBar } from './ClockBar.tsx';
import { ClockHistory } from './ClockHistory.tsx';
import classes from './Clocks.module.css';

/** Budgets being consumed, and which of them falls due first. */
export function ClocksSection({ request }: { request: RequestDetail }) {
  const { clocks, legalEntity, stage } = request;
  return (
    <Section title="Time">
      {clocks.length === 0 && <Text c="dimmed">The clocks appear here once the request has a priority.</Text>}
      <div className={classes.clocks}>
        {clocks.map((clock) => (
          <OneClock key={clock.name} clock={clock} entity={legalEntity} closed={stage === 'closed'} />
        ))}
      </div>
    </Section>
  );
}

function OneClock({ clock, entity, closed }: { clock: Clock; entity: string; closed: boolean }) {
  const zone = useZoneOf(entity);
  const inZone = zone && zone !== readerZone() ? ` (${placeOf(zone)} time)` : '';
  const percent = Math.floor((clock.consumedSeconds / clock.budgetSeconds) * 100);
  return (
    <div>
      <div className={classes.head}>
        <Text fw={600}>{clockWords(clock.name)}</Text>
        {clock.binding && !closed && (
          <Badge variant="default" leftSection={<IconClock size={12} aria-hidden />}>
            Binding
          </Badge>
        )}
        {clock.paused && !closed && (
          <Badge variant="default" leftSection={<IconPlayerPause size={12} aria-hidden />}>
            Paused
          </Badge>
        )}
      </div>
      <ClockBar clock={clock} percent={percent} />
      <Text size="sm">
        {budgetWords(clock.consumedSeconds)} of {budgetWords(clock.budgetSeconds)} consumed ({percent} %)
        {clock.dueAt && !closed && (
          <>
            , due <When at={clock.dueAt} entity={entity} /> (
            <When at={clock.dueAt} entity={entity} as="due" />)
          </>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        {[clock.why && `${sentence(clock.why)}${inZone}`, `Calendar ${clock.calendar}`]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <ClockHistory clock={clock} entity={entity} closed={closed} />
    </div>
  );
}
