import type { Money } from '../api/resources.ts';

/** Thousands separators in the decimal string as it came; never parsed, so never rounded. */
export function grouped(amount: string): string {
  const [, sign = '', whole = amount, fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? [];
  return `${sign ? '−' : ''}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

export const moneyWords = ({ amount, currency }: Money): string => `${grouped(amount)} ${currency}`;

export const isZero = ({ amount }: Money): boolean => !/[1-9]/.test(amount);
