import type { Dinero, DineroScaledAmount } from 'dinero.js/bigint';
import {
  add as plus,
  compare,
  convert,
  dinero,
  halfUp,
  multiply,
  subtract as minus,
  toDecimal,
  toSnapshot,
  transformScale,
} from 'dinero.js/bigint';
import * as currencies from 'dinero.js/bigint/currencies';

/** ISO 4217 codes Docket accepts. */
export const CURRENCY_CODES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY'] as const;
export type CurrencyCode = (typeof CURRENCY_CODES)[number];

/** An exact amount in minor units (cents) of one currency; may be negative. Only inside memory: on every wire it is MoneyJson. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

/** Money as it travels (workflow state, messages, JSON columns): Temporal's converter knows no bigint. */
export interface MoneyJson {
  readonly minor: string;
  readonly currency: CurrencyCode;
}

/** Largest magnitude accepted anywhere, in minor units: far above any receivable, far below a 64-bit column's end. */
export const MAX_MINOR = 10n ** 15n;

export const money = (minor: bigint, currency: CurrencyCode): Money => ({ minor, currency });
export const zero = (currency: CurrencyCode): Money => money(0n, currency);

const toDinero = (value: Money): Dinero<bigint, CurrencyCode> =>
  dinero({ amount: value.minor, currency: currencies[value.currency] }) as Dinero<bigint, CurrencyCode>;

const fromDinero = (value: Dinero<bigint, CurrencyCode>): Money => {
  const { amount, currency } = toSnapshot(value);
  return money(amount, currency.code);
};

/** @throws when the currencies differ: amounts of two currencies have no sum. */
export const add = (a: Money, b: Money): Money => fromDinero(plus(toDinero(a), toDinero(b)));

/** @throws when the currencies differ. */
export const subtract = (a: Money, b: Money): Money => fromDinero(minus(toDinero(a), toDinero(b)));

export const sum = (values: readonly Money[], currency: CurrencyCode): Money =>
  values.reduce(add, zero(currency));
export const negate = (value: Money): Money => money(-value.minor, value.currency);
export const min = (a: Money, b: Money): Money => (compareMoney(a, b) <= 0 ? a : b);
export const max = (a: Money, b: Money): Money => (compareMoney(a, b) >= 0 ? a : b);

/** -1, 0 or 1. @throws when the currencies differ. */
export const compareMoney = (a: Money, b: Money): number => compare(toDinero(a), toDinero(b));
export const isZero = (value: Money): boolean => value.minor === 0n;
export const isPositive = (value: Money): boolean => value.minor > 0n;
export const equalMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor === b.minor;

/**
 * The amount times a decimal factor (a quantity, a tax rate), rounded half-up to the currency's minor unit.
 * @param factor a plain decimal such as "0.19" or "80"
 */
export const times = (value: Money, factor: string): Money =>
  fromDinero(
    transformScale(multiply(toDinero(value), parseDecimal(factor)), minorDigits(value.currency), halfUp),
  );

/**
 * The amount in another currency, rounded half-up to that currency's minor unit.
 * @param rate units of `to` for one unit of the amount's currency: a plain decimal
 */
export const atRate = (value: Money, rate: string, to: CurrencyCode): Money => {
  const converted = convert(toDinero(value), currencies[to], { [to]: parseDecimal(rate) });
  return fromDinero(transformScale(converted as Dinero<bigint, CurrencyCode>, minorDigits(to), halfUp));
};

/** `value` × part / whole, half-up; how much of a sum goes with a part of what it belongs to. @throws when `whole` is zero */
export const share = (value: Money, part: Money, whole: Money): Money =>
  money((2n * value.minor * part.minor + whole.minor) / (2n * whole.minor), value.currency);

/** Minor digits of a currency: 2 for USD, 0 for JPY. */
export const minorDigits = (currency: CurrencyCode): bigint => currencies[currency].exponent;

/** "25000.00": plain decimal, a point, exactly the currency's digits; what people and APIs read. */
export const toDecimalString = (value: Money): string => toDecimal(toDinero(value));

export const toJson = (value: Money): MoneyJson => ({
  minor: value.minor.toString(),
  currency: value.currency,
});
export const fromJson = (value: MoneyJson): Money => money(BigInt(value.minor), value.currency);

export type ParsedMoney = { ok: true; value: Money } | { ok: false; problem: string };

/** Reads a decimal string as people write it into an API. Refuses signs, exponents, separators and more digits than the currency has. */
export function parseMoney(text: string, currency: CurrencyCode): ParsedMoney {
  const match = /^(\d{1,16})(?:\.(\d{1,16}))?$/.exec(text);
  if (!match) return { ok: false, problem: 'must be a plain decimal amount such as "1250.00"' };
  const digits = Number(minorDigits(currency));
  const fraction = match[2] ?? '';
  if (fraction.length > digits) {
    return { ok: false, problem: `has more than ${digits} decimal places, the most ${currency} has` };
  }
  const minor = BigInt(`${match[1]}${fraction.padEnd(digits, '0')}`);
  if (minor > MAX_MINOR) {
    return {
      ok: false,
      problem: `is larger than ${toDecimalString(money(MAX_MINOR, currency))}, the most Docket accepts`,
    };
  }
  return { ok: true, value: money(minor, currency) };
}

/** For figures that Docket itself wrote. @throws on anything parseMoney refuses. */
export function moneyOf(text: string, currency: CurrencyCode): Money {
  const parsed = parseMoney(text, currency);
  if (!parsed.ok) throw new Error(`amount "${text}" ${parsed.problem}`);
  return parsed.value;
}

function parseDecimal(text: string): DineroScaledAmount<bigint> {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a plain decimal`);
  const fraction = match[2] ?? '';
  return { amount: BigInt(`${match[1]}${fraction}`), scale: BigInt(fraction.length) };
}
