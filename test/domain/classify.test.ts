import { describe, expect, test } from 'vitest';
import { classify } from '../../domain/classify.ts';
import { DISPUTE_REASON_CODES, type DisputeReason } from '../../domain/dispute-reason.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { REQUEST_TYPE_RULES, REQUEST_TYPES, rulesOf } from '../../domain/request-types/registry.ts';
import type { Claim } from '../../domain/request-type.ts';
import { claimOf } from './builders.ts';

const BOUND = policyV1.classification.automaticFrom;
const read = (claim: Partial<Claim>) => classify(claimOf(claim), REQUEST_TYPE_RULES);
const confidence = (claim: Partial<Claim>): number => read(claim)?.confidence ?? 0;

describe('the worked example', () => {
  const cases: [id: string, subject: string, text: string, type: string, reason: DisputeReason][] = [
    [
      'invoice-discrepancy-25000',
      'Invoice INV-25001 is $25,000 too high',
      'We agreed $100 per PUMP-40 from July. You billed $125. Please correct.',
      'billing-dispute',
      'PRICE',
    ],
    [
      'disputed-invoice-18750',
      'Disputed invoice INV-18750-B',
      'This delivery was already billed and paid on INV-18750-A.',
      'billing-dispute',
      'DUPLICATE',
    ],
    [
      'service-invoice-revision-22400',
      'Please revise service invoice INV-22400',
      'Our contract caps October at 140 hours. You billed 160.',
      'billing-dispute',
      'QUANTITY',
    ],
    [
      'telecom-billing-9200',
      'Overcharged on data pool',
      'Tariff should be $200 per TB, you charged $300 for 80 TB. With tax that is $9,200 too much.',
      'billing-dispute',
      'PRICE',
    ],
    [
      'delayed-payment-posting-18500',
      'Our payment of $18,500 is not on our account',
      'We paid on 28 October, bank reference FT26301X7, for invoice INV-18500.',
      'payment-clarification',
      'PAYMENT_NOT_POSTED',
    ],
  ];
  test.each(cases)('%s is read without a person', (_id, subject, text, type, reason) => {
    const found = read({ subject, text });
    expect(found).toMatchObject({ type, reason });
    expect(found?.confidence).toBeGreaterThanOrEqual(BOUND);
    expect(found?.reasons.length).toBeGreaterThan(0);
  });
});

describe('a person must read', () => {
  test.each([
    ['nothing at all', '', ''],
    ['gibberish', 'asdf qwer', 'zxcv 1234 %%% lorem ipsum'],
    ['another language', 'Rechnung falsch', 'Bitte prüfen Sie die Rechnung.'],
    ['thanks', 'Thank you', 'We are very happy with your service.'],
    ['a feeling that it is too much', 'Invoice', 'This seems too high.'],
  ])('%s', (_what, subject, text) => {
    expect(confidence({ subject, text })).toBeLessThan(BOUND);
  });

  test('what speaks for two reasons at once', () => {
    const text = 'It was already billed, and half of it was damaged.';
    expect(confidence({ text })).toBeLessThan(BOUND);
    expect(confidence({ text: 'It was already billed.' })).toBeGreaterThanOrEqual(BOUND);
  });

  const hints = REQUEST_TYPES.flatMap((typeHint) =>
    DISPUTE_REASON_CODES.map((reasonHint): Partial<Claim> => ({ typeHint, reasonHint })),
  );
  test.each(hints)('what only the channel’s hints name: $typeHint, $reasonHint', (claim) => {
    expect(confidence(claim)).toBeLessThan(BOUND);
    expect(confidence({ ...claim, reasonHint: null })).toBe(0);
    expect(confidence({ ...claim, typeHint: null })).toBeLessThan(BOUND);
  });

  test('quoted payment data with no word about a payment', () => {
    const payment = { bankReference: 'FT26301X7', paidOn: '2026-10-28' };
    expect(confidence({ payment })).toBeLessThan(BOUND);
    expect(read({ payment })).toMatchObject({ type: 'payment-clarification' });
  });
});

describe('hints', () => {
  const text = 'This seems too high.';
  test('raise the confidence of what the customer says, in the same reason and type only', () => {
    const alone = confidence({ text });
    expect(confidence({ text, reasonHint: 'PRICE' })).toBeGreaterThan(alone);
    expect(confidence({ text, typeHint: 'billing-dispute' })).toBeGreaterThan(alone);
    expect(confidence({ text, typeHint: 'payment-clarification' })).toBe(alone);
    expect(confidence({ text, reasonHint: 'DAMAGE' })).toBeLessThan(BOUND);
  });

  test('are named among the reasons', () => {
    expect(read({ text, reasonHint: 'PRICE', typeHint: 'billing-dispute' })?.reasons).toEqual([
      'says that it is too much',
      'the channel names this type',
      'the channel names this reason',
    ]);
  });
});

describe('every classifier rule', () => {
  const said: Record<string, string> = {
    'agreed-and-billed': 'We agreed on 100 and you billed 125.',
    'should-be-and-charged': 'The rate should have been 100.',
    'too-high': 'We were overcharged.',
    'already-billed': 'You invoiced twice.',
    'capped-quantity': 'The cap is 140 hours.',
    'short-delivery': 'We only received 8.',
    'wrong-tax': 'The VAT is wrong.',
    'never-arrived': 'It never arrived.',
    damaged: 'The box was broken.',
    cancelled: 'We cancelled.',
    freight: 'Please take back the shipping costs.',
    discount: 'The discount is missing.',
    'late-fee': 'Why a late fee?',
    'payment-missing': 'Our payment is missing.',
    'we-paid': 'We have paid.',
    'bank-reference': 'See the wire reference.',
  };
  const rules = REQUEST_TYPE_RULES.flatMap((one) =>
    one.classifier.map((rule) => [rule.id, one, rule] as const),
  );

  test.each(rules)('%s fires, for a reason of its type', (id, { type, reasons }, rule) => {
    expect(reasons).toContain(rule.reason);
    const found = read({ text: said[id] ?? '' });
    expect(found).toMatchObject({ type, reason: rule.reason });
    expect(found?.reasons).toContain(rule.because);
  });

  test.each(rules)('%s does not fire on an unrelated sentence', (_id, _type, rule) => {
    expect(rule.pattern.test('Kindly send a copy of the statement of October.')).toBe(false);
  });
});

test('every type has the rules registered under its name; an unknown one is a bug', () => {
  for (const type of REQUEST_TYPES) expect(rulesOf(type).type).toBe(type);
  expect(() => rulesOf('unclassified')).toThrow('not registered');
});
