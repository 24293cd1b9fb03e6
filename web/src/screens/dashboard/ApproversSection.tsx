import { Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Dashboard } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { Section } from '../../parts/Section.tsx';
import { Bars } from './Bars.tsx';
import classes from './Dashboard.module.css';

/** Who has how many approvals before them. */
export function ApproversSection({ dashboard: { approvers } }: { dashboard: Dashboard }) {
  const busy = approvers.filter(({ open }) => open > 0);
  return (
    <Section title="Approver load" aside={approvers.length > 0 && 'Open seats now, decisions in 30 days'}>
      {approvers.length === 0 && (
        <Nothing title="No approval is open, and none was decided in the last 30 days">
          Those who approve appear here, with how many seats wait for them.
        </Nothing>
      )}
      {busy.length > 0 && (
        <Bars
          label={`Open seats: ${busy.map(({ person, open }) => `${person.name} ${open}`).join(', ')}`}
          legend="Open seats"
          nameKey="name"
          rows={busy.map(({ person, open, overdue }) => ({
            ...{ name: person.name, overdue, inTime: open - overdue },
          }))}
          series={[
            { name: 'overdue', label: 'past their time', color: 'var(--mantine-color-red-5)' },
            { name: 'inTime', label: 'in time', color: 'var(--mantine-color-accent-5)' },
          ]}
        />
      )}
      {approvers.length > 0 && <ApproverTable approvers={approvers} />}
    </Section>
  );
}

function ApproverTable({ approvers }: Pick<Dashboard, 'approvers'>) {
  return (
    <>
      <Table verticalSpacing={4} horizontalSpacing={6} tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Person</Table.Th>
            <Table.Th scope="col" ta="right">
              Open
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Past time
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Decided
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {approvers.map(({ person, open, overdue, decided30Days }) => (
            <Table.Tr key={person.id}>
              <Table.Th scope="row" className={classes.name}>
                {person.name}
              </Table.Th>
              <Table.Td ta="right" fw={600}>
                {open}
              </Table.Td>
              <Table.Td ta="right">
                {overdue > 0 ? (
                  <span className={classes.overdue}>
                    <IconAlertTriangle size={14} aria-hidden /> {overdue}
                  </span>
                ) : (
                  <span className={classes.none}>0</span>
                )}
              </Table.Td>
              <Table.Td ta="right">{decided30Days}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        Listed is whoever could decide an open seat by their own role, or decided one in 30 days. A seat
        counts for everyone who holds its role and has not touched the request, or for the one person it
        names. Levels not reached yet, and what somebody could decide only in another’s place, are not
        counted.
      </Text>
    </>
  );
}
