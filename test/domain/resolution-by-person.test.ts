import { describe, expect, test } from 'vitest';
import type { ClaimedReceipt } from '../../domain/cash-application.ts';
import type { DecisionDetail } from '../../domain/decision.ts';
import { moneyOf } from '../../domain/money.ts';
import { resolutionByPerson } from '../../domain/resolution-by-person.ts';
import type { Dossier } from '../../domain/request-type.ts';
import { claimOf, credited, dossierOf, invoiceOf, lineOf, usd } from './builders.ts';

const receipt = (change: Partial<ClaimedReceipt> = {}): ClaimedReceipt => ({
  ...{ id: 'RCPT-1', legalEntity: 'US10', bankReference: 'FT1', payerText: 'X', payerCustomerId: null },
  ...{ valueDate: '2026-10-28', remaining: moneyOf('200.00', 'USD') },
  ...{ heldIn: 'unidentified-cash', claimedBy: [] },
  ...change,
});
const by = (verdict: 'propose' | 'deny', detail: DecisionDetail, dossier: Partial<Dossier> = {}) =>
  resolutionByPerson(
    { verdict, reason: 'because', detail, classified: 'PRICE' },
    claimOf(),
    dossierOf(dossier),
  );
const credit = (line: number, net: string, dossier: Partial<Dossier> = {}) =>
  by('propose', { creditLines: [{ line, net }] }, dossier);

test('a denial refuses the whole claim, with the person’s reason, invoice or not', () => {
  const denied = {
    ok: true,
    outcome: 'INVALID',
    resolution: { kind: 'denial', amount: usd('200.00'), explanation: 'because' },
  };
  expect(by('deny', {})).toEqual(denied);
  expect(by('deny', {}, { invoice: null })).toEqual(denied);
});

describe('a proposed credit', () => {
  test('takes the tax of its lines along', () => {
    const lines = [lineOf({ taxRate: '0.15' }), lineOf({ line: 2, price: '1.00' })];
    const creditLines = [
      { line: 1, net: '100.00' },
      { line: 2, net: '5.00' },
    ];
    expect(by('propose', { creditLines }, { invoice: invoiceOf({ lines }) })).toMatchObject({
      resolution: {
        kind: 'credit-memo',
        reason: 'PRICE',
        lines: [
          { line: 1, net: usd('100.00'), tax: usd('15.00') },
          { line: 2, net: usd('5.00'), tax: usd('0.00') },
        ],
        gross: usd('120.00'),
      },
    });
  });

  test.each([
    ['199.99', 'VALID_PARTIAL'],
    ['200.00', 'VALID_FULL'],
    ['200.01', 'VALID_FULL'],
  ])('of %s of the 200.00 claimed is %s', (net, outcome) => {
    expect(credit(1, net)).toMatchObject({ ok: true, outcome });
  });

  test('may correct the reason', () => {
    const detail = { creditLines: [{ line: 1, net: '1.00' }], disputeReason: 'DAMAGE' as const };
    expect(by('propose', detail)).toMatchObject({ resolution: { reason: 'DAMAGE' } });
  });

  const spent = credited(lineOf(), { line: 1, item: 'PUMP-40', net: usd('950.00'), tax: usd('0.00') });
  const misfits: [what: string, answer: () => ReturnType<typeof by>, why: string][] = [
    ['of more than the line', () => credit(1, '1000.01'), 'less is left to credit'],
    [
      'of what was credited since',
      () => credit(1, '50.01', { invoice: invoiceOf({ lines: [spent] }) }),
      'less is left',
    ],
    ['of nothing', () => credit(1, '0.00'), 'less is left'],
    ['of no line', () => by('propose', { creditLines: [] }), 'less is left'],
    ['of a line that is not there', () => credit(9, '1.00'), 'less is left'],
    [
      'of one line that fits and one that does not',
      () =>
        by('propose', {
          creditLines: [
            { line: 1, net: '1.00' },
            { line: 9, net: '1.00' },
          ],
        }),
      'less is left',
    ],
    ['without an invoice', () => credit(1, '1.00', { invoice: null }), 'names no invoice'],
  ];
  test.each(misfits)('%s does not fit', (_what, answer, why) => {
    expect(answer()).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});

describe('a proposed application', () => {
  const apply = (change: Partial<ClaimedReceipt>, open = '1000.00') =>
    by(
      'propose',
      { receiptId: 'RCPT-1' },
      { receipts: [receipt(change)], invoice: invoiceOf({ open: usd(open) }) },
    );

  test('is never exact, and takes the lesser of receipt and open amount', () => {
    expect(apply({})).toMatchObject({
      outcome: 'VALID_FULL',
      resolution: { amount: usd('200.00'), exact: false },
    });
    expect(apply({}, '150.00')).toMatchObject({
      outcome: 'VALID_PARTIAL',
      resolution: { amount: usd('150.00') },
    });
  });

  test.each([
    ['an account that nobody knows', null, false],
    ['the customer’s own account', 'CUST-1', false],
    ['another customer’s account', 'CUST-2', true],
  ])('from %s (%s) is another payer’s: %s', (_whose, payerCustomerId, otherPayer) => {
    expect(apply({ payerCustomerId })).toMatchObject({ resolution: { otherPayer } });
  });

  test('does not fit when receipt or invoice have nothing left, or the receipt is not there', () => {
    const nothing = { ok: false, why: expect.stringContaining('nothing is left to apply') as string };
    expect(apply({ remaining: moneyOf('0.00', 'USD') })).toEqual(nothing);
    expect(apply({}, '0.00')).toEqual(nothing);
    expect(by('propose', { receiptId: 'RCPT-9' })).toEqual({ ok: false, why: 'receipt RCPT-9 is not there' });
  });
});
