import type { Money } from '../api/resources.ts';

/** Thousands separators in the decimal string as it came; never parsed, so never rounded. */
export function grouped(amount: string): string {
  const [, sign = '', whole = amount, fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? [];
  return `${sign ? '−' : ''}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

export const moneyWords = ({ amount, currency }: Money): string => `${grouped(amount)} ${currency}`;

/** Debit less credit, exactly: the net of two decimal strings of one currency. */
export function netOf(debit: Money, credit: Money): Money {
  const decimals = debit.amount.split('.')[1]?.length ?? 0;
  const minor = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''));
  const net = minor(debit) - minor(credit);
  const digits = String(net < 0n ? -net : net).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const amount = `${net < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
  return { amount, currency: debit.currency };
}

export const isZero = ({ amount }: Money): boolean => !/[1-9]/.test(amount);
