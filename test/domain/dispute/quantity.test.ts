import { describe, expect, test } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import type { Contract } from '../../../domain/contract.ts';
import type { Invoice, InvoiceLine } from '../../../domain/invoice.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, contractWith, credited, dossierOf, invoiceOf, lineOf, shown, usd } from '../builders.ts';

const hours = (quantity: string, change: Partial<InvoiceLine> = {}) =>
  lineOf({ item: 'HOURS', category: 'services', quantity, price: '140.00', ...change });
const capped = (monthlyHourCap: string, change: Partial<Contract> = {}) =>
  contractWith({ terms: { monthlyHourCap }, ...change });

interface Case {
  readonly claimed?: string;
  readonly invoice?: Partial<Invoice>;
  readonly contracts?: readonly Contract[];
  readonly earlier?: readonly Invoice[];
}
// Worked example 3: 160 hours at 140.00 against a cap of 140.
const assess = ({ claimed = '2800.00', invoice, contracts = [capped('140')], earlier = [] }: Case = {}) =>
  assessDispute(
    claimOf({ amount: usd(claimed) }),
    'QUANTITY',
    dossierOf({
      invoice: invoiceOf({ date: '2026-10-31', lines: [hours('160')], ...invoice }),
      contracts,
      otherInvoices: earlier,
    }),
    policyV1,
  );
const creditOf = (found: ReturnType<typeof assess>): string =>
  found.verdict === 'resolved' && found.resolution.kind === 'credit-memo'
    ? found.resolution.lines.map(({ line, net }) => `${line}: ${shown(net)}`).join(', ')
    : found.verdict === 'needs-person'
      ? found.why
      : '';

test('160 hours under a cap of 140 are 20 too many: 2,800.00, on the contract cap', () => {
  const found = assess();
  expect(found).toMatchObject({ verdict: 'resolved', outcome: 'VALID_FULL' });
  expect(creditOf(found)).toBe('1: 2800.00');
  expect(found.checks[0]).toMatchObject({ passed: 'yes', found: '160 hours billed, 140 allowed by CON-1' });
  expect(found.evidence.map(({ sourceRef }) => sourceRef)).toEqual(['INV-1', 'CON-1']);
  expect(found.evidence[1]?.summary).toContain('contract cap of 140 hours');
});

describe('the cap', () => {
  const cases: [what: string, change: Case, credit: string][] = [
    ['in fractions of an hour', { contracts: [capped('159.75')] }, '1: 35.00'],
    [
      'leaves the first lines whole',
      { invoice: { lines: [hours('100'), hours('60', { line: 2 })] } },
      '2: 2800.00',
    ],
    [
      'may be used up by the first line',
      { invoice: { lines: [hours('150'), hours('10', { line: 2 })] } },
      '1: 1400.00, 2: 1400.00',
    ],
    [
      'leaves goods alone',
      { invoice: { lines: [lineOf({ quantity: '500' }), hours('160', { line: 2 })] } },
      '2: 2800.00',
    ],
  ];
  test.each(cases)('%s', (_what, change, credit) => {
    expect(creditOf(assess(change))).toBe(credit);
  });
});

describe('earlier invoices of the month', () => {
  const other = (quantity: string, change: Partial<Invoice> = {}) =>
    invoiceOf({ id: 'INV-0', date: '2026-10-15', lines: [hours(quantity)], ...change });
  const cases: [what: string, earlier: Invoice[], credit: string][] = [
    ['use up the cap first', [other('130')], '1: 2800.00'],
    ['use it up together', [other('100'), other('30', { id: 'INV-00' })], '1: 2800.00'],
    ['leave nothing when they are over it themselves', [other('200')], '1: 4200.00'],
    ['of the same day do so by their number', [other('130', { date: '2026-10-31' })], '1: 2800.00'],
  ];
  test.each(cases)('%s', (_what, earlier, credit) => {
    const invoice = { lines: [hours('30')] };
    expect(creditOf(assess({ claimed: '4200.00', earlier, invoice }))).toBe(credit);
  });

  const without: [what: string, earlier: Invoice][] = [
    ['later ones', other('130', { date: '2026-10-31', id: 'INV-2' })],
    ['those of another month', other('130', { date: '2026-09-30' })],
    ['those delivered in another month', other('130', { deliveryDate: '2026-09-30' })],
    ['goods', other('0', { lines: [lineOf({ quantity: '130' })] })],
    [
      'those credited in full',
      other('0', {
        lines: [credited(hours('130'), { line: 1, item: 'HOURS', net: usd('18200.00'), tax: usd('0.00') })],
      }),
    ],
  ];
  test.each(without)('do not count %s', (_what, earlier) => {
    expect(creditOf(assess({ earlier: [earlier] }))).toBe('1: 2800.00');
    expect(creditOf(assess({ earlier: [earlier], invoice: { lines: [hours('30')] } }))).toContain(
      'does not bear',
    );
  });
});

describe('a person decides', () => {
  const cases: [when: string, change: Case, why: string][] = [
    ['without a contract', { contracts: [] }, 'no contract with a cap'],
    ['without a cap', { contracts: [contractWith()] }, 'no contract with a cap'],
    ['before the contract', { invoice: { date: '2025-12-31' } }, 'no contract with a cap'],
    ['after the contract', { invoice: { deliveryDate: '2027-01-01' } }, 'no contract with a cap'],
    ['without services', { invoice: { lines: [lineOf()] } }, 'bills no services'],
    ['at the cap', { contracts: [capped('160')] }, 'does not bear the claim'],
    ['when more is found than is claimed', { claimed: '2799.99' }, 'more than the 2799.99 claimed'],
  ];
  test.each(cases)('%s', (_when, change, why) => {
    expect(assess(change)).toMatchObject({ verdict: 'needs-person', why: expect.stringContaining(why) });
  });
});

test('the same hours are credited once', () => {
  const credit = (net: string) => ({ line: 1, item: 'HOURS', net: usd(net), tax: usd('0.00') });
  const after = (net: string) =>
    creditOf(assess({ invoice: { lines: [credited(hours('160'), credit(net))] } }));
  expect(after('2800.00')).toContain('does not bear the claim');
  expect(after('1400.00')).toBe('1: 1400.00');
});
