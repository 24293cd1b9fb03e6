import { Table, Text } from '@mantine/core';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import type { Bag } from '../../parts/structured.ts';
import { isBag } from '../../parts/structured.ts';
import { useIsWide } from '../../parts/width.ts';
import { fromKey } from '../../parts/words.ts';
import { bagAt, levelsWords, listAt, rangeWords } from './document-words.ts';
import classes from './Policies.module.css';

/** The matrix: per effect and amount, who approves. */
export function ApprovalsArea({ approvals }: { approvals: Bag }) {
  const wide = useIsWide();
  const columns = Object.entries(bagAt(approvals, 'matrix')).map(([column, bands]) => ({
    name: fromKey(column),
    bands: Array.isArray(bands) ? bands.filter(isBag) : [],
  }));
  return (
    <Section title="Approvals" aside="In the functional currency; upper bounds inclusive">
      {wide ? <MatrixTable columns={columns} /> : <MatrixList columns={columns} />}
      <Text fw={600} mt="sm" mb={4}>
        Against splitting and circles
      </Text>
      <Facts
        facts={[
          ['Amounts are added up over', hoursWords(approvals['aggregationHours'])],
          ['Who kept a price never approves for', `${String(approvals['priceMaintainerDays'])} days`],
          ['Delegations may follow one another', `${String(approvals['delegationDepth'])} times`],
        ]}
      />
    </Section>
  );
}

interface MatrixColumn {
  readonly name: string;
  readonly bands: readonly Bag[];
}

function MatrixTable({ columns }: { columns: readonly MatrixColumn[] }) {
  return (
    <Table verticalSpacing={4} horizontalSpacing={6} className={classes.diff}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Effect</Table.Th>
          <Table.Th scope="col">Amount</Table.Th>
          <Table.Th scope="col">Who approves</Table.Th>
        </Table.Tr>
      </Table.Thead>
      {columns.map((column) => (
        <Column key={column.name} {...column} />
      ))}
    </Table>
  );
}

/** The same where three columns have no room. */
function MatrixList({ columns }: { columns: readonly MatrixColumn[] }) {
  return (
    <>
      {columns.map(({ name, bands }) => (
        <div key={name} className={classes.part}>
          <Text fw={600}>{name}</Text>
          <Facts
            facts={bands.map((band, index) => [
              rangeWords(bands, index),
              levelsWords(listAt(band, 'levels')),
            ])}
          />
        </div>
      ))}
    </>
  );
}

function Column({ name, bands }: MatrixColumn) {
  return (
    <Table.Tbody>
      {bands.map((band, index) => (
        <Table.Tr key={index}>
          {index === 0 && (
            <Table.Th scope="rowgroup" rowSpan={bands.length} fw={600}>
              {name}
            </Table.Th>
          )}
          <Table.Td className={classes.cell}>{rangeWords(bands, index)}</Table.Td>
          <Table.Td>{levelsWords(listAt(band, 'levels'))}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}

const hoursWords = (hours: unknown): string =>
  typeof hours === 'number' && hours % 24 === 0 ? `${hours / 24} days` : `${String(hours)} hours`;
