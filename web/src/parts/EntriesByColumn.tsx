import { Table } from '@mantine/core';
import { Amount } from './Amount.tsx';
import type { JournalLines } from './journal-lines.ts';
import { journalLineKey } from './journal-lines.ts';
import { fromKey } from './words.ts';

export function EntriesByColumn({ lines, caption }: JournalLines) {
  return (
    <Table mt="sm" captionSide="top" horizontalSpacing={6} maw="42rem">
      <Table.Caption ta="left" c="dimmed" mb={2} mt={0}>
        {caption}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Account</Table.Th>
          <Table.Th scope="col" ta="right">
            Debit
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Credit
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={journalLineKey(line)}>
            <Table.Th scope="row" fw={400}>
              {fromKey(line.account)}
            </Table.Th>
            <Table.Td ta="right">{line.side === 'debit' && <Amount of={line.amount} />}</Table.Td>
            <Table.Td ta="right">{line.side === 'credit' && <Amount of={line.amount} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
