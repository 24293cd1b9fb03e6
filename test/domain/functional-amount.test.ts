import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredApprovals } from '../../domain/approval-chain.ts';
import type { ApprovalQuestion } from '../../domain/approval-plan.ts';
import { functionalAmount } from '../../domain/functional-amount.ts';
import {
  atRate,
  CURRENCY_CODES,
  money,
  moneyOf,
  toDecimalString,
  type CurrencyCode,
} from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';

describe('an amount at a rate', () => {
  const vectors: readonly [string, CurrencyCode, string, CurrencyCode, string][] = [
    ['500.00', 'EUR', '1.08', 'USD', '540.00'],
    ['0.01', 'EUR', '0.5', 'USD', '0.01'],
    ['0.01', 'EUR', '0.499999', 'USD', '0.00'],
    ['0.05', 'EUR', '1.1', 'USD', '0.06'],
    ['113.05', 'EUR', '1.083333', 'USD', '122.47'],
    ['50000', 'JPY', '0.0067', 'USD', '335.00'],
    ['1', 'JPY', '0.0067', 'USD', '0.01'],
    ['335.00', 'USD', '149.253731', 'JPY', '50000'],
    ['0.01', 'USD', '149.25', 'JPY', '1'],
    ['100.00', 'GBP', '1', 'EUR', '100.00'],
    ['10000000000000.00', 'CHF', '1.13', 'USD', '11300000000000.00'],
  ];
  it.each(vectors)('%s %s at %s is, in %s, %s', (amount, from, rate, to, expected) => {
    const converted = atRate(moneyOf(amount, from), rate, to);
    expect([toDecimalString(converted), converted.currency]).toEqual([expected, to]);
  });

  const currency = fc.constantFrom(...CURRENCY_CODES);
  const minor = fc.bigInt({ min: 0n, max: 10n ** 13n });
  const rate = fc
    .record({ whole: fc.integer({ min: 0, max: 999 }), part: fc.integer({ min: 1, max: 999_999 }) })
    .map(({ whole, part }) => `${whole}.${String(part).padStart(6, '0')}`);

  it('is monotone: more is never less', () => {
    fc.assert(
      fc.property(minor, minor, rate, currency, currency, (a, b, at, from, to) => {
        const [less, more] = a <= b ? [a, b] : [b, a];
        expect(atRate(money(less, from), at, to).minor <= atRate(money(more, from), at, to).minor).toBe(true);
      }),
    );
  });

  it('is within half a minor unit of the exact product', () => {
    fc.assert(
      fc.property(minor, rate, currency, currency, (amount, at, from, to) => {
        const digits = (code: CurrencyCode) => (code === 'JPY' ? 0n : 2n);
        const millionths = BigInt(at.replace('.', ''));
        const [up, down] = [10n ** digits(to), 10n ** digits(from) * 1_000_000n];
        const twice = 2n * (amount * millionths * up - atRate(money(amount, from), at, to).minor * down);
        expect(-down <= twice && twice < down).toBe(true);
      }),
    );
  });
});

describe('the functional amount', () => {
  const rate = { rate: '1.08', day: '2026-11-13' };
  it('keeps the rate and its day', () => {
    expect(functionalAmount(moneyOf('500.00', 'EUR'), 'USD', '2026-11-16', rate)).toEqual({
      ...{ amount: { minor: '54000', currency: 'USD' }, rate: '1.08', day: '2026-11-13' },
    });
  });
  it('of the functional currency is the amount itself, whatever the rate', () => {
    expect(functionalAmount(moneyOf('500.00', 'USD'), 'USD', '2026-11-16', rate)).toEqual({
      ...{ amount: { minor: '50000', currency: 'USD' }, rate: '1', day: '2026-11-16' },
    });
  });
  it('is not known without a rate', () => {
    expect(functionalAmount(moneyOf('500.00', 'EUR'), 'USD', '2026-11-16', undefined)).toBeNull();
  });
});

describe('the approval matrix', () => {
  const question = (change: Partial<ApprovalQuestion>): ApprovalQuestion => ({
    ...{ column: 'credit-memo', earlier: moneyOf('0', 'USD'), team: 'billing' },
    ...{ amount: moneyOf('540.00', 'USD'), everyCheckPassed: true, exactCash: false },
    ...change,
  });
  const converted = { from: moneyOf('500.00', 'EUR'), rate: '1.08', day: '2026-11-13' };

  it('reads functional amounts, and says from what they were converted', () => {
    const chain = requiredApprovals(policyV1, question({ converted }));
    expect(chain.seats.map(({ role }) => role)).toEqual(['team-lead']);
    expect(chain.because).toContain('540.00 USD (500.00 EUR at 1.08 of 2026-11-13)');
    expect(chain.unpriced).toBe(false);
  });

  it('without a rate asks the highest band, is never automatic, and says why', () => {
    const chain = requiredApprovals(policyV1, question({ amount: moneyOf('1.00', 'USD'), unpriced: true }));
    expect(chain.seats.map(({ role }) => role)).toEqual(['controller', 'cfo']);
    expect(chain.because).toContain('no exchange rate');
    expect(chain.counterfactual).toContain('if there were an exchange rate');
    expect(chain.unpriced).toBe(true);
  });
});
