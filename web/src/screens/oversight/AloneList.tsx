import { Text } from '@mantine/core';
import type { SodReport } from '../../api/resources.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { sentence } from '../../parts/words.ts';
import classes from './Segregation.module.css';

/** Each person, up to which refund, and through what they hold. */
export function AloneList({ of }: { of: SodReport['alone'] }) {
  return (
    <ul className={classes.list}>
      {of.map(({ person, upTo, through }) => (
        <li key={person.id} className={classes.item}>
          <div className={classes.head}>
            <Text fw={600}>{person.name}</Text>
            <Text>{upTo ? `Refunds up to ${moneyWords(upTo)}` : 'Refunds of any amount'}</Text>
          </div>
          <Text size="sm" c="dimmed">
            Through: {sentence(through.join(', '))}
          </Text>
        </li>
      ))}
    </ul>
  );
}
