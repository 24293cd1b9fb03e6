import { money, toDecimalString, type CurrencyCode, type Money } from './money.ts';

/** An amount as people read it: "100,000.00 USD". */
export const amountWords = (value: Money): string =>
  `${toDecimalString(value).replaceAll(/\B(?=(\d{3})+(\.|$))/g, ',')} ${value.currency}`;

/** A bound of the policy. @param minor minor units, as the policy writes them */
export const boundWords = (minor: string, currency: CurrencyCode): string =>
  amountWords(money(BigInt(minor), currency));

/** "a", "a or b", "a, b or c". */
export const either = (words: readonly string[]): string => listed(words, 'or');
/** "a", "a and b", "a, b and c". */
export const all = (words: readonly string[]): string => listed(words, 'and');

const listed = (words: readonly string[], link: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`;
