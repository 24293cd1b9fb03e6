import { Text } from '@mantine/core';
import type { SodReport } from '../../api/resources.ts';
import { sentence } from '../../parts/words.ts';
import classes from './Segregation.module.css';

type Conflict = SodReport['conflicts'][number];

/** Each person with what should not meet in them, and what gives them both sides of it. */
export function ConflictList({ of }: { of: readonly Conflict[] }) {
  return (
    <ul className={classes.list}>
      {byPerson(of).map(([id, conflicts]) => (
        <li key={id} className={classes.item}>
          <Text fw={600}>{conflicts[0]?.person.name}</Text>
          {conflicts.map(({ pair, because, through }) => (
            <div key={pair}>
              <Text>{sentence(because)}.</Text>
              <Text size="sm" c="dimmed">
                Holds both sides through: {through.join(', ')}
              </Text>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function byPerson(conflicts: readonly Conflict[]): [id: string, conflicts: Conflict[]][] {
  const of = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    of.set(conflict.person.id, [...(of.get(conflict.person.id) ?? []), conflict]);
  }
  return [...of];
}
