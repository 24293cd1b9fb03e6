import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PolicySummary } from '../../api/resources.ts';
import rowClasses from '../../parts/RowLink.module.css';
import { EffectiveFrom } from './EffectiveFrom.tsx';
import classes from './Policies.module.css';
import { PolicyState } from './PolicyState.tsx';

/** The same rows where columns have no room. */
export function PolicyCards({ policies }: { policies: readonly PolicySummary[] }) {
  return (
    <ul className={classes.cards}>
      {policies.map((policy) => (
        <li key={policy.version} className={classes.card}>
          <div className={classes.line}>
            <Link to="/policies/$version" params={{ version: policy.version }} className={rowClasses.link}>
              {policy.version}
            </Link>
            <PolicyState policy={policy} />
          </div>
          {policy.note && <Text size="sm">{policy.note}</Text>}
          <Text size="sm" c="dimmed">
            From <EffectiveFrom at={policy.effectiveFrom} /> · by {policy.author.name} · {policy.openRequests}{' '}
            open {policy.openRequests === 1 ? 'request' : 'requests'}
          </Text>
        </li>
      ))}
    </ul>
  );
}
