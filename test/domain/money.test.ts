import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compareMoney,
  CURRENCY_CODES,
  equalMoney,
  fromJson,
  MAX_MINOR,
  max,
  min,
  money,
  moneyOf,
  negate,
  parseMoney,
  subtract,
  sum,
  times,
  toDecimalString,
  toJson,
  zero,
  type CurrencyCode,
} from '../../domain/money.ts';

const usd = (minor: bigint) => money(minor, 'USD');

describe('parsing', () => {
  const accepted: [text: string, currency: CurrencyCode, minor: bigint][] = [
    ['0', 'USD', 0n],
    ['0.01', 'USD', 1n],
    ['1.5', 'USD', 150n],
    ['25000', 'USD', 2_500_000n],
    ['25000.00', 'EUR', 2_500_000n],
    ['007.10', 'USD', 710n],
    ['1250', 'JPY', 1_250n],
    ['10000000000000.00', 'USD', MAX_MINOR],
    ['1000000000000000', 'JPY', MAX_MINOR],
  ];
  test.each(accepted)('%s %s is %s minor units', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toEqual({ ok: true, value: { minor, currency } });
  });

  const refused: [text: string, currency: CurrencyCode, problem: RegExp][] = [
    ...['', ' ', '.5', '5.', '-1.00', '+1.00', '1e3', '1,000.00', "1'000", '1 000', '0x10', 'NaN', '１'].map(
      (text): [string, CurrencyCode, RegExp] => [text, 'USD', /plain decimal/],
    ),
    ['1.00\n', 'USD', /plain decimal/],
    ['12345678901234567', 'USD', /plain decimal/],
    ['1.001', 'USD', /more than 2 decimal places, the most USD has/],
    ['1.000', 'USD', /more than 2 decimal places/],
    ['1.0', 'JPY', /more than 0 decimal places, the most JPY has/],
    ['10000000000000.01', 'USD', /larger than 10000000000000.00/],
    ['1000000000000001', 'JPY', /larger than 1000000000000000/],
  ];
  test.each(refused)('%j in %s is refused', (text, currency, problem) => {
    const parsed = parseMoney(text, currency);
    expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(problem) });
    expect(() => moneyOf(text, currency)).toThrow(problem);
  });
});

describe('a factor', () => {
  const cases: [minor: bigint, currency: CurrencyCode, factor: string, product: bigint][] = [
    [1n, 'USD', '0.5', 1n],
    [3n, 'USD', '0.5', 2n],
    [1n, 'USD', '0.49', 0n],
    [1n, 'USD', '0.4999999999999999', 0n],
    [10_000n, 'USD', '0.19', 1_900n],
    [2_263n, 'EUR', '0.19', 430n],
    [2_266n, 'EUR', '0.07', 159n],
    [12_500n, 'USD', '1000', 12_500_000n],
    [30_000n, 'USD', '80', 2_400_000n],
    [3n, 'JPY', '0.5', 2n],
    [99n, 'USD', '0', 0n],
    [14_000n, 'USD', '7.25', 101_500n],
  ];
  test.each(cases)('%s %s × %s is rounded half-up to %s', (minor, currency, factor, product) => {
    expect(times(money(minor, currency), factor)).toEqual(money(product, currency));
  });

  test.each(['1e3', '', ' 1', '1.', '.5', '1,5', 'half'])('%j is refused', (factor) => {
    expect(() => times(usd(1n), factor)).toThrow('not a plain decimal');
  });
});

describe('two currencies', () => {
  const one = usd(100n);
  const other = money(100n, 'EUR');
  test.each([
    ['have no sum', () => add(one, other)],
    ['have no difference', () => subtract(one, other)],
    ['have no order', () => compareMoney(one, other)],
    ['have no least', () => min(one, other)],
    ['have no total', () => sum([one, other], 'USD')],
  ])('%s', (_what, act) => {
    expect(act).toThrow('same currency');
  });

  test('are never equal', () => {
    expect(equalMoney(one, other)).toBe(false);
    expect(equalMoney(one, usd(100n))).toBe(true);
  });
});

test('people read every digit the currency has, and a sign', () => {
  const shown = [usd(0n), usd(5n), usd(-5n), usd(2_500_000n), money(1_250n, 'JPY')].map(toDecimalString);
  expect(shown).toEqual(['0.00', '0.05', '-0.05', '25000.00', '1250']);
});

describe('for any amounts', () => {
  const minor = fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR });
  const positive = fc.bigInt({ min: 0n, max: MAX_MINOR });
  const currency = fc.constantFrom(...CURRENCY_CODES);

  test('the wire keeps them exactly', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const value = money(amount, code);
        expect(fromJson(JSON.parse(JSON.stringify(toJson(value))))).toEqual(value);
      }),
    );
  });

  test('what people read is parsed as the same amount', () => {
    fc.assert(
      fc.property(positive, currency, (amount, code) => {
        const value = money(amount, code);
        expect(moneyOf(toDecimalString(value), code)).toEqual(value);
      }),
    );
  });

  test('addition commutes, associates, and is undone by subtraction', () => {
    fc.assert(
      fc.property(minor, minor, minor, (a, b, c) => {
        const [x, y, z] = [usd(a), usd(b), usd(c)];
        expect(add(x, y)).toEqual(add(y, x));
        expect(add(add(x, y), z)).toEqual(add(x, add(y, z)));
        expect(subtract(add(x, y), y)).toEqual(x);
        expect(add(x, negate(x))).toEqual(zero('USD'));
        expect(sum([x, y, z], 'USD').minor).toBe(a + b + c);
      }),
    );
  });

  test('the least and the greatest are the two of them, in order', () => {
    fc.assert(
      fc.property(minor, minor, (a, b) => {
        const [least, greatest] = [min(usd(a), usd(b)), max(usd(a), usd(b))];
        expect(least.minor <= greatest.minor).toBe(true);
        expect(least.minor + greatest.minor).toBe(a + b);
      }),
    );
  });

  test('a whole factor is repeated addition', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 100_000 }), (a, n) => {
        expect(times(usd(a), `${n}`).minor).toBe(a * BigInt(n));
      }),
    );
  });

  test('a factor rounds by at most half a unit, ties upwards', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 0, max: 10_000 }), (a, ten_thousandths) => {
        const factor = `${Math.floor(ten_thousandths / 10_000)}.${`${ten_thousandths % 10_000}`.padStart(4, '0')}`;
        const exact = a * BigInt(ten_thousandths);
        const error = times(usd(a), factor).minor * 10_000n - exact;
        expect(error > -5_000n && error <= 5_000n).toBe(true);
      }),
    );
  });

  test('a larger amount never has the smaller product', () => {
    const rate = fc.constantFrom('0', '0.07', '0.19', '0.15', '1', '2.5');
    fc.assert(
      fc.property(positive, positive, rate, (a, b, factor) => {
        const [lesser, greater] = a < b ? [a, b] : [b, a];
        expect(times(usd(lesser), factor).minor <= times(usd(greater), factor).minor).toBe(true);
      }),
    );
  });
});
