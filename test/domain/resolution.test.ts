import { describe, expect, test } from 'vitest';
import type { Resolution } from '../../domain/assessment.ts';
import type { Invoice } from '../../domain/invoice.ts';
import { fromJson } from '../../domain/money.ts';
import { postingLines } from '../../domain/posting.ts';
import { renderLetter } from '../../domain/letters.ts';
import { amountOf, letterOf, matrixColumnOf, openAfter, transfersOf } from '../../domain/resolution.ts';
import { invoiceOf, lineOf, shown, usd } from './builders.ts';

type Cash = Extract<Resolution, { kind: 'cash-application' }>;
const credit = (net: string, tax = '0.00', gross = net): Resolution => ({
  ...{ kind: 'credit-memo', invoiceId: 'INV-1', reason: 'PRICE', gross: usd(gross), judgedOn: [] },
  lines: [{ line: 1, item: 'PUMP-40', net: usd(net), tax: usd(tax) }],
});
const cash = (change: Partial<Cash> = {}): Resolution => ({
  ...{ kind: 'cash-application', receiptId: 'RCPT-1', invoiceId: 'INV-1', heldIn: 'unidentified-cash' },
  ...{ amount: usd('1000.00'), otherPayer: false, exact: true },
  ...change,
});
const occasion = { customerName: 'Dana', claimed: fromJson(usd('200.00')), ground: 'Only 200.00 was wrong.' };
const denial: Resolution = { kind: 'denial', amount: usd('300.00'), explanation: 'the price is right' };
const invoice = invoiceOf();
const posted = (resolution: Resolution, of: Invoice | null = invoice) =>
  postingLines(transfersOf(resolution, of)).map(
    ({ account, side, amount }) => `${side} ${account} ${shown(amount)}`,
  );

test('the column of the matrix is that of the effect', () => {
  expect([credit('1.00'), cash(), cash({ otherPayer: true }), denial].map(matrixColumnOf)).toEqual([
    ...['credit-memo', 'cash-application', 'cash-application-other-payer', 'denial'],
  ]);
});

test('the matrix is read with the adjustment, gross, not with the invoice', () => {
  expect([credit('100.00', '15.00', '115.00'), cash(), denial].map((one) => shown(amountOf(one)))).toEqual([
    ...['115.00', '1000.00', '300.00'],
  ]);
});

describe('what is posted', () => {
  const telecom = invoiceOf({
    lines: [lineOf({ quantity: '80', price: '300.00', taxRate: '0.15', category: 'services' })],
  });
  const cases: [what: string, resolution: Resolution, of: Invoice, lines: string[]][] = [
    [
      'for a credit: revenue and tax against receivables',
      credit('8000.00', '1200.00', '9200.00'),
      telecom,
      ['debit revenue 8000.00', 'debit output-tax 1200.00', 'credit accounts-receivable 9200.00'],
    ],
    [
      'for a credit on a paid invoice: customer credits',
      credit('200.00'),
      invoiceOf({ open: usd('0.00') }),
      ['debit revenue 200.00', 'credit customer-credits 200.00'],
    ],
    [
      'for unidentified cash',
      cash(),
      invoice,
      ['debit unidentified-cash 1000.00', 'credit accounts-receivable 1000.00'],
    ],
    [
      'for unapplied cash',
      cash({ heldIn: 'unapplied-cash' }),
      invoice,
      ['debit unapplied-cash 1000.00', 'credit accounts-receivable 1000.00'],
    ],
    ['for a denial: nothing', denial, invoice, []],
  ];
  test.each(cases)('%s', (_what, resolution, of, lines) => {
    expect(posted(resolution, of)).toEqual(lines);
  });

  test('names receipt, invoice and customer', () => {
    expect(transfersOf(cash(), invoice)).toMatchObject([
      { receiptId: 'RCPT-1', invoiceId: 'INV-1', customerId: 'CUST-1' },
    ]);
  });

  test('never without the invoice, unless nothing is posted', () => {
    expect(() => posted(credit('1.00'), null)).toThrow('needs its invoice');
    expect(() => posted(cash(), null)).toThrow('needs its invoice');
    expect(posted(denial, null)).toEqual([]);
  });
});

test('what stays open is never less than nothing, and is unchanged by a denial', () => {
  const after = (resolution: Resolution, open: string) =>
    shown(openAfter(resolution, invoiceOf({ open: usd(open) })));
  expect(after(credit('200.00'), '1000.00')).toBe('800.00');
  expect(after(credit('200.00'), '150.00')).toBe('0.00');
  expect(after(cash(), '1000.00')).toBe('0.00');
  expect(after(denial, '1000.00')).toBe('1000.00');
});

describe('the letter', () => {
  const cases: [what: string, resolution: Resolution, of: Invoice | null, says: string[]][] = [
    [
      'of a credit tells the credit; what the invoice comes to is the corrected invoice’s to say',
      credit('200.00'),
      invoice,
      [
        'Our finding: price differs from what was agreed',
        'credited 200.00 USD',
        'The corrected invoice comes with a separate letter',
      ],
    ],
    [
      'of a credit below the claim says what is not granted, and why',
      credit('150.00'),
      invoice,
      ['Of the 200.00 USD you claim we have credited 150.00 USD', 'Our reason: Only 200.00 was wrong.'],
    ],
    ['of an application tells that the invoice is paid', cash(), invoice, ['1,000.00 USD', 'paid in full']],
    [
      'of a part tells what is open',
      cash({ amount: usd('400.00') }),
      invoice,
      ['400.00 USD', '600.00 USD of the invoice is open'],
    ],
    [
      'of a denial gives the reason',
      denial,
      invoice,
      ['invoice INV-1', '300.00 USD', 'Our reason: the price is right'],
    ],
    ['of a denial without an invoice speaks of the account', denial, null, ['your account']],
  ];
  test.each(cases)('%s', (_what, resolution, of, says) => {
    const { text } = renderLetter(letterOf(resolution, of, occasion));
    for (const words of ['Dear Dana,', ...says]) expect(text).toContain(words);
  });

  test('is never made without the invoice it is about', () => {
    expect(() => letterOf(credit('1.00'), null, occasion)).toThrow('needs its invoice');
  });
});
