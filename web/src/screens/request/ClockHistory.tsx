import { Text } from '@mantine/core';
import { IconBellRinging, IconCircle, IconPlayerPause } from '@tabler/icons-react';
import type { Clock } from '../../api/resources.ts';
import { spanWords } from '../../parts/instant-words.ts';
import { When } from '../../parts/When.tsx';
import { fromKey } from '../../parts/words.ts';
import classes from './Clocks.module.css';

interface Props {
  readonly clock: Clock;
  readonly entity: string;
  readonly closed: boolean;
}

/** When the clock stood still and why, and where on the way who is told. */
export function ClockHistory({ clock, entity, closed }: Props) {
  const { pauses, marks, startedAt } = clock;
  const shownMarks = marks.filter(({ fired, at }) => fired || (at !== null && !closed));
  return (
    <>
      {pauses.length > 0 && (
        <ul className={classes.pauses} aria-label="Pauses">
          {pauses.map((pause) => (
            <li key={pause.from}>
              <IconPlayerPause size={13} aria-hidden /> {fromKey(pause.reason)}:{' '}
              <When at={pause.from} entity={entity} /> –{' '}
              {pause.to === null ? 'now' : <When at={pause.to} entity={entity} />}
              {pause.to !== null && ` (${spanWords(Date.parse(pause.to) - Date.parse(pause.from))})`}
            </li>
          ))}
        </ul>
      )}
      <details className={classes.marks}>
        <summary>
          Started <When at={startedAt} entity={entity} />
          {shownMarks.length > 0 && '; marks'}
        </summary>
        {shownMarks.length > 0 && (
          <ul className={classes.pauses}>
            {shownMarks.map((mark) => (
              <li key={mark.percent} data-fired={mark.fired || undefined}>
                {mark.fired ? (
                  <IconBellRinging size={13} aria-hidden />
                ) : (
                  <IconCircle size={13} aria-hidden />
                )}{' '}
                {mark.percent} %
                {mark.at && (
                  <>
                    , <When at={mark.at} entity={entity} />
                  </>
                )}
                {mark.fired ? ': told' : ''}
              </li>
            ))}
          </ul>
        )}
        {clock.budgetSeconds > 0 && marks.length === 0 && (
          <Text size="sm" c="dimmed">
            No marks: nobody is told before it is due.
          </Text>
        )}
      </details>
    </>
  );
}
