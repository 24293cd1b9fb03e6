import { Code, Table } from '@mantine/core';
import { Facts } from './Facts.tsx';
import { columnsOf, isBag, labelOf, wordsOf } from './structured.ts';
import type { Bag } from './structured.ts';
import classes from './StructuredValue.module.css';

const DEEPEST = 3;

/** Evidence of any shape: records as names and values, lists of records as tables, anything deeper as JSON. */
export function StructuredValue({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const words = wordsOf(value);
  if (words !== null) return <span className={classes.words}>{words}</span>;
  if (depth < DEEPEST && Array.isArray(value) && value.every(isBag)) return <Records rows={value} />;
  if (depth < DEEPEST && isBag(value)) {
    return (
      <div className={classes.bag}>
        <Facts
          facts={Object.entries(value).map(([key, part]) => [
            labelOf(key),
            <StructuredValue key={key} value={part} depth={depth + 1} />,
          ])}
        />
      </div>
    );
  }
  return <Code block>{JSON.stringify(value, null, 2)}</Code>;
}

function Records({ rows }: { rows: readonly Bag[] }) {
  const columns = columnsOf(rows);
  return (
    <Table.ScrollContainer minWidth={columns.length * 80} type="native">
      <Table horizontalSpacing={6} verticalSpacing={4} tabularNums>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {labelOf(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {columns.map((column) => (
                <Table.Td key={column}>{wordsOf(row[column]) ?? JSON.stringify(row[column])}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
