import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Task } from '../../api/resources.ts';
import { TASK_WORDS } from '../../parts/words.ts';
import { mayDo } from './task-actions.ts';
import type { TaskListProps } from './task-list.ts';

interface Props {
  readonly task: Task;
  readonly size: 'xs' | 'sm';
  readonly patch: TaskListProps['patch'];
}

/** What a row asks for: done from the list where that needs nothing else, else on the request's page. */
export function TaskDo({ task, size, patch }: Props) {
  const { request, kind, actions } = task;
  const action = (['approve', 'answer'] as const).find((name) => mayDo(task, name));
  if (!action) {
    const words = actions.some(({ allowed }) => allowed) ? TASK_WORDS[kind] : 'Open';
    return (
      <Button
        size={size}
        variant="default"
        aria-label={`${words}: ${request.subject}`}
        renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}
      >
        {words}
      </Button>
    );
  }
  const words = action === 'approve' ? 'Approve' : 'Answer';
  return (
    <Button
      size={size}
      variant="default"
      aria-label={`${words}: ${request.subject}`}
      onClick={() => patch({ task: task.id, do: action })}
    >
      {words}…
    </Button>
  );
}
