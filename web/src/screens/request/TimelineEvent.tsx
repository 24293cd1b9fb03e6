import { Text } from '@mantine/core';
import type { AuditEvent } from '../../api/resources.ts';
import { shortHash } from '../../parts/hash.ts';
import { isBag } from '../../parts/structured.ts';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { When } from '../../parts/When.tsx';
import { REASON_WORDS } from '../../parts/words.ts';
import classes from './TimelineEvent.module.css';

/** Who and when, the ground they gave, and everything recorded on opening. */
export function TimelineEvent({ event, entity }: { event: AuditEvent; entity: string }) {
  const ground = groundOf(event.detail);
  const who = (
    <>
      {event.actor.name}, <When at={event.at} entity={entity} />
    </>
  );
  return (
    <>
      {hasMore(event.detail) ? (
        <details className={classes.details}>
          <summary>{who}</summary>
          <StructuredValue value={event.detail} />
          <Text size="sm" c="dimmed">
            Event {event.seq}, hash {shortHash(event.hash)}
          </Text>
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

/** The reason a person gave, where the event holds one; the code of a dispute reason is none. */
function groundOf(detail: unknown): string | null {
  if (!isBag(detail)) return null;
  const ground = detail['reason'] ?? detail['question'];
  return typeof ground === 'string' && ground !== '' && !(ground in REASON_WORDS) ? ground : null;
}

const hasMore = (detail: unknown): boolean => isBag(detail) && Object.keys(detail).length > 0;
