import { Text } from '@mantine/core';
import type { AuditEvent } from '../../api/resources.ts';
import { shortHash } from '../../parts/hash.ts';
import { isBag } from '../../parts/structured.ts';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { When } from '../../parts/When.tsx';
import classes from './TimelineEvent.module.css';

export function TimelineEvent({ event, entity }: { event: AuditEvent; entity: string }) {
  const ground = groundOf(event.detail);
  return (
    <>
      <Text size="sm" c="dimmed">
        {event.actor.name}, <When at={event.at} entity={entity} />
      </Text>
      {ground && <Text className={classes.ground}>{ground}</Text>}
      {hasMore(event.detail) && (
        <details className={classes.details}>
          <summary aria-label={`Details of event ${event.seq}: ${event.title}`}>Details</summary>
          <StructuredValue value={event.detail} />
          <Text size="sm" c="dimmed">
            Event {event.seq}, hash {shortHash(event.hash)}
          </Text>
        </details>
      )}
    </>
  );
}

/** The reason a person gave, where the event holds one. */
function groundOf(detail: unknown): string | null {
  if (!isBag(detail)) return null;
  const ground = detail['reason'] ?? detail['question'];
  return typeof ground === 'string' && ground !== '' ? ground : null;
}

const hasMore = (detail: unknown): boolean => isBag(detail) && Object.keys(detail).length > 0;
