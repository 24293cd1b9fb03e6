import { describe, expect, test } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import type { InvoiceLine } from '../../../domain/invoice.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, credited, dossierOf, invoiceOf, lineOf, usd } from '../builders.ts';

const eur = (minor: string) => ({ minor, currency: 'EUR' }) as const;
/** 10 × 100.00 of code REDUCED (7 %), billed with this tax. */
const reduced = (tax: string, change: Partial<InvoiceLine> = {}) =>
  lineOf({ currency: 'EUR', taxCode: 'REDUCED', taxRate: '0.19', tax: eur(tax), ...change });
const assess = (lines: InvoiceLine[], claimed = '12000', legalEntity = 'DE20') =>
  assessDispute(
    claimOf({ amount: eur(claimed), legalEntity }),
    'TAX',
    dossierOf({ invoice: invoiceOf({ lines }) }),
    policyV1,
  );

test('1,000.00 of a code of 7 % taxed with 190.00 are 120.00 too much, and only tax is credited', () => {
  const found = assess([reduced('19000')]);
  expect(found).toMatchObject({
    verdict: 'resolved',
    outcome: 'VALID_FULL',
    resolution: { lines: [{ line: 1, net: eur('0'), tax: eur('12000') }], gross: eur('12000') },
  });
  expect(found.checks[0]).toMatchObject({
    passed: 'yes',
    found: 'billed 190.00, code REDUCED at 0.07 of 1000.00 is 70.00',
  });
});

test('only the lines taxed too high are credited', () => {
  const lines = [reduced('7000'), reduced('19000', { line: 2 }), reduced('6900', { line: 3 })];
  expect(assess(lines)).toMatchObject({ resolution: { lines: [{ line: 2 }], gross: eur('12000') } });
});

test('the rate is rounded half-up on each line', () => {
  const line = (tax: string) => reduced(tax, { net: eur('150') });
  expect(assess([line('11')], '1')).toMatchObject({ verdict: 'needs-person' });
  expect(assess([line('12')], '1')).toMatchObject({ resolution: { gross: eur('1') } });
});

describe('a person decides', () => {
  const cases: [when: string, lines: InvoiceLine[], entity: string, why: RegExp][] = [
    ['when the tax is right', [reduced('7000')], 'DE20', /does not bear the claim/],
    ['when too little was taxed', [reduced('6999')], 'DE20', /does not bear the claim/],
    [
      'when a code has no rate',
      [reduced('7000', { taxCode: 'LUXURY' })],
      'DE20',
      /LUXURY of line 1 has no rate in policy v1/,
    ],
    ['when the entity does not know the code', [reduced('7000')], 'US10', /REDUCED of line 1 has no rate/],
    ['when the entity has no rates', [reduced('7000')], 'FR30', /has no rate/],
    ['when more is found than is claimed', [reduced('19001')], 'DE20', /more than the 120.00 claimed/],
  ];
  test.each(cases)('%s', (_when, lines, entity, why) => {
    expect(assess(lines, '12000', entity)).toMatchObject({
      verdict: 'needs-person',
      why: expect.stringMatching(why),
    });
  });
});

describe('the same tax is credited once', () => {
  const credit = (net: string, tax: string) => ({ line: 1, item: 'PUMP-40', net: eur(net), tax: eur(tax) });
  test('after a tax credit of 120.00 nothing is left', () => {
    expect(assess([credited(reduced('19000'), credit('0', '12000'))])).toMatchObject({
      verdict: 'needs-person',
    });
  });

  test('after half of the line was credited with its tax, 60.00 are left', () => {
    const half = credited(reduced('19000'), credit('50000', '9500'));
    expect(assess([half])).toMatchObject({ outcome: 'VALID_PARTIAL', resolution: { gross: eur('6000') } });
  });

  test('the rounding of earlier credits is no error of its own', () => {
    // 0.07 at 7 % is no tax, 0.14 is one cent, so 0.07 + 0.07 leaves a cent on the second half.
    const line = reduced('1', { net: eur('14') });
    expect(assess([credited(line, credit('7', '0'))], '1')).toMatchObject({ verdict: 'needs-person' });
  });
});

test('US10 knows its own codes', () => {
  const telecom = lineOf({ taxCode: 'TELECOM', taxRate: '0.2' });
  const found = assessDispute(
    claimOf({ amount: usd('50.00') }),
    'TAX',
    dossierOf({ invoice: invoiceOf({ lines: [telecom] }) }),
    policyV1,
  );
  expect(found).toMatchObject({ resolution: { gross: usd('50.00') } });
});
