import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Dashboard, Team } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { Section } from '../../parts/Section.tsx';
import { TEAM_WORDS } from '../../parts/words.ts';
import { Bars } from './Bars.tsx';
import classes from './Dashboard.module.css';

/** From the freshest to the oldest: darker is older. */
const AGE_COLOURS = [
  'var(--mantine-color-accent-3)',
  'var(--mantine-color-accent-5)',
  'var(--mantine-color-accent-7)',
  'var(--mantine-color-amber-5)',
] as const;

const isTeam = (team: string): team is Team => Object.hasOwn(TEAM_WORDS, team);
const nameOf = (team: string): string => (isTeam(team) ? TEAM_WORDS[team] : 'Not routed yet');

/** Open requests by team and age. */
export function BacklogSection({ dashboard: { backlog, legalEntity } }: { dashboard: Dashboard }) {
  const buckets = backlog[0]?.ages.map(({ bucket }) => bucket) ?? [];
  const open = backlog.reduce((sum, row) => sum + row.open, 0);
  return (
    <Section title="Backlog by team and age" aside={open > 0 && `${open} open, by days since receipt`}>
      {backlog.length === 0 && (
        <Nothing title="Nothing is open">Open requests are counted here by team and by their age.</Nothing>
      )}
      {backlog.length > 0 && (
        <>
          <Bars
            label={`Open requests by team and age: ${backlog.map(({ team, open: n }) => `${nameOf(team)} ${n}`).join(', ')}`}
            legend="Days since receipt"
            nameKey="team"
            rows={backlog.map(({ team, ages }) => ({
              team: nameOf(team),
              ...Object.fromEntries(ages.map(({ bucket, count }) => [bucket, count])),
            }))}
            series={buckets.map((bucket, index) => ({
              name: bucket,
              label: `${bucket} days`,
              color: AGE_COLOURS[index] ?? AGE_COLOURS[3],
            }))}
          />
          <Table verticalSpacing={4} horizontalSpacing={6} tabularNums>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Team</Table.Th>
                {buckets.map((bucket) => (
                  <Table.Th key={bucket} scope="col" ta="right">
                    {bucket}
                  </Table.Th>
                ))}
                <Table.Th scope="col" ta="right">
                  Open
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {backlog.map((row) => (
                <BacklogRow key={row.team} row={row} entity={legalEntity} />
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Section>
  );
}

function BacklogRow({ row, entity }: { row: Dashboard['backlog'][number]; entity: string }) {
  const { team, ages, open } = row;
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {isTeam(team) ? (
          <Anchor
            renderRoot={(props) => (
              <Link to="/requests" search={{ status: 'open', team, entity }} {...props} />
            )}
          >
            {TEAM_WORDS[team]}
          </Anchor>
        ) : (
          nameOf(team)
        )}
      </Table.Th>
      {ages.map(({ bucket, count }) => (
        <Table.Td key={bucket} ta="right" className={count === 0 ? classes.none : undefined}>
          {count}
        </Table.Td>
      ))}
      <Table.Td ta="right" fw={600}>
        {open}
      </Table.Td>
    </Table.Tr>
  );
}
