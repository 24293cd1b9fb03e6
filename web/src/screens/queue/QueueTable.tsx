import { Table, Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { StageBadge } from '../../parts/StageBadge.tsx';
import { When } from '../../parts/When.tsx';
import { ClaimButton } from './ClaimButton.tsx';
import classes from './Queue.module.css';
import { aboutWords } from './queue-words.ts';
import type { QueueRowsProps } from './QueueRows.tsx';

/** One row a request: who asks, what for, how much, until when. */
export function QueueTable({ rows, selected, oneTeam, claiming, onSelect }: QueueRowsProps) {
  return (
    <Table className={classes.table} verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Who asks, and what for</Table.Th>
          <Table.Th scope="col" ta="right">
            Claimed
          </Table.Th>
          <Table.Th scope="col">About</Table.Th>
          <Table.Th scope="col">State</Table.Th>
          <Table.Th scope="col">Priority</Table.Th>
          <Table.Th scope="col">Due</Table.Th>
          {claiming && <Table.Th scope="col">To do</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id} data-selected={row.id === selected || undefined} className={classes.row}>
            <Table.Td className={classes.subject}>
              <RowLink
                rowId={row.id}
                requestId={row.id}
                subject={row.subject}
                onFocus={() => onSelect(row.id)}
              />
              <Text size="sm" c="dimmed">
                {row.customer.name} · {row.id}
              </Text>
            </Table.Td>
            <Table.Td ta="right">
              <Amount of={row.claimed} strong />
            </Table.Td>
            <Table.Td>{aboutWords(row, oneTeam)}</Table.Td>
            <Table.Td>
              <StageBadge stage={row.stage} outcome={row.outcome} />
            </Table.Td>
            <Table.Td>{row.priority ?? '–'}</Table.Td>
            <Table.Td>
              {row.slaDue ? (
                <>
                  <When at={row.slaDue} entity={row.legalEntity} as="due" />
                  <Text size="sm" c="dimmed">
                    <When at={row.slaDue} entity={row.legalEntity} />
                  </Text>
                </>
              ) : (
                <Text c="dimmed">No deadline</Text>
              )}
            </Table.Td>
            {claiming && (
              <Table.Td>
                <ClaimButton row={row} claiming={claiming} size="xs" />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
