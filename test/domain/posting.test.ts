import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURRENCY_CODES, fromJson, money, moneyOf } from '../../domain/money.ts';
import { postingLines, totalOf, transfer } from '../../domain/posting.ts';
import { ACCOUNT_KEYS, ITEM_CATEGORIES } from '../../domain/vocabulary.ts';
import { shown } from './builders.ts';

const receivables = { key: 'accounts-receivable' } as const;
const tax = { key: 'output-tax' } as const;
const usd = (amount: string) => moneyOf(amount, 'USD');

describe('a transfer', () => {
  const revenue = { key: 'revenue', category: 'goods' } as const;
  test.each([0n, -1n])('of %s cents is refused', (minor) => {
    expect(() => transfer(revenue, receivables, money(minor, 'USD'))).toThrow('positive amount');
  });

  test('between an account and itself is refused', () => {
    expect(() => transfer(receivables, receivables, usd('1.00'))).toThrow('two accounts');
    expect(() => transfer(revenue, { ...revenue }, usd('1.00'))).toThrow('two accounts');
  });

  test('may move revenue from one category to another', () => {
    const moved = transfer(revenue, { key: 'revenue', category: 'services' }, usd('1.00'));
    expect(shown(moved.amount)).toBe('1.00');
  });

  test('is plain JSON and names what it concerns', () => {
    const made = transfer(revenue, receivables, usd('25.00'), { customerId: 'C', invoiceId: 'I' });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made).toMatchObject({ customerId: 'C', invoiceId: 'I', amount: { minor: '2500' } });
  });
});

describe('the lines people read', () => {
  // Worked example 4 (telecom): 8,000.00 net and 1,200.00 tax leave, 9,200.00 of receivables go.
  const telecom = [
    transfer({ key: 'revenue', category: 'services' }, receivables, usd('8000.00')),
    transfer(tax, receivables, usd('1200.00')),
  ];

  test('come debits first, each account once a side', () => {
    expect(postingLines(telecom).map((line) => [line.account, line.side, shown(line.amount)])).toEqual([
      ['revenue', 'debit', '8000.00'],
      ['output-tax', 'debit', '1200.00'],
      ['accounts-receivable', 'credit', '9200.00'],
    ]);
  });

  test('keep an account that is debited and credited on both sides', () => {
    const there = transfer(receivables, { key: 'customer-credits' }, usd('5.00'));
    const back = transfer({ key: 'customer-credits' }, receivables, usd('3.00'));
    expect(postingLines([there, back]).map((line) => [line.account, line.side, shown(line.amount)])).toEqual([
      ['accounts-receivable', 'debit', '5.00'],
      ['customer-credits', 'debit', '3.00'],
      ['customer-credits', 'credit', '5.00'],
      ['accounts-receivable', 'credit', '3.00'],
    ]);
  });

  test('never mix two currencies', () => {
    const lines = postingLines([
      transfer(tax, receivables, usd('1.00')),
      transfer(tax, receivables, moneyOf('1.00', 'EUR')),
    ]);
    expect(lines.map((line) => `${line.side} ${line.amount.minor} ${line.amount.currency}`)).toEqual([
      'debit 100 USD',
      'debit 100 EUR',
      'credit 100 USD',
      'credit 100 EUR',
    ]);
  });

  test('give the total of one account and side', () => {
    expect(shown(totalOf(telecom, 'credit', 'accounts-receivable', 'USD'))).toBe('9200.00');
    expect(shown(totalOf(telecom, 'debit', 'accounts-receivable', 'USD'))).toBe('0.00');
    expect(shown(totalOf(telecom, 'credit', 'accounts-receivable', 'EUR'))).toBe('0.00');
  });
});

test('whatever is transferred, debits equal credits in every currency', () => {
  const account = fc.record({
    key: fc.constantFrom(...ACCOUNT_KEYS),
    category: fc.constantFrom(...ITEM_CATEGORIES),
  });
  const one = fc
    .record({
      debit: account,
      credit: account,
      minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      currency: fc.constantFrom(...CURRENCY_CODES),
    })
    .filter(({ debit, credit }) => debit.key !== credit.key);
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 30 }), (parts) => {
      const transfers = parts.map(({ debit, credit, minor, currency }) =>
        transfer(debit, credit, money(minor, currency)),
      );
      const lines = postingLines(transfers);
      for (const currency of CURRENCY_CODES) {
        const total = (side: string) =>
          lines
            .filter((line) => line.side === side && line.amount.currency === currency)
            .reduce((sum, line) => sum + fromJson(line.amount).minor, 0n);
        const moved = parts.filter((part) => part.currency === currency);
        expect(total('debit')).toBe(total('credit'));
        expect(total('debit')).toBe(moved.reduce((sum, part) => sum + part.minor, 0n));
      }
      const names = lines.map((line) => `${line.side}/${line.account}/${line.amount.currency}`);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});
