import { Text } from '@mantine/core';
import type { SodReport } from '../../api/resources.ts';
import { sentence } from '../../parts/words.ts';
import classes from './Segregation.module.css';

/** Each person with both sides of a pair, why the pair is one, and what gives both sides. */
export function ConflictList({ of }: { of: SodReport['conflicts'] }) {
  return (
    <ul className={classes.list}>
      {of.map(({ person, pair, because, through }) => (
        <li key={`${person.id} ${pair}`} className={classes.item}>
          <div className={classes.head}>
            <Text fw={600}>{person.name}</Text>
            <Text>{sentence(pair)}</Text>
          </div>
          <Text size="sm">{sentence(because)}.</Text>
          <Text size="sm" c="dimmed">
            Through: {sentence(through.join(', '))}
          </Text>
        </li>
      ))}
    </ul>
  );
}
