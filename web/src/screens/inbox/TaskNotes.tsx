import { Text } from '@mantine/core';
import { IconArrowBigUpLines, IconUserShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { StandingIn, Task } from '../../api/resources.ts';
import { standingInQuery } from '../../api/standing-in.ts';
import { When } from '../../parts/When.tsx';
import classes from './Tasks.module.css';

/** For whom the reader would decide it, and that its time ran out once. */
export function TaskNotes({ task }: { task: Task }) {
  const { onBehalfOf, escalatedAt, request } = task;
  const standing = useQuery({ ...standingInQuery, enabled: onBehalfOf !== null });
  const until = onBehalfOf && standing.data && endOf(standing.data, onBehalfOf.id);
  return (
    <>
      {onBehalfOf && (
        <Text size="sm" className={classes.note}>
          <IconUserShare size={14} aria-hidden />
          <span>
            You stand in for {onBehalfOf.name}
            {until && (
              <>
                {' '}
                until <When at={until} entity={request.legalEntity} />
              </>
            )}
          </span>
        </Text>
      )}
      {escalatedAt && (
        <Text size="sm" className={classes.note}>
          <IconArrowBigUpLines size={14} aria-hidden />
          <span>
            Escalated <When at={escalatedAt} entity={request.legalEntity} as="ago" />: its time ran out
          </span>
        </Text>
      )}
    </>
  );
}

/** Until when the reader stands in: the end of what that person lent, else of their absence. */
function endOf({ received, absences }: StandingIn, personId: string): string | null {
  const lent = received.find(({ delegator, state }) => delegator.id === personId && state === 'now');
  const away = absences.find(({ person, state }) => person.id === personId && state === 'now');
  return lent?.until ?? away?.until ?? null;
}
