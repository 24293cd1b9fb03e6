import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusinessCalendar } from '../../domain/calendar.ts';
import type { CashClaim, ClaimedInvoice, ClaimedReceipt } from '../../domain/cash-application.ts';
import { judgeCashClaim } from '../../domain/cash-application.ts';
import { moneyOf } from '../../domain/money.ts';

const policy = { nameScoreFrom: 0.85, valueDateBusinessDays: 3 };
const day = [{ from: '09:00', to: '17:00' }];
const bankDays: BusinessCalendar = {
  id: 'Fed banking days',
  zone: 'America/New_York',
  windows: { 1: day, 2: day, 3: day, 4: day, 5: day },
  holidays: 'US-fed-banking',
};

// Worked example 5: delayed-payment-posting-18500.
const claim: CashClaim = {
  legalEntity: 'US10',
  customerId: 'CUST-1005',
  customerNames: ['Ostrava Textiles Inc.'],
  bankReference: 'FT26301X7',
  amount: moneyOf('18500.00', 'USD'),
  paidOn: '2026-10-28',
};
const receipt: ClaimedReceipt = {
  id: 'RCPT-70311',
  legalEntity: 'US10',
  bankReference: 'FT26301X7',
  payerText: 'OSTRAVA TXTLS',
  payerCustomerId: null,
  valueDate: '2026-10-28',
  remaining: moneyOf('18500.00', 'USD'),
  heldIn: 'unidentified-cash',
  claimedBy: [],
};
const invoice: ClaimedInvoice = {
  id: 'INV-18500',
  legalEntity: 'US10',
  customerId: 'CUST-1005',
  open: moneyOf('18500.00', 'USD'),
};

interface Change {
  readonly claim?: Partial<CashClaim>;
  readonly receipt?: Partial<ClaimedReceipt>;
  readonly invoice?: Partial<ClaimedInvoice>;
}
const judge = (change: Change = {}) =>
  judgeCashClaim(
    { ...claim, ...change.claim },
    { ...receipt, ...change.receipt },
    { ...invoice, ...change.invoice },
    policy,
    bankDays,
  );
const notPassed = (change: Change) => judge(change).checks.filter((check) => check.passed !== 'yes');

test('the delayed payment of 18,500 is found exactly, with every condition shown', () => {
  const { kind, reasons, checks } = judge();
  expect(kind).toBe('exact');
  expect(checks.map(({ label, claimed, found, passed }) => [label, claimed, found, passed])).toEqual([
    ['Bank reference', 'FT26301X7', 'FT26301X7', 'yes'],
    ['Amount', '18500.00 USD', '18500.00 USD received, 18500.00 USD open on INV-18500', 'yes'],
    ['Legal entity', 'US10', 'receipt US10, invoice US10', 'yes'],
    ['Currency', 'USD', 'receipt USD, invoice USD', 'yes'],
    ['Value date', '2026-10-28', '2026-10-28', 'yes'],
    ['Other claims', 'none', 'none', 'yes'],
    ['Payer', 'Ostrava Textiles Inc.', 'OSTRAVA TXTLS, name score 0.9625', 'yes'],
    ['Invoice', 'an invoice of customer CUST-1005', 'INV-18500 of customer CUST-1005', 'yes'],
  ]);
  expect(reasons).toContain('Payer: OSTRAVA TXTLS, name score 0.9625');
});

describe('it is still exact', () => {
  const cases: [string, Change][] = [
    ['when the reference was retyped', { claim: { bankReference: ' ft 26301x7 ' } }],
    ['when the customer states no amount', { claim: { amount: null } }],
    ['three business days later, over a weekend', { receipt: { valueDate: '2026-11-02' } }],
    ['three business days earlier, over a weekend', { receipt: { valueDate: '2026-10-23' } }],
    ['over a bank holiday', { claim: { paidOn: '2026-11-10' }, receipt: { valueDate: '2026-11-16' } }],
    [
      'for a known account under any name',
      { receipt: { payerCustomerId: 'CUST-1005', payerText: 'ZAHLSTELLE 7' } },
    ],
    [
      'under another name the customer pays by',
      {
        claim: { customerNames: ['Ostrava Textiles Inc.', 'OT Treasury'] },
        receipt: { payerText: 'OT TREASURY' },
      },
    ],
  ];
  test.each(cases)('%s', (_name, change) => {
    expect(judge(change)).toMatchObject({ kind: 'exact' });
  });
});

describe('a lead decides', () => {
  const cases: [string, Change, string[], 'no' | 'unknown'][] = [
    ['another reference', { claim: { bankReference: 'FT26301X8' } }, ['receipt-reference'], 'no'],
    ['no reference', { claim: { bankReference: null } }, ['receipt-reference'], 'unknown'],
    [
      'a blank reference against a blank one',
      { claim: { bankReference: ' ' }, receipt: { bankReference: '' } },
      ['receipt-reference'],
      'unknown',
    ],
    [
      'a cent more than is open',
      { receipt: { remaining: moneyOf('18500.01', 'USD') } },
      ['receipt-amount'],
      'no',
    ],
    [
      'a part of the receipt applied already',
      { receipt: { remaining: moneyOf('500.00', 'USD') } },
      ['receipt-amount'],
      'no',
    ],
    [
      'another amount than the customer states',
      { claim: { amount: moneyOf('18000.00', 'USD') } },
      ['receipt-amount'],
      'no',
    ],
    [
      'nothing left and nothing open',
      {
        claim: { amount: null },
        receipt: { remaining: moneyOf('0.00', 'USD') },
        invoice: { open: moneyOf('0.00', 'USD') },
      },
      ['receipt-amount'],
      'no',
    ],
    [
      'another currency',
      { receipt: { remaining: moneyOf('18500.00', 'EUR') } },
      ['receipt-amount', 'receipt-currency'],
      'no',
    ],
    ['another legal entity', { receipt: { legalEntity: 'DE20' } }, ['receipt-entity'], 'no'],
    ['four business days later', { receipt: { valueDate: '2026-11-03' } }, ['receipt-value-date'], 'no'],
    ['four business days earlier', { receipt: { valueDate: '2026-10-22' } }, ['receipt-value-date'], 'no'],
    ['no date stated', { claim: { paidOn: null } }, ['receipt-value-date'], 'unknown'],
    ['somebody else claims it', { receipt: { claimedBy: ['REQ-77'] } }, ['receipt-unclaimed'], 'no'],
    ['a payer of another name', { receipt: { payerText: 'MERIDIAN FOODS' } }, ['receipt-payer'], 'no'],
    ['a customer without a name', { claim: { customerNames: [] } }, ['receipt-payer'], 'no'],
  ];
  test.each(cases)('%s', (_name, change, ids, passed) => {
    expect(judge(change).kind).toBe('needs-lead');
    expect(notPassed(change).map((check) => check.id)).toEqual(ids);
    expect(notPassed(change).every((check) => check.passed === passed)).toBe(true);
  });

  test('with reasons that say what was claimed and what was found', () => {
    expect(judge({ receipt: { claimedBy: ['REQ-77', 'REQ-78'] } }).reasons).toEqual([
      'Other claims: claimed none, found REQ-77, REQ-78',
    ]);
  });
});

describe('a manager decides', () => {
  const cases: [string, Change, string][] = [
    [
      'when the money came from another customer’s account',
      { receipt: { payerCustomerId: 'CUST-1001' } },
      'receipt-payer',
    ],
    ['when the invoice is another customer’s', { invoice: { customerId: 'CUST-1001' } }, 'invoice-customer'],
  ];
  test.each(cases)('%s', (_name, change, id) => {
    expect(judge(change).kind).toBe('needs-manager');
    expect(notPassed(change).map((check) => check.id)).toEqual([id]);
  });

  test('even when other conditions fail as well', () => {
    expect(judge({ claim: { bankReference: null }, receipt: { payerCustomerId: 'CUST-1001' } }).kind).toBe(
      'needs-manager',
    );
  });
});

test('the tolerances are the policy’s', () => {
  const strict = { nameScoreFrom: 0.97, valueDateBusinessDays: 0 };
  expect(judgeCashClaim(claim, receipt, invoice, strict, bankDays).kind).toBe('needs-lead');
  const late = { ...receipt, valueDate: '2026-10-29' };
  const { checks } = judgeCashClaim(claim, late, invoice, strict, bankDays);
  expect(checks.filter((check) => check.passed === 'no').map((check) => check.id)).toEqual([
    'receipt-value-date',
    'receipt-payer',
  ]);
});

test('whatever is claimed, it is exact only when every check passed', () => {
  const changes = fc.record({
    bankReference: fc.constantFrom('FT26301X7', 'FT1', null),
    paidOn: fc.constantFrom('2026-10-28', '2026-11-15', null),
    payerCustomerId: fc.constantFrom('CUST-1005', 'CUST-1001', null),
    payerText: fc.constantFrom('OSTRAVA TXTLS', 'SOMEBODY'),
    customerId: fc.constantFrom('CUST-1005', 'CUST-1001'),
    claimedBy: fc.constantFrom([], ['REQ-77']),
  });
  fc.assert(
    fc.property(changes, ({ bankReference, paidOn, payerCustomerId, payerText, customerId, claimedBy }) => {
      const { kind, checks, reasons } = judge({
        claim: { bankReference, paidOn },
        receipt: { payerCustomerId, payerText, claimedBy },
        invoice: { customerId },
      });
      expect(kind === 'exact').toBe(checks.every((check) => check.passed === 'yes'));
      expect(kind === 'needs-manager').toBe(payerCustomerId === 'CUST-1001' || customerId === 'CUST-1001');
      expect(reasons.length).toBeGreaterThan(0);
    }),
  );
});
