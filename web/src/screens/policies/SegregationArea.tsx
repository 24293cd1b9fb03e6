import { Text } from '@mantine/core';
import { Section } from '../../parts/Section.tsx';
import type { Bag } from '../../parts/structured.ts';
import { isBag } from '../../parts/structured.ts';
import { fromKey, lowerFirst, sentence } from '../../parts/words.ts';
import { listAt } from './document-words.ts';
import classes from './Policies.module.css';

/** What no one person does both of. */
export function SegregationArea({ segregation }: { segregation: Bag }) {
  return (
    <Section
      title="Segregation of duties"
      aside={`Across requests of one customer for ${String(segregation['acrossRequestsDays'])} days`}
    >
      <ul className={classes.rules}>
        {listAt(segregation, 'pairs')
          .filter(isBag)
          .map((pair) => (
            <li key={String(pair['id'])}>
              <Text>
                {listAt(pair, 'duties')
                  .map((duty, index) =>
                    index === 0 ? fromKey(String(duty)) : lowerFirst(fromKey(String(duty))),
                  )
                  .join(' and ')}
              </Text>
              <Text size="sm" c="dimmed">
                {sentence(String(pair['because']))}
              </Text>
            </li>
          ))}
      </ul>
    </Section>
  );
}
