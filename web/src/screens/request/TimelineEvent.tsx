import { Text } from '@mantine/core';
import { shortHash } from '../../parts/hash.ts';
import { isBag } from '../../parts/structured.ts';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { When } from '../../parts/When.tsx';
import type { TimelineLine } from './timeline-lines.ts';
import classes from './TimelineEvent.module.css';

/** Who and when, the ground they gave, and everything recorded on opening. */
export function TimelineEvent({ line: { events, ground }, entity }: { line: TimelineLine; entity: string }) {
  const [event] = events;
  const who = (
    <>
      {event.actor.name}, <When at={event.at} entity={entity} />
    </>
  );
  return (
    <>
      {events.some(({ detail }) => hasMore(detail)) ? (
        <details className={classes.details}>
          <summary>{who}</summary>
          {events.map(({ seq, at, hash, detail, title }) => (
            <div key={seq}>
              {events.length > 1 && (
                <Text size="sm" fw={600} mt="xs">
                  {title}, <When at={at} entity={entity} />
                </Text>
              )}
              {hasMore(detail) && <StructuredValue value={detail} />}
              <Text size="sm" c="dimmed">
                Event {seq}, hash {shortHash(hash)}
              </Text>
            </div>
          ))}
        </details>
      ) : (
        <Text size="sm" c="dimmed">
          {who}
        </Text>
      )}
      {ground && <Text className={classes.ground}>{ground}</Text>}
    </>
  );
}

const hasMore = (detail: unknown): boolean => isBag(detail) && Object.keys(detail).length > 0;
