import { and, desc, eq, gte, lte } from 'drizzle-orm';
import { OLDEST_RATE_DAYS, type ExchangeRate } from '../../domain/functional-amount.ts';
import { daysBefore, type LocalDate } from '../../domain/instant.ts';
import type { CurrencyCode } from '../../domain/money.ts';
import type { Tx } from '../connection.ts';
import { exchangeRates } from '../schema/governance.ts';

/** The newest rate between two currencies on or before a day, none that is older than the days allowed. Nothing is inverted or crossed. */
export async function rateOn(
  tx: Tx,
  from: CurrencyCode,
  to: CurrencyCode,
  day: LocalDate,
): Promise<ExchangeRate | undefined> {
  const [row] = await tx
    .select({ rate: exchangeRates.rate, day: exchangeRates.day })
    .from(exchangeRates)
    .where(
      and(
        eq(exchangeRates.from, from),
        eq(exchangeRates.to, to),
        lte(exchangeRates.day, day),
        gte(exchangeRates.day, daysBefore(day, OLDEST_RATE_DAYS)),
      ),
    )
    .orderBy(desc(exchangeRates.day))
    .limit(1);
  return row;
}
