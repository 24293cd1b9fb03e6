import { describe, expect, test } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import type { Invoice } from '../../../domain/invoice.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, credited, dossierOf, invoiceOf, lineOf, shown, usd } from '../builders.ts';

// Worked example 2: 25 × 750.00 of freight, delivery DN-88121, billed on 15 and 18 September.
const freight = lineOf({ item: 'LANE-7', category: 'freight', quantity: '25', price: '750.00' });
const billed = (id: string, date: string, change: Partial<Invoice> = {}) =>
  invoiceOf({ id, date, deliveryRef: 'DN-88121', lines: [freight], ...change });
const first = (change: Partial<Invoice> = {}) => billed('INV-A', '2026-09-15', change);

const assess = (others: readonly Invoice[], change: Partial<Invoice> = {}, claimed = '18750.00') =>
  assessDispute(
    claimOf({ amount: usd(claimed) }),
    'DUPLICATE',
    dossierOf({ invoice: billed('INV-B', '2026-09-18', change), otherInvoices: others }),
    policyV1,
  );
const wholeCredit = { line: 1, item: 'LANE-7', net: usd('18750.00'), tax: usd('0.00') };

test('the same delivery with the same lines on an earlier invoice is credited in full', () => {
  const found = assess([first({ open: usd('0.00') })]);
  expect(found).toMatchObject({
    verdict: 'resolved',
    outcome: 'VALID_FULL',
    resolution: { kind: 'credit-memo', gross: usd('18750.00') },
  });
  expect(found.evidence.map(({ sourceRef }) => sourceRef)).toEqual(['INV-B', 'INV-A']);
  expect(found.evidence[1]?.summary).toContain('paid');
});

test('the order of the lines does not matter', () => {
  const valve = lineOf({ line: 2, item: 'VALVE' });
  const swapped = [
    { ...valve, line: 1 },
    { ...freight, line: 2 },
  ];
  expect(assess([first({ lines: swapped })], { lines: [freight, valve] }, '19750.00').verdict).toBe(
    'resolved',
  );
});

test('of two invoices of one day the one numbered later is the duplicate', () => {
  expect(assess([first({ date: '2026-09-18' })]).verdict).toBe('resolved');
  expect(assess([first({ date: '2026-09-18', id: 'INV-C' })]).verdict).toBe('needs-person');
});

describe('a person decides', () => {
  const cases: [when: string, others: Invoice[], change: Partial<Invoice>, why: string][] = [
    ['without another invoice', [], {}, 'does not bear the claim'],
    ['when the other is later', [first({ date: '2026-09-19' })], {}, 'does not bear the claim'],
    ['when the delivery differs', [first({ deliveryRef: 'DN-1' })], {}, 'does not bear the claim'],
    [
      'when neither names a delivery',
      [first({ deliveryRef: null })],
      { deliveryRef: null },
      'names no delivery',
    ],
    ['when a quantity differs', [first({ lines: [{ ...freight, quantity: '24' }] })], {}, 'does not bear'],
    [
      'when a price differs',
      [first({ lines: [{ ...freight, unitPrice: usd('749.99') }] })],
      {},
      'does not bear',
    ],
    ['when an item differs', [first({ lines: [{ ...freight, item: 'LANE-8' }] })], {}, 'does not bear'],
    ['when a line is missing', [first({ lines: [freight, lineOf({ line: 2 })] })], {}, 'does not bear'],
    [
      'when the other was credited in full',
      [first({ lines: [credited(freight, wholeCredit)] })],
      {},
      'does not bear',
    ],
    [
      'when this one was credited already',
      [first()],
      { lines: [credited(freight, wholeCredit)] },
      'does not bear',
    ],
  ];
  test.each(cases)('%s', (_when, others, change, why) => {
    expect(assess(others, change)).toMatchObject({
      verdict: 'needs-person',
      why: expect.stringContaining(why),
    });
  });

  test('when this one bills a line more', () => {
    const lines = [freight, lineOf({ line: 2, item: 'Z' })];
    expect(assess([first()], { lines }, '19750.00')).toMatchObject({ verdict: 'needs-person' });
  });

  test('when the duplicate comes to more than is claimed', () => {
    expect(assess([first()], {}, '18749.99')).toMatchObject({ verdict: 'needs-person' });
  });
});

test('what earlier credits left of the duplicate is what is credited', () => {
  const part = { ...wholeCredit, net: usd('750.00') };
  const found = assess([first()], { lines: [credited(freight, part)] });
  expect(found).toMatchObject({ outcome: 'VALID_PARTIAL' });
  expect(
    found.verdict === 'resolved' && found.resolution.kind === 'credit-memo' && shown(found.resolution.gross),
  ).toBe('18000.00');
});
