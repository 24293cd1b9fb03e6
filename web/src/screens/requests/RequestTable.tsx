import { Table, Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { StageBadge } from '../../parts/StageBadge.tsx';
import { When } from '../../parts/When.tsx';
import type { RequestRowsProps } from './RequestRows.tsx';
import classes from './Requests.module.css';
import { waitingWords } from './waiting-words.ts';

export function RequestTable({ rows, selected, onSelect }: RequestRowsProps) {
  return (
    <Table className={classes.table} verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Request</Table.Th>
          <Table.Th scope="col" ta="right">
            Claimed
          </Table.Th>
          <Table.Th scope="col">State</Table.Th>
          <Table.Th scope="col">Waiting for</Table.Th>
          <Table.Th scope="col">Priority</Table.Th>
          <Table.Th scope="col">Due</Table.Th>
          <Table.Th scope="col">Received</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id} className={classes.row} data-selected={row.id === selected || undefined}>
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
              <Amount of={row.claimed} />
            </Table.Td>
            <Table.Td>
              <StageBadge stage={row.stage} outcome={row.outcome} />
            </Table.Td>
            <Table.Td>{waitingWords(row)}</Table.Td>
            <Table.Td>{row.priority ?? '–'}</Table.Td>
            <Table.Td>
              {row.slaDue && row.stage !== 'closed' ? (
                <When at={row.slaDue} entity={row.legalEntity} as="due" />
              ) : (
                '–'
              )}
            </Table.Td>
            <Table.Td>
              <When at={row.receivedAt} entity={row.legalEntity} as="ago" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
