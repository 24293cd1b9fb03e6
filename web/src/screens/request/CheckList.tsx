import { Text } from '@mantine/core';
import type { Check } from '../../api/resources.ts';
import { Facts } from '../../parts/Facts.tsx';
import { CheckResult } from './CheckResult.tsx';
import classes from './Checks.module.css';
import { sentence } from '../../parts/words.ts';

/** The same lines where four columns have no room. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className={classes.list}>
      {checks.map((check) => (
        <li key={check.id} data-passed={check.passed} className={classes.item}>
          <div className={classes.itemHead}>
            <Text fw={500}>{check.label}</Text>
            <CheckResult passed={check.passed} />
          </div>
          <Facts
            facts={[
              ['Claimed', sentence(check.claimed)],
              ['Found', <span key="found">{sentence(check.found)}</span>],
            ]}
          />
          <Text size="sm" c="dimmed" mt={2}>
            {[sentence(check.rule), check.sources.join(', ')].filter(Boolean).join(' · ')}
          </Text>
        </li>
      ))}
    </ul>
  );
}
