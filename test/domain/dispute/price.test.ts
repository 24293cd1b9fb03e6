import { describe, expect, test } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import type { PriceAgreement } from '../../../domain/contract.ts';
import type { Invoice } from '../../../domain/invoice.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, credited, dossierOf, invoiceOf, lineOf, priceOf, shown, usd } from '../builders.ts';

interface Case {
  readonly claimed?: string;
  readonly invoice?: Partial<Invoice>;
  readonly prices?: readonly PriceAgreement[];
  readonly others?: readonly Invoice[];
}
const assess = ({ claimed = '200.00', invoice, prices = [priceOf()], others = [] }: Case = {}) =>
  assessDispute(
    claimOf({ amount: usd(claimed) }),
    'PRICE',
    dossierOf({ invoice: invoiceOf(invoice), prices, otherInvoices: others }),
    policyV1,
  );
const creditOf = (found: ReturnType<typeof assess>): string =>
  found.verdict === 'resolved' && found.resolution.kind === 'credit-memo'
    ? shown(found.resolution.gross)
    : 'a person';

test('10 pumps billed at 100.00 and agreed at 80.00 are 200.00 too much', () => {
  const found = assess();
  expect(found).toMatchObject({ verdict: 'resolved', outcome: 'VALID_FULL' });
  expect(creditOf(found)).toBe('200.00');
  expect(found.checks.map(({ id, passed }) => `${id} ${passed}`)).toEqual(['price-line-1 yes', 'amount yes']);
  expect(found.evidence.map(({ sourceRef }) => sourceRef)).toEqual(['INV-1', 'PA-1']);
});

describe('the price in force', () => {
  // Worked example 1: 125.00 until 30 June, 100.00 from 1 July.
  const prices = [
    priceOf({ id: 'PA-OLD', unitPrice: usd('125.00'), from: '2026-01-01', to: '2026-06-30' }),
    priceOf({ id: 'PA-NEW', unitPrice: usd('100.00'), from: '2026-07-01', to: null }),
  ];
  const lines = [lineOf({ quantity: '1000', price: '125.00' })];
  const cases: [when: string, invoice: Partial<Invoice>, credit: string][] = [
    ['is of the delivery day', { deliveryDate: '2026-10-02', date: '2026-10-05' }, '25000.00'],
    ['changes on the first day of the new agreement', { deliveryDate: '2026-07-01' }, '25000.00'],
    ['is the old one on its last day', { deliveryDate: '2026-06-30' }, 'a person'],
    [
      'is of the delivery, though ordered before',
      { deliveryDate: '2026-07-01', orderDate: '2026-06-01' },
      '25000.00',
    ],
    [
      'is of the order when no delivery is known',
      { orderDate: '2026-06-15', date: '2026-07-05' },
      'a person',
    ],
    ['is of the invoice when neither is known', { date: '2026-07-05' }, '25000.00'],
    ['is unknown before the first agreement', { deliveryDate: '2025-12-31' }, 'a person'],
  ];
  test.each(cases)('%s', (_when, invoice, credit) => {
    expect(creditOf(assess({ claimed: '25000.00', invoice: { ...invoice, lines }, prices }))).toBe(credit);
  });

  test('names the agreement it rests on', () => {
    const { evidence } = assess({
      claimed: '25000.00',
      invoice: { deliveryDate: '2026-10-02', lines },
      prices,
    });
    expect(evidence.map(({ sourceRef }) => sourceRef)).toEqual(['INV-1', 'PA-NEW']);
  });
});

test('tax follows the price: 80 TB at 300.00 instead of 200.00 with 15 % tax are 9,200.00', () => {
  const lines = [
    lineOf({ item: 'TB', quantity: '80', price: '300.00', taxRate: '0.15', taxCode: 'TELECOM' }),
  ];
  const prices = [priceOf({ item: 'TB', unitPrice: usd('200.00') })];
  const found = assess({ claimed: '9200.00', invoice: { lines }, prices });
  expect(found).toMatchObject({
    resolution: { lines: [{ line: 1, net: usd('8000.00'), tax: usd('1200.00') }], gross: usd('9200.00') },
  });
});

describe('a person decides', () => {
  const cases: [when: string, change: Case, why: RegExp][] = [
    ['without an agreement', { prices: [] }, /no price agreement was in force/],
    ['with one of another item', { prices: [priceOf({ item: 'VALVE' })] }, /no price agreement/],
    [
      'with one in another currency',
      { prices: [priceOf({ unitPrice: { minor: '8000', currency: 'EUR' } })] },
      /no price agreement/,
    ],
    [
      'when the price billed is the one agreed',
      { prices: [priceOf({ unitPrice: usd('100.00') })] },
      /does not bear the claim/,
    ],
    [
      'when less than agreed was billed',
      { prices: [priceOf({ unitPrice: usd('100.01') })] },
      /does not bear the claim/,
    ],
    [
      'when more is found than is claimed',
      { claimed: '199.99' },
      /shows 200.00, more than the 199.99 claimed/,
    ],
  ];
  test.each(cases)('%s', (_when, change, why) => {
    expect(assess(change)).toMatchObject({ verdict: 'needs-person', why: expect.stringMatching(why) });
  });
});

test('less than claimed is a partial credit, and the check of the amount fails', () => {
  const found = assess({ claimed: '200.01' });
  expect(found).toMatchObject({ verdict: 'resolved', outcome: 'VALID_PARTIAL' });
  expect(creditOf(found)).toBe('200.00');
  expect(found.checks.at(-1)).toMatchObject({ id: 'amount', passed: 'no' });
});

test('lines billed as agreed, and lines without an agreement, are left alone', () => {
  const lines = [
    lineOf({ line: 1 }),
    lineOf({ line: 2, item: 'VALVE', price: '40.00' }),
    lineOf({ line: 3, item: 'SEAL' }),
  ];
  const prices = [priceOf(), priceOf({ id: 'PA-2', item: 'VALVE', unitPrice: usd('40.00') })];
  const found = assess({ invoice: { lines }, prices });
  expect(found).toMatchObject({ resolution: { lines: [{ line: 1, net: usd('200.00') }] } });
  expect(found.checks.map(({ id, passed }) => `${id} ${passed}`)).toEqual([
    'price-line-1 yes',
    'price-line-2 no',
    'amount yes',
  ]);
});

describe('the same error is credited once', () => {
  const credit = (net: string) => ({ line: 1, item: 'PUMP-40', net: usd(net), tax: usd('0.00') });
  const cases: [before: string, now: string][] = [
    ['200.00', 'a person'],
    ['150.00', '50.00'],
    ['1000.00', 'a person'],
  ];
  test.each(cases)('after a credit of %s there is %s left', (before, now) => {
    const lines = [credited(lineOf(), credit(before))];
    expect(creditOf(assess({ invoice: { lines } }))).toBe(now);
  });
});

describe('the look-back', () => {
  const other = (change: Partial<Invoice>) =>
    invoiceOf({ id: 'INV-0', deliveryDate: '2026-08-11', ...change });
  const reported = (others: readonly Invoice[]) =>
    assess({ others }).lookBack.map(
      ({ invoiceId, line, difference }) => `${invoiceId}/${line} ${shown(difference)}`,
    );

  test('reports the same error on another invoice, and credits it nothing', () => {
    const found = assess({ others: [other({})] });
    expect(reported([other({})])).toEqual(['INV-0/1 200.00']);
    expect(creditOf(found)).toBe('200.00');
  });

  test('leaves out what was overcharged against an earlier agreement: that is another error', () => {
    const prices = [
      priceOf({ id: 'PA-0', unitPrice: usd('60.00'), to: '2026-06-30' }),
      priceOf({ from: '2026-07-01' }),
    ];
    expect(assess({ prices, others: [other({ deliveryDate: '2026-06-30' })] }).lookBack).toEqual([]);
    expect(assess({ prices, others: [other({ deliveryDate: '2026-07-01' })] }).lookBack).toHaveLength(1);
  });

  test('leaves out what no agreement governs, what is right, and what was credited', () => {
    expect(reported([other({ deliveryDate: '2025-12-31' })])).toEqual([]);
    expect(reported([other({ lines: [lineOf({ price: '80.00' })] })])).toEqual([]);
    const whole = { line: 1, item: 'PUMP-40', net: usd('200.00'), tax: usd('0.00') };
    expect(reported([other({ lines: [credited(lineOf(), whole)] })])).toEqual([]);
    const half = { ...whole, net: usd('80.00') };
    expect(reported([other({ lines: [credited(lineOf(), half)] })])).toEqual(['INV-0/1 120.00']);
  });
});
