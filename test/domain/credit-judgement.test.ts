import { describe, expect, it } from 'vitest';
import { creditedBefore, creditLine, movedSince } from '../../domain/credit-memo.ts';
import { moneyOf, share, toDecimalString } from '../../domain/money.ts';
import { requiredApprovals } from '../../domain/approval-chain.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { invoiceOf, lineOf, usd } from './builders.ts';

const money = (text: string) => moneyOf(text, 'USD');

describe('a credit is pinned to what had been credited when it was judged', () => {
  const line = lineOf({ line: 1, net: usd('10.00'), tax: usd('1.51'), taxRate: '0.15' });
  const invoice = invoiceOf({ lines: [line] });
  const judgedOn = creditedBefore(invoice, [creditLine(line, money('3.30'))]);

  it('stands while nothing else was credited', () => {
    expect(movedSince(invoice, judgedOn)).toBeUndefined();
  });
  it.each([
    ['net', { creditedNet: usd('0.01') }],
    ['tax alone', { creditedTax: usd('0.01') }],
  ])('falls when %s of the line was credited since', (_what, change) => {
    expect(movedSince(invoiceOf({ lines: [{ ...line, ...change }] }), judgedOn)).toBe(1);
  });
  it('falls when the line is gone', () => {
    expect(movedSince(invoiceOf({ lines: [] }), judgedOn)).toBe(1);
  });
});

it('after tax alone was credited, only the share of tax that is left goes with the net', () => {
  const line = lineOf({
    line: 1,
    net: usd('100.00'),
    tax: usd('19.00'),
    taxRate: '0.19',
    creditedTax: usd('9.00'),
  });
  expect(creditLine(line, money('50.00')).tax).toEqual(usd('5.00'));
  expect(creditLine(line, money('100.00')).tax).toEqual(usd('10.00'));
});

it.each([
  ['10.00', '1.00', '3.00', '3.33'],
  ['0.05', '1.00', '2.00', '0.03'],
  ['10.00', '3.00', '3.00', '10.00'],
])('the share of %s for %s of %s is %s', (value, part, whole, expected) => {
  expect(toDecimalString(share(money(value), money(part), money(whole)))).toBe(expected);
});

it('an amount in a foreign currency takes the highest band and is never automatic', () => {
  const chain = requiredApprovals(policyV1, {
    column: 'credit-memo',
    amount: moneyOf('100', 'JPY'),
    earlier: moneyOf('0', 'JPY'),
    team: 'billing',
    everyCheckPassed: true,
    exactCash: false,
    unpriced: true,
  });
  expect(chain.seats.map(({ role }) => role)).toEqual(['controller', 'cfo']);
});
