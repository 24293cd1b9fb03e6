import { IconCheck, IconEqualNot } from '@tabler/icons-react';
import classes from './Ledger.module.css';

export function BalancedMark({ balanced }: { balanced: boolean }) {
  const Mark = balanced ? IconCheck : IconEqualNot;
  return (
    <span className={classes.mark} data-balanced={balanced}>
      <Mark size={15} aria-hidden /> {balanced ? 'balanced' : 'not balanced'}
    </span>
  );
}
