import { Text } from '@mantine/core';
import { IconArrowBigUpLines, IconUserShare } from '@tabler/icons-react';
import type { Task } from '../../api/resources.ts';
import { When } from '../../parts/When.tsx';
import { StandInWords } from '../decision/StandInWords.tsx';
import classes from './Tasks.module.css';

/** For whom the reader would decide it, and that its time ran out once. */
export function TaskNotes({ task }: { task: Task }) {
  const { onBehalfOf, escalatedAt, request } = task;
  return (
    <>
      {onBehalfOf && (
        <Text size="sm" className={classes.note}>
          <IconUserShare size={14} aria-hidden />
          <span>
            <StandInWords task={task} />
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
