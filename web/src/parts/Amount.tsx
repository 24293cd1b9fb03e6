import type { Money } from '../api/resources.ts';
import { grouped } from './money-words.ts';

/** An exact amount with its currency; in columns, right-align the cell. */
export function Amount({ of, strong = false }: { of: Money; strong?: boolean }) {
  return (
    <span className="amount" style={strong ? { fontWeight: 600 } : undefined}>
      {grouped(of.amount)}
      <span className="currency">{of.currency}</span>
    </span>
  );
}
