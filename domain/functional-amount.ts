import type { LocalDate } from './instant.ts';
import { atRate, toJson, type CurrencyCode, type Money, type MoneyJson } from './money.ts';

/** How old a rate may be, in calendar days before the day it is used on: one that is older is none. */
export const OLDEST_RATE_DAYS = 7;

/** Units of the functional currency for one unit of another, on a day. */
export interface ExchangeRate {
  /** A plain decimal. */
  readonly rate: string;
  readonly day: LocalDate;
}

/** An amount in the functional currency of its legal entity, with what it was converted by; pinned in the content hash. */
export interface FunctionalAmount {
  readonly amount: MoneyJson;
  /** "1" where the amount is in the functional currency. */
  readonly rate: string;
  /** The day of the rate; of the proposal where none is needed. */
  readonly day: LocalDate;
}

/**
 * An amount in the functional currency at the rate of the proposal date, half-up to its minor unit (domain rules 2).
 * @param day the proposal's, in the entity's zone
 * @param rate the newest one on or before that day, if there is one; not asked for an amount in the functional currency
 * @returns null where there is no rate, so that what is asked of the amount can't be answered
 */
export function functionalAmount(
  value: Money,
  functional: CurrencyCode,
  day: LocalDate,
  rate: ExchangeRate | undefined,
): FunctionalAmount | null {
  if (value.currency === functional) return { amount: toJson(value), rate: '1', day };
  if (!rate) return null;
  return { amount: toJson(atRate(value, rate.rate, functional)), rate: rate.rate, day: rate.day };
}
