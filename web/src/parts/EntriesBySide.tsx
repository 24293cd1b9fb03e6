import { Table } from '@mantine/core';
import { Amount } from './Amount.tsx';
import type { EntriesProps } from './Entries.tsx';
import { entryKey } from './Entries.tsx';
import { fromKey, sentence } from './words.ts';

export function EntriesBySide({ lines, caption }: EntriesProps) {
  return (
    <Table mt="sm" captionSide="top" horizontalSpacing={6}>
      <Table.Caption ta="left" c="dimmed" mb={2} mt={0}>
        {caption}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Side</Table.Th>
          <Table.Th scope="col">Account</Table.Th>
          <Table.Th scope="col" ta="right">
            Amount
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={entryKey(line)}>
            <Table.Td>{sentence(line.side)}</Table.Td>
            <Table.Th scope="row" fw={400}>
              {fromKey(line.account)}
            </Table.Th>
            <Table.Td ta="right">
              <Amount of={line.amount} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
