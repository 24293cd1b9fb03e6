import { Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { StageBadge } from '../../parts/StageBadge.tsx';
import { When } from '../../parts/When.tsx';
import type { RequestRowsProps } from './RequestRows.tsx';
import classes from './Requests.module.css';
import { waitingWords } from './waiting-words.ts';

/** The same rows where columns have no room. */
export function RequestCards({ rows, selected, onSelect }: RequestRowsProps) {
  return (
    <ul className={classes.cards}>
      {rows.map((row) => (
        <li key={row.id} className={classes.card} data-selected={row.id === selected || undefined}>
          <div className={classes.line}>
            <RowLink
              rowId={row.id}
              requestId={row.id}
              subject={row.subject}
              onFocus={() => onSelect(row.id)}
            />
            <Amount of={row.claimed} />
          </div>
          <Text size="sm" c="dimmed">
            {row.customer.name} · {row.id}
          </Text>
          <div className={classes.line}>
            <StageBadge stage={row.stage} outcome={row.outcome} />
            {row.slaDue && row.stage !== 'closed' && (
              <Text size="sm">
                {row.priority} due <When at={row.slaDue} entity={row.legalEntity} as="due" />
              </Text>
            )}
          </div>
          {row.stage !== 'closed' && <Text size="sm">Waiting for: {waitingWords(row)}</Text>}
        </li>
      ))}
    </ul>
  );
}
