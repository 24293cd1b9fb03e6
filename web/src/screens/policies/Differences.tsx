import { Table, Text } from '@mantine/core';
import type { PolicyDiff } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { useIsWide } from '../../parts/width.ts';
import { sentence } from '../../parts/words.ts';
import { EffectiveFrom } from './EffectiveFrom.tsx';
import classes from './Policies.module.css';

type Difference = PolicyDiff['differences'][number];

/** Area by area: what changes, before and after. */
export function Differences({ diff: { from, to, differences } }: { diff: PolicyDiff }) {
  const wide = useIsWide();
  const areas = [...new Set(differences.map(({ area }) => area))];
  return (
    <>
      <Text mb="sm">
        {differences.length === 1 ? 'One difference' : `${differences.length} differences`} between {from} and{' '}
        {to}.
      </Text>
      <div className={classes.areas}>
        {areas.map((area) => {
          const own = differences.filter((one) => one.area === area);
          return (
            <Section key={area} title={area}>
              {wide ? <DiffTable from={from} to={to} of={own} /> : <DiffList of={own} />}
            </Section>
          );
        })}
      </div>
    </>
  );
}

function DiffTable({ from, to, of }: { from: string; to: string; of: readonly Difference[] }) {
  return (
    <Table className={classes.diff} verticalSpacing={5} horizontalSpacing={6} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">What</Table.Th>
          <Table.Th scope="col">In {from}</Table.Th>
          <Table.Th scope="col">In {to}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map((one) => (
          <Table.Tr key={one.path}>
            <Table.Th scope="row" fw={500}>
              {sentence(one.what)}
              <Text size="sm" c="dimmed" fw={400}>
                {one.path}
              </Text>
            </Table.Th>
            <Table.Td className={classes.before}>
              <Value of={one.before} absent="Not there" />
            </Table.Td>
            <Table.Td className={classes.after}>
              <Value of={one.after} absent="Not there any more" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DiffList({ of }: { of: readonly Difference[] }) {
  return (
    <ul className={classes.diffList}>
      {of.map((one) => (
        <li key={one.path} className={classes.diffItem}>
          <Text fw={500}>{sentence(one.what)}</Text>
          <Text>
            <span className={classes.before}>
              <Value of={one.before} absent="Not there" />
            </span>{' '}
            →{' '}
            <span className={classes.after}>
              <Value of={one.after} absent="Not there any more" />
            </span>
          </Text>
          <Text size="sm" c="dimmed">
            {one.path}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** The API's words; the one instant a policy has is when it comes into force. */
function Value({ of, absent }: { of: string | null; absent: string }) {
  if (of === null) return <>{absent}</>;
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(of) ? <EffectiveFrom at={of} /> : <>{of}</>;
}
