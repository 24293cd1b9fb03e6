import { CURRENCY_CODES, type CurrencyCode } from '../../domain/money.ts';
import type { Tx } from '../connection.ts';
import { exchangeRates } from '../schema/governance.ts';
import { addDays } from './days.ts';
import { SEED_ENTITIES } from './entities.ts';

/** Days before and after today that have a rate; a database kept for longer is seeded again, or fed by whoever runs it. */
const AROUND = { before: 60, after: 30 };

/** Dollars for one unit, in ten-thousandths; about what they were, made up for demonstration. */
const IN_DOLLARS: Readonly<Record<CurrencyCode, number>> = {
  USD: 10_000,
  EUR: 10_800,
  GBP: 12_700,
  CHF: 11_300,
  JPY: 67,
};

/** Rates of every currency into every functional currency, one a day around today. What is there stays. */
export async function writeExchangeRates(tx: Tx, today: string): Promise<void> {
  const functional = [...new Set(SEED_ENTITIES.map(({ currency }) => currency))];
  const days = Array.from({ length: AROUND.before + AROUND.after + 1 }, (_, i) =>
    addDays(today, i - AROUND.before),
  );
  const rows = functional.flatMap((to) =>
    CURRENCY_CODES.filter((from) => from !== to).flatMap((from) =>
      days.map((day) => ({ from, to, day, rate: (IN_DOLLARS[from] / IN_DOLLARS[to]).toFixed(6) })),
    ),
  );
  await tx.insert(exchangeRates).values(rows).onConflictDoNothing();
}
