import { Table, Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { When } from '../../parts/When.tsx';
import { PickAllBox, PickBox } from './PickBox.tsx';
import { TaskDo } from './TaskDo.tsx';
import type { TaskListProps } from './task-list.ts';
import { noDeadline, whyHere } from './task-list.ts';
import { TaskNotes } from './TaskNotes.tsx';
import classes from './Tasks.module.css';

/** One row a task: who asks, what for, how much, why the reader, until when. */
export function TaskTable({ tasks, selected, view, picking, patch }: TaskListProps) {
  const picks = picking.offered.length > 0;
  return (
    <Table className={classes.table} verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          {picks && (
            <Table.Th scope="col" className={classes.pick}>
              <PickAllBox picking={picking} />
            </Table.Th>
          )}
          <Table.Th scope="col">Who asks, and what for</Table.Th>
          <Table.Th scope="col" ta="right">
            Amount
          </Table.Th>
          <Table.Th scope="col">{view === 'waiting' ? 'Whose turn' : 'Why it is here'}</Table.Th>
          <Table.Th scope="col">Until</Table.Th>
          <Table.Th scope="col">To do</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tasks.map((task) => (
          <Table.Tr key={task.id} data-selected={task.id === selected || undefined} className={classes.row}>
            {picks && (
              <Table.Td className={classes.pick}>
                <PickBox task={task} picking={picking} />
              </Table.Td>
            )}
            <Table.Td className={classes.subject}>
              <RowLink
                rowId={task.id}
                requestId={task.request.id}
                subject={task.request.subject}
                onFocus={() => patch({ task: task.id })}
              />
              <Text size="sm" c="dimmed">
                {task.request.customer.name} · {task.request.id}
              </Text>
            </Table.Td>
            <Table.Td ta="right">
              <Amount of={task.amount} strong />
            </Table.Td>
            <Table.Td className={classes.why}>
              {whyHere(task, view)}
              <TaskNotes task={task} />
            </Table.Td>
            <Table.Td>
              {task.dueAt ? (
                <>
                  <When at={task.dueAt} entity={task.request.legalEntity} as="due" />
                  <Text size="sm" c="dimmed">
                    <When at={task.dueAt} entity={task.request.legalEntity} />
                  </Text>
                </>
              ) : (
                <Text c="dimmed">{noDeadline(task)}</Text>
              )}
            </Table.Td>
            <Table.Td className={classes.todo}>
              <TaskDo task={task} size="xs" patch={patch} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
