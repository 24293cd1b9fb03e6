import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react';
import { agoWords, dueWords, exactWords, latenessOf, placeOf, readerZone } from './instant-words.ts';
import { useNow } from './now.ts';
import { useZoneOf } from './reader.ts';
import classes from './When.module.css';

interface Props {
  readonly at: string;
  /** The legal entity whose business zone the hover shows. */
  readonly entity?: string | undefined;
  /** `ago` for what happened, `due` for deadlines, `exact` for the time alone. */
  readonly as?: 'exact' | 'ago' | 'due';
}

/** A time in the reader's zone, the business zone on hover. */
export function When({ at, entity, as = 'exact' }: Props) {
  const zone = useZoneOf(entity);
  const now = useNow();
  const words = as === 'due' ? dueWords(at, now) : as === 'ago' ? agoWords(at, now) : exactWords(at);
  return (
    <Tooltip label={inZones(at, zone)}>
      <time dateTime={at} className={classes.time}>
        {as === 'due' && <LatenessIcon at={at} now={now} />}
        <span className={as === 'due' ? classes[latenessOf(at, now)] : undefined}>{words}</span>
      </time>
    </Tooltip>
  );
}

function LatenessIcon({ at, now }: { at: string; now: number }) {
  const lateness = latenessOf(at, now);
  if (lateness === 'late') return <IconAlertTriangle className={classes.late} size="1em" aria-hidden />;
  if (lateness === 'soon') return <IconClockExclamation className={classes.soon} size="1em" aria-hidden />;
  return null;
}

function inZones(at: string, zone: string | undefined): string {
  const here = readerZone();
  const local = `${exactWords(at)} ${placeOf(here)}`;
  return zone && zone !== here ? `${local} · ${exactWords(at, zone)} ${placeOf(zone)}` : local;
}
