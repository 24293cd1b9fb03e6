import type { Money } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { isZero, netOf } from '../../parts/money-words.ts';
import classes from './Ledger.module.css';

/** The net of both sides, on the side that has more; an account that is even shows 0.00 without a side. */
export function Balance({ debit, credit }: { readonly debit: Money; readonly credit: Money }) {
  const net = netOf(debit, credit);
  if (isZero(net)) return <Amount of={net} />;
  return net.amount.startsWith('-') ? (
    <Sided of={netOf(credit, debit)} side="Cr" />
  ) : (
    <Sided of={net} side="Dr" />
  );
}

export function Sided({ of, side }: { readonly of: Money; readonly side: 'Dr' | 'Cr' }) {
  return (
    <span className={classes.sided}>
      <Amount of={of} /> <abbr title={side === 'Dr' ? 'Debit' : 'Credit'}>{side}</abbr>
    </span>
  );
}
