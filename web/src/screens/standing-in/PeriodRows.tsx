import { Badge, Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { When } from '../../parts/When.tsx';
import classes from './StandingIn.module.css';

export interface PeriodRow {
  readonly id: string;
  readonly title: string;
  readonly detail: ReactNode;
  readonly from: string;
  readonly until: string;
  /** Whose business zone the hover shows. */
  readonly entity?: string | undefined;
  readonly state: string;
  readonly inForce: boolean;
  readonly ended: boolean;
  /** What the reader may do about it: "Cancel", and for whom it is read out. */
  readonly action: { readonly label: string; readonly name: string; readonly onClick: () => void } | null;
}

/** Things that hold for a time, one a row. */
export function PeriodRows({ rows }: { rows: readonly PeriodRow[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={row.id} className={classes.row}>
          <div>
            <Text fw={row.ended ? 400 : 600} {...(row.ended && { c: 'dimmed' })}>
              {row.title}
            </Text>
            {row.detail && (
              <Text size="sm" c="dimmed">
                {row.detail}
              </Text>
            )}
          </div>
          <div>
            <Badge size="md" variant={row.inForce ? 'light' : 'default'}>
              {row.state}
            </Badge>
            <Text size="sm" mt={2}>
              <When at={row.from} entity={row.entity} /> to <When at={row.until} entity={row.entity} />
            </Text>
          </div>
          <div className={classes.act}>
            {row.action && (
              <Button size="xs" variant="default" aria-label={row.action.name} onClick={row.action.onClick}>
                {row.action.label}…
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
