import type { Tx } from '../db/connection.ts';
import { rateOn } from '../db/stores/exchange-rates.ts';
import { functionalAmount, type FunctionalAmount } from '../domain/functional-amount.ts';
import { localDate } from '../domain/instant.ts';
import type { Money } from '../domain/money.ts';
import type { Casework } from './casework.ts';

/** In the entity's currency at the rate of the day it is there; null where there is none. */
export async function functionalOf(
  tx: Tx,
  amount: Money,
  { currency: functional, zone }: Pick<Casework['entity'], 'currency' | 'zone'>,
  now: string,
): Promise<FunctionalAmount | null> {
  const day = localDate(now, zone);
  const rate =
    amount.currency === functional ? undefined : await rateOn(tx, amount.currency, functional, day);
  return functionalAmount(amount, functional, day, rate);
}
