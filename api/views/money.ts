import type { CurrencyCode, Money, MoneyJson } from '../../domain/money.ts';
import { fromJson, money, toDecimalString } from '../../domain/money.ts';

export interface MoneyView {
  amount: string;
  currency: CurrencyCode;
}

export const moneyOf = (value: Money): MoneyView => ({
  amount: toDecimalString(value),
  currency: value.currency,
});

export const moneyOfJson = (value: MoneyJson): MoneyView => moneyOf(fromJson(value));

/** Of a bigint column and the currency beside it. */
export const moneyOfColumns = (minor: bigint, currency: string): MoneyView =>
  moneyOf(money(minor, currency as CurrencyCode));
