import { Text } from '@mantine/core';
import { Amount } from '../../parts/Amount.tsx';
import { RowLink } from '../../parts/RowLink.tsx';
import { StageBadge } from '../../parts/StageBadge.tsx';
import { When } from '../../parts/When.tsx';
import { ClaimButton } from './ClaimButton.tsx';
import classes from './Queue.module.css';
import { aboutWords } from './queue-words.ts';
import type { QueueRowsProps } from './QueueRows.tsx';

/** The same rows where columns have no room. */
export function QueueCards({ rows, selected, oneTeam, claiming, onSelect }: QueueRowsProps) {
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
            <Amount of={row.claimed} strong />
          </div>
          <Text size="sm" c="dimmed">
            {row.customer.name} · {row.id}
          </Text>
          <Text size="sm">{aboutWords(row, oneTeam)}</Text>
          <div className={classes.foot}>
            <div>
              <StageBadge stage={row.stage} outcome={row.outcome} />
              <Text size="sm" mt={4}>
                {row.priority && `${row.priority}, `}
                {row.slaDue ? (
                  <>
                    due <When at={row.slaDue} entity={row.legalEntity} as="due" />
                  </>
                ) : (
                  'no deadline'
                )}
              </Text>
            </div>
            {claiming && <ClaimButton row={row} claiming={claiming} size="sm" />}
          </div>
        </li>
      ))}
    </ul>
  );
}
