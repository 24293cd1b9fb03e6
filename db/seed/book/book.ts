import { money, type Money } from '../../../domain/money.ts';
import { addDays } from '../days.ts';
import type { SeedEntity } from '../entities.ts';
import { diceOf } from '../random.ts';
import type { Records } from '../records.ts';
import { accountOf } from './customers.ts';
import { CUSTOMER_NAMES } from './names.ts';
import { tradeOf, type Numbers } from './trade.ts';

export interface Book extends Records {
  readonly openingCash: Money;
  readonly openedOn: string;
}

const SEED: Readonly<Record<string, number>> = { US10: 1_010, DE20: 2_020 };

/** A year of trade of one legal entity up to `today`. Pure: the same entity and day make the same book. */
export function bookOf(entity: SeedEntity, today: string): Book {
  const dice = diceOf(SEED[entity.code] ?? 1);
  const accounts = (CUSTOMER_NAMES[entity.code] ?? []).map((named, index) =>
    accountOf(entity, named, index, dice, today),
  );
  const numbers = numbersFrom(entity.code === 'US10' ? 30_001 : 60_001);
  const trades = accounts.map((account) => tradeOf(entity, account, dice, numbers, today));
  return {
    customers: accounts.map(({ customer }) => customer),
    contracts: accounts.map(({ contract }) => contract),
    prices: accounts.flatMap(({ prices }) => prices),
    invoices: trades.flatMap(({ invoices }) => invoices),
    receipts: trades.flatMap(({ receipts }) => receipts),
    openingCash: money(150_000_000n, entity.currency),
    openedOn: addDays(today, -320),
  };
}

function numbersFrom(first: number): Numbers {
  const counter = (): (() => number) => {
    let next = first;
    return () => next++;
  };
  return { invoice: counter(), receipt: counter() };
}
