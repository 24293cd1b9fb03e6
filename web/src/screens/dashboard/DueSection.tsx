import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Dashboard, Team } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import rowClasses from '../../parts/RowLink.module.css';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { useIsWide } from '../../parts/width.ts';
import { sentence, TEAM_WORDS } from '../../parts/words.ts';
import classes from './Dashboard.module.css';

/** The API lists so many at most. */
const SHOWN = 10;

type Row = Dashboard['breachingNext'][number];

/** The open requests that fall due first, those past their time before all others. */
export function DueSection({ dashboard: { backlog, breachingNext, legalEntity } }: { dashboard: Dashboard }) {
  const wide = useIsWide();
  const open = backlog.reduce((sum, team) => sum + team.open, 0);
  const hidden = open - breachingNext.length;
  const late = breachingNext.filter((row) => row.breached).length;
  return (
    <Section title="What breaches next" aside={lateWords(late, breachingNext.length)}>
      {breachingNext.length === 0 && (
        <Nothing title="No clock is running">Open requests appear here by the time they fall due.</Nothing>
      )}
      {breachingNext.length > 0 &&
        (wide ? (
          <DueTable rows={breachingNext} entity={legalEntity} />
        ) : (
          <DueList rows={breachingNext} entity={legalEntity} />
        ))}
      {hidden > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {hiddenWords(hidden, breachingNext.length)}
        </Text>
      )}
    </Section>
  );
}

function lateWords(late: number, shown: number): string | false {
  if (shown === 0) return false;
  if (late === 0) return 'None is past its time';
  return late === shown ? `All ${shown} shown are past their time` : `${late} past their time`;
}

function hiddenWords(hidden: number, shown: number): string {
  const one = hidden === 1;
  const why =
    shown < SHOWN
      ? `${one ? 'its clock is' : 'their clocks are'} paused or not running yet`
      : `${one ? 'it falls' : 'they fall'} due later, or ${one ? 'its clock is' : 'their clocks are'} paused`;
  return `${one ? 'One more open request is' : `${hidden} more open requests are`} not listed: ${why}.`;
}

function DueTable({ rows, entity }: { rows: readonly Row[]; entity: string }) {
  return (
    <Table verticalSpacing={5} horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Request</Table.Th>
          <Table.Th scope="col">With</Table.Th>
          <Table.Th scope="col">Waiting for</Table.Th>
          <Table.Th scope="col">Due</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.requestId}>
            <Table.Td>
              <Subject row={row} />
            </Table.Td>
            <Table.Td>{withWhom(row)}</Table.Td>
            <Table.Td>{sentence(row.waitingFor ?? 'Docket itself')}</Table.Td>
            <Table.Td>
              <When at={row.dueAt} entity={entity} as="due" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DueList({ rows, entity }: { rows: readonly Row[]; entity: string }) {
  return (
    <ul className={classes.due}>
      {rows.map((row) => (
        <li key={row.requestId} className={classes.dueItem}>
          <Subject row={row} />
          <Text size="sm">
            <When at={row.dueAt} entity={entity} as="due" /> · {withWhom(row)}
          </Text>
          <Text size="sm" c="dimmed">
            Waiting for: {sentence(row.waitingFor ?? 'Docket itself')}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Subject({ row }: { row: Row }) {
  return (
    <>
      <Link to="/requests/$id" params={{ id: row.requestId }} className={rowClasses.link}>
        {row.subject}
      </Link>
      <Text size="sm" c="dimmed">
        {row.requestId}
      </Text>
    </>
  );
}

/** Its owner, or the queue it is in. */
function withWhom({ owner, team }: Row): string {
  if (owner) return owner.name;
  return team === null ? 'Nobody yet' : `Queue of ${TEAM_WORDS[team as Team] ?? team}`;
}
