import { Table, Text } from '@mantine/core';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import type { Bag } from '../../parts/structured.ts';
import { isBag } from '../../parts/structured.ts';
import { fromKey, roleWords, sentence } from '../../parts/words.ts';
import { bagAt, listAt, targetWords, teamWords } from './document-words.ts';

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

/** Targets by type and priority, who is told on the way, and the clocks of approvals. */
export function ServiceLevelsArea({ sla }: { sla: Bag }) {
  return (
    <Section title="Service levels" aside="Business hours: first response / resolution">
      <Table verticalSpacing={4} horizontalSpacing={6} tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Type</Table.Th>
            {PRIORITIES.map((priority) => (
              <Table.Th key={priority} scope="col">
                {priority}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(bagAt(sla, 'targets')).map(([type, targets]) => (
            <Table.Tr key={type}>
              <Table.Th scope="row" fw={400}>
                {fromKey(type)}
              </Table.Th>
              {PRIORITIES.map((priority) => (
                <Table.Td key={priority}>{targetWords(isBag(targets) ? targets[priority] : null)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text fw={600} mt="sm" mb={4}>
        Who is told when so much is consumed
      </Text>
      <Facts facts={listAt(sla, 'ladder').filter(isBag).map(rungFact)} />
      <Text fw={600} mt="sm" mb={4}>
        Approvals, consults and reopening
      </Text>
      <Facts
        facts={[
          ['An approval has', approvalWords(bagAt(sla, 'approvalHours'))],
          ['Reminded at', `${listAt(sla, 'approvalReminders').join(' and ')} % of it`],
          ['A consulted team has', `${String(sla['consultHours'])} h`],
          [
            'Waiting for third parties',
            sla['thirdPartyPauses'] === true ? 'pauses the resolution' : 'pauses nothing',
          ],
          ['Reopened within', `${String(sla['reopenBusinessDays'])} business days of closing`],
          ['Heads of function', headWords(bagAt(sla, 'headOfFunction'))],
        ]}
      />
    </Section>
  );
}

function rungFact(rung: Bag): readonly [string, string] {
  const told = listAt(rung, 'notify')
    .map((who) => roleWords(String(who)))
    .join(', ');
  return [
    `${String(rung['percent'])} %`,
    `${sentence(told)}${rung['mayReassign'] === true ? '; may reassign it' : ''}`,
  ];
}

const approvalWords = (hours: Bag): string =>
  Object.entries(hours)
    .map(([role, of]) => `${roleWords(role)} ${String(of)} h`)
    .join(', ');

const headWords = (heads: Bag): string =>
  Object.entries(heads)
    .map(([team, role]) => `${teamWords(team).toLowerCase()}: ${roleWords(String(role))}`)
    .join(', ');
