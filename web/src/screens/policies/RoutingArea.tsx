import { Text } from '@mantine/core';
import { Section } from '../../parts/Section.tsx';
import type { Bag } from '../../parts/structured.ts';
import { isBag } from '../../parts/structured.ts';
import { fromKey, sentence } from '../../parts/words.ts';
import { amountWords, bagAt, conditionWords, listAt, teamWords } from './document-words.ts';
import classes from './Policies.module.css';

/** The rules in the order in which they are tried. */
export function RoutingArea({ document }: { document: Bag }) {
  const complexity = bagAt(document, 'complexity');
  return (
    <Section title="Routing" aside="The first rule that fits">
      <ol className={classes.rules}>
        {listAt(document, 'routing')
          .filter(isBag)
          .map((rule) => (
            <li key={String(rule['id'])}>
              <Text>
                <strong>{conditionWords(bagAt(rule, 'when'))}</strong> → {teamWords(rule['team'])},{' '}
                {rule['assign'] === 'least-loaded' ? 'to whoever has least to do' : 'into the queue'}
                {typeof rule['skill'] === 'string' &&
                  `, by people who know ${fromKey(rule['skill']).toLowerCase()}`}
              </Text>
              <Text size="sm" c="dimmed">
                {sentence(String(rule['because']))} ({String(rule['id'])})
              </Text>
            </li>
          ))}
      </ol>
      <Text size="sm" c="dimmed" mt="sm">
        Complex is a request of {String(complexity['linesFrom'])} lines or {String(complexity['reasonsFrom'])}{' '}
        reasons, or from {amountWords(complexity['amountFrom'])}.
      </Text>
    </Section>
  );
}
