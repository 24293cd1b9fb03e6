import { Button, Text } from '@mantine/core';
import type { Task } from '../../api/resources.ts';
import { mayDo } from './task-actions.ts';
import type { TaskListProps } from './task-list.ts';
import { askedFor } from './task-list.ts';

interface Props {
  readonly task: Task;
  readonly size: 'xs' | 'sm';
  readonly patch: TaskListProps['patch'];
}

/** What a row asks for: a button where it can be done from the list, else in words. */
export function TaskDo({ task, size, patch }: Props) {
  const action = (['approve', 'answer'] as const).find((name) => mayDo(task, name));
  if (!action) return <Text size="sm">{askedFor(task)}</Text>;
  const words = action === 'approve' ? 'Approve' : 'Answer';
  return (
    <Button
      size={size}
      variant="default"
      aria-label={`${words}: ${task.request.subject}`}
      onClick={() => patch({ task: task.id, do: action })}
    >
      {words}…
    </Button>
  );
}
