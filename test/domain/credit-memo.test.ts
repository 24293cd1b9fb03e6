import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditable, creditLine, creditMemoTransfers, restatedTotal } from '../../domain/credit-memo.ts';
import { fromJson, money, moneyOf, toJson } from '../../domain/money.ts';
import { postingLines } from '../../domain/posting.ts';
import { credited, invoiceOf, lineOf, shown, usd } from './builders.ts';

const of = (amount: string) => moneyOf(amount, 'USD');
/** Domain rules 4: net 1,000, tax 19 %. */
const taxed = lineOf({ quantity: '1', price: '1000.00', taxRate: '0.19', taxCode: 'STANDARD' });

describe('a credit of a line', () => {
  const cases: [net: string, tax: string][] = [
    ['100.00', '19.00'],
    ['0.01', '0.00'],
    ['0.03', '0.01'],
    ['999.99', '190.00'],
    ['1000.00', '190.00'],
  ];
  test.each(cases)('of %s net takes %s of tax along', (net, tax) => {
    expect(creditLine(taxed, of(net))).toEqual({ line: 1, item: 'PUMP-40', net: usd(net), tax: usd(tax) });
  });

  test.each([0n, -1n])('of %s cents is refused', (minor) => {
    expect(() => creditLine(taxed, money(minor, 'USD'))).toThrow('left to credit');
  });

  test('above what is left is refused', () => {
    expect(() => creditLine(taxed, of('1000.01'))).toThrow('left to credit');
    const most = credited(taxed, creditLine(taxed, of('900.00')));
    expect(shown(creditable(most))).toBe('100.00');
    expect(() => creditLine(most, of('100.01'))).toThrow('left to credit');
    expect(shown(creditLine(most, of('100.00')).tax)).toBe('19.00');
  });

  test('that uses the line up takes the residue of its tax', () => {
    // 3 × 0.33 at 19 %: 0.06 each and 0.19 in all, so the last one takes 0.07.
    const line = lineOf({ quantity: '3', price: '0.33', taxRate: '0.19' });
    const one = creditLine(line, of('0.33'));
    const two = creditLine(credited(line, one), of('0.33'));
    const three = creditLine(credited(line, one, two), of('0.33'));
    expect([one, two, three].map(({ tax }) => shown(tax))).toEqual(['0.06', '0.06', '0.07']);
  });
});

test('small credits, each rounded up, never take more tax than was billed', () => {
  // 10 × 0.03 at 19 % are 0.06 of tax; each 0.03 alone would round to 0.01.
  let line = lineOf({ quantity: '10', price: '0.03', taxRate: '0.19' });
  const taken = Array.from({ length: 10 }, () => {
    const piece = creditLine(line, of('0.03'));
    line = credited(line, piece);
    return fromJson(piece.tax).minor;
  });
  expect(taken.every((tax) => tax >= 0n)).toBe(true);
  expect(taken.reduce((total, tax) => total + tax)).toBe(6n);
});

test('however a line is credited away, the tax credited is the tax billed', () => {
  const line = fc.record({
    net: fc.integer({ min: 1, max: 10_000_00 }),
    rate: fc.constantFrom('0', '0.07', '0.08', '0.15', '0.19'),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(line, ({ net, rate, cuts }) => {
      const original = lineOf({ quantity: `${net}`, price: '0.01', taxRate: rate });
      const marks = [...new Set([0, ...cuts.map((cut) => Math.floor(cut * net)), net])].toSorted(
        (a, b) => a - b,
      );
      let left = original;
      for (const [i, mark] of marks.entries()) {
        if (i === 0) continue;
        const piece = creditLine(left, money(BigInt(mark - (marks[i - 1] ?? 0)), 'USD'));
        expect(fromJson(piece.tax).minor >= 0n).toBe(true);
        left = credited(left, piece);
      }
      expect([left.creditedNet, left.creditedTax]).toEqual([original.net, original.tax]);
    }),
  );
});

describe('its entry', () => {
  const invoice = invoiceOf({ lines: [taxed] });
  const posted = (net: string, open: string) =>
    postingLines(creditMemoTransfers(invoice, [creditLine(taxed, of(net))], of(open))).map(
      ({ account, side, amount }) => `${side} ${account} ${shown(amount)}`,
    );
  const left = ['debit revenue 100.00', 'debit output-tax 19.00'];
  const cases: [what: string, open: string, credits: string[]][] = [
    ['reduces receivables while the invoice is open', '1190.00', ['credit accounts-receivable 119.00']],
    ['reduces them by all that is open, to the cent', '119.00', ['credit accounts-receivable 119.00']],
    [
      'gives the customer the rest as credit when less is open',
      '60.00',
      ['credit accounts-receivable 60.00', 'credit customer-credits 59.00'],
    ],
    [
      'splits the tax where the open amount ends',
      '110.00',
      ['credit accounts-receivable 110.00', 'credit customer-credits 9.00'],
    ],
    ['gives it all as credit when the invoice is paid', '0.00', ['credit customer-credits 119.00']],
  ];
  test.each(cases)('%s', (_what, open, credits) => {
    expect(posted('100.00', open).toSorted()).toEqual([...left, ...credits].toSorted());
  });

  test('debits the revenue account of the original line, names its tax code, invoice and customer', () => {
    const [revenue, tax] = creditMemoTransfers(invoice, [creditLine(taxed, of('100.00'))], of('1190.00'));
    expect(revenue?.debit).toEqual({ key: 'revenue', category: 'goods', taxCode: 'STANDARD' });
    expect(tax?.debit).toEqual({ key: 'output-tax', taxCode: 'STANDARD' });
    for (const one of [revenue, tax]) expect(one).toMatchObject({ customerId: 'CUST-1', invoiceId: 'INV-1' });
  });

  test('of tax alone leaves revenue alone', () => {
    const taxOnly = { line: 1, item: 'PUMP-40', net: usd('0.00'), tax: usd('120.00') };
    const lines = postingLines(creditMemoTransfers(invoice, [taxOnly], of('1190.00')));
    expect(lines.map(({ account }) => account)).toEqual(['output-tax', 'accounts-receivable']);
  });

  test('of a line the invoice does not have is refused', () => {
    const line = { line: 9, item: 'X', net: usd('1.00'), tax: usd('0.00') };
    expect(() => creditMemoTransfers(invoice, [line], of('1.00'))).toThrow('no line 9');
  });

  test('never credits receivables with more than is open, and moves exactly the credit', () => {
    const cents = fc.bigInt({ min: 0n, max: 200_000n });
    fc.assert(
      fc.property(cents, fc.bigInt({ min: 1n, max: 100_000n }), (open, net) => {
        const credit = creditLine(taxed, money(net, 'USD'));
        const lines = postingLines(creditMemoTransfers(invoice, [credit], money(open, 'USD')));
        const total = (account: string) =>
          lines
            .filter((one) => one.account === account)
            .reduce((sum, one) => sum + BigInt(one.amount.minor), 0n);
        const gross = net + BigInt(credit.tax.minor);
        expect(total('accounts-receivable')).toBe(gross < open ? gross : open);
        expect(total('accounts-receivable') + total('customer-credits')).toBe(gross);
        expect(total('revenue') + total('output-tax')).toBe(gross);
      }),
    );
  });
});

test('the invoice comes to its gross less every credit, earlier ones too', () => {
  const first = creditLine(taxed, of('100.00'));
  const invoice = invoiceOf({ lines: [credited(taxed, first)], gross: toJson(of('1190.00')) });
  const second = creditLine(invoice.lines[0] ?? taxed, of('50.00'));
  expect(shown(restatedTotal(invoice, [second]))).toBe('1011.50');
});
