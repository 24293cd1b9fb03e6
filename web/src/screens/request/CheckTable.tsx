import { Table, Text } from '@mantine/core';
import type { Check } from '../../api/resources.ts';
import { CheckResult } from './CheckResult.tsx';
import classes from './Checks.module.css';
import { sentence } from '../../parts/words.ts';

export function CheckTable({ checks }: { checks: readonly Check[] }) {
  return (
    <Table className={classes.table} horizontalSpacing={6} verticalSpacing={7}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Check and rule</Table.Th>
          <Table.Th scope="col">Claimed</Table.Th>
          <Table.Th scope="col">Found</Table.Th>
          <Table.Th scope="col">Result</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {checks.map((check) => (
          <Table.Tr key={check.id} data-passed={check.passed} className={classes.row}>
            <Table.Th scope="row" className={classes.check}>
              {check.label}
              <Text size="sm" c="dimmed" fw={400}>
                {sentence(check.rule)}
              </Text>
            </Table.Th>
            <Table.Td>{sentence(check.claimed)}</Table.Td>
            <Table.Td>
              <span className={classes.found}>{sentence(check.found)}</span>
              {check.sources.length > 0 && (
                <Text size="sm" c="dimmed">
                  {check.sources.join(', ')}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <CheckResult passed={check.passed} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
