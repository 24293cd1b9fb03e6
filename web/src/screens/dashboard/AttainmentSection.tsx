import { Progress, Table } from '@mantine/core';
import type { Dashboard } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { Section } from '../../parts/Section.tsx';
import { clockWords } from '../../parts/words.ts';
import classes from './Dashboard.module.css';

/** Below it the share is marked; the policy sets no target of its own for it. */
const LOW = 90;

/** How many of the closed requests kept each clock's budget. */
export function AttainmentSection({ dashboard: { attainment } }: { dashboard: Dashboard }) {
  return (
    <Section title="Service levels met" aside="Of requests closed in the last 30 days">
      {attainment.length === 0 && (
        <Nothing title="Nothing was closed in the last 30 days">
          The share of requests whose first response and resolution were in time is shown here.
        </Nothing>
      )}
      {attainment.length > 0 && (
        <Table verticalSpacing={5} horizontalSpacing={6} tabularNums>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Clock</Table.Th>
              <Table.Th scope="col" ta="right">
                Met
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Missed
              </Table.Th>
              <Table.Th scope="col">Share</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {attainment.map(({ clock, met, missed, percent }) => (
              <Table.Tr key={clock}>
                <Table.Th scope="row" className={classes.name}>
                  {clockWords(clock)}
                </Table.Th>
                <Table.Td ta="right">{met}</Table.Td>
                <Table.Td ta="right">{missed}</Table.Td>
                <Table.Td>
                  {percent !== null && <Share percent={percent} name={clockWords(clock)} />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function Share({ percent, name }: { percent: number; name: string }) {
  return (
    <span className={classes.share}>
      <Progress.Root size={6}>
        <Progress.Section
          value={percent}
          color={percent < LOW ? 'amber' : 'accent'}
          aria-label={`${name}: met`}
          aria-valuetext={`${percent} %`}
        />
      </Progress.Root>
      <span>{percent} %</span>
    </span>
  );
}
