import { grouped } from './money-words.ts';

export type Bag = Readonly<Record<string, unknown>>;

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Digits after the point where they are not two. */
const DIGITS: Readonly<Record<string, number>> = { JPY: 0 };

/** A value of evidence in words when it has no parts of its own; null when it does. */
export function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const words = value.map(wordsOf);
    return words.every((word) => word !== null) ? words.join(', ') || '–' : null;
  }
  return isBag(value) ? moneyOf(value) : null;
}

/** Money as answers hold it (amount) and as evidence holds it (minor units): shifted as text, never computed. */
function moneyOf({ amount, minor, currency }: Bag): string | null {
  if (typeof currency !== 'string') return null;
  if (typeof amount === 'string') return `${grouped(amount)} ${currency}`;
  if (typeof minor !== 'string') return null;
  const digits = DIGITS[currency] ?? 2;
  const [, sign = '', number = ''] = /^(-?)(\d+)$/.exec(minor) ?? [];
  const padded = number.padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const fraction = digits > 0 ? `.${padded.slice(-digits)}` : '';
  return `${grouped(`${sign}${whole}${fraction}`)} ${currency}`;
}

/** "unitPrice" and "unit-price" as "Unit price". */
export function labelOf(key: string): string {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const columnsOf = (rows: readonly Bag[]): string[] => [...new Set(rows.flatMap(Object.keys))];
