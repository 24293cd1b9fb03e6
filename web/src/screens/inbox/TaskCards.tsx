import { Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { When } from '../../parts/When.tsx';
import { PickBox } from './PickBox.tsx';
import { TaskDo } from './TaskDo.tsx';
import type { TaskListProps } from './task-list.ts';
import { noDeadline, whyHere } from './task-list.ts';
import { TaskNotes } from './TaskNotes.tsx';
import classes from './Tasks.module.css';

/** The same rows where columns have no room. */
export function TaskCards({ tasks, selected, view, picking, patch }: TaskListProps) {
  return (
    <ul className={classes.cards}>
      {tasks.map((task) => (
        <li key={task.id} className={classes.card} data-selected={task.id === selected || undefined}>
          <div className={classes.cardHead}>
            <PickBox task={task} picking={picking} />
            <RowLink
              rowId={task.id}
              requestId={task.request.id}
              subject={task.request.subject}
              onFocus={() => patch({ task: task.id })}
            />
            <Amount of={task.amount} strong />
          </div>
          <Text size="sm" c="dimmed">
            {task.request.customer.name}
          </Text>
          <Text size="sm">{whyHere(task, view)}</Text>
          <TaskNotes task={task} />
          <div className={classes.cardFoot}>
            {task.dueAt ? (
              <div>
                <When at={task.dueAt} entity={task.request.legalEntity} as="due" />
                <Text size="sm" c="dimmed">
                  <When at={task.dueAt} entity={task.request.legalEntity} />
                </Text>
              </div>
            ) : (
              <Text c="dimmed">{noDeadline(task)}</Text>
            )}
            <TaskDo task={task} size="sm" patch={patch} />
          </div>
        </li>
      ))}
    </ul>
  );
}
