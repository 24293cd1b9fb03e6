import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { moneyOf } from '../../domain/money.ts';
import type { Policy, RoutingRule } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { complexityOf, explainRoute, route, teamsRoutedTo, type RoutingFacts } from '../../domain/routing.ts';

const facts = (some: Partial<RoutingFacts> = {}): RoutingFacts => ({
  type: 'billing-dispute',
  reason: 'PRICE',
  amount: moneyOf('1000.00', 'USD'),
  functionalCurrency: 'USD',
  keyAccount: false,
  region: 'US',
  language: 'en',
  lines: 1,
  reasons: 1,
  ...some,
});
const rule = (id: string, when: RoutingRule['when'], other: Partial<RoutingRule> = {}): RoutingRule => ({
  ...{ id, when, team: 'billing', department: 'finance', assign: 'queue', because: `because of ${id}` },
  ...other,
});
const rest = rule('rest', {}, { team: 'service-desk' });
const under = (...routing: RoutingRule[]): Policy => ({ ...policyV1, routing: [...routing, rest] });

describe('the teams a policy sends a type to', () => {
  const credit = { team: 'credit' } as const;
  test.each([
    [
      'the first rule that fits all of it, and no later one',
      [rule('all', { type: 'billing-dispute' }), rule('late', {}, credit)],
      ['billing'],
    ],
    [
      'rules before it that fit some',
      [rule('some', { segment: 'key-account' }, credit), rule('all', { type: 'billing-dispute' })],
      ['credit', 'billing'],
    ],
    ['no rule for another type', [rule('other', { type: 'payment-clarification' }, credit)], []],
    [
      'the service desk only by name',
      [rule('desk', { type: 'billing-dispute', regions: ['US'] }, { team: 'service-desk' })],
      ['service-desk'],
    ],
  ] as const)('are those of %s', (_what, routing, teams) => {
    expect(teamsRoutedTo(under(...routing), 'billing-dispute')).toEqual(teams);
  });

  it('is one for each type of policy v1', () => {
    expect(teamsRoutedTo(policyV1, 'billing-dispute')).toEqual(['billing']);
    expect(teamsRoutedTo(policyV1, 'payment-clarification')).toEqual(['cash-application']);
  });

  it('are all of them while nobody has said what it is', () => {
    expect(teamsRoutedTo(policyV1, null)).toEqual(['billing', 'cash-application', 'service-desk']);
  });
});

describe('policy v1 sends', () => {
  test.each([
    [{}, 'billing-disputes-to-billing', 'billing', 'finance', null, 'queue'],
    [{ keyAccount: true }, 'key-accounts-to-one-person', 'billing', 'finance', null, 'least-loaded'],
    [
      { amount: moneyOf('100000.00', 'USD'), keyAccount: true },
      'complex-disputes-to-specialists',
      'billing',
      'finance',
      'complex-disputes',
      'least-loaded',
    ],
    [
      { type: 'payment-clarification', reason: 'PAYMENT_NOT_POSTED' },
      'payments-to-cash-application',
      'cash-application',
      'finance',
      null,
      'queue',
    ],
    [{ type: null, reason: null }, 'the-rest-to-the-service-desk', 'service-desk', 'service', null, 'queue'],
  ] as const)('%o by %s to %s of %s', (some, id, team, department, skill, assign) => {
    expect(route(policyV1, facts(some))).toMatchObject({ rule: id, team, department, skill, assign });
  });
});

describe('each condition of a rule', () => {
  const conditions: [
    when: RoutingRule['when'],
    fits: Partial<RoutingFacts>,
    not: Partial<RoutingFacts>,
    words: string,
  ][] = [
    [{ type: 'billing-dispute' }, {}, { type: 'payment-clarification' }, 'as a billing dispute'],
    [{ type: 'billing-dispute' }, {}, { type: null }, 'as a billing dispute'],
    [{ reason: 'TAX' }, { reason: 'TAX' }, { reason: 'PRICE' }, 'for the reason TAX'],
    [
      { amountFrom: '100000' },
      { amount: moneyOf('1000.00', 'USD') },
      { amount: moneyOf('999.99', 'USD') },
      'from 1,000.00 USD',
    ],
    [{ amountFrom: '100000' }, {}, { amount: null }, 'from 1,000.00 USD'],
    [
      { amountBelow: '123456789' },
      { amount: moneyOf('1234567.88', 'USD') },
      { amount: moneyOf('1234567.89', 'USD') },
      'below 1,234,567.89 USD',
    ],
    [{ amountBelow: '100' }, { amount: moneyOf('0.99', 'USD') }, { amount: null }, 'below 1.00 USD'],
    [{ segment: 'key-account' }, { keyAccount: true }, { keyAccount: false }, 'for a key account'],
    [{ segment: 'standard' }, {}, { keyAccount: true }, 'for a customer who is no key account'],
    [{ regions: ['DE', 'AT'] }, { region: 'AT' }, { region: 'CH' }, 'for a customer in DE or AT'],
    [{ languages: ['es'] }, { language: 'es' }, { language: 'pt' }, 'for a customer who speaks es'],
    [
      { complexity: 'complex' },
      { lines: 20 },
      { lines: 19 },
      'from 100,000.00 USD, 20 lines on the invoice or 3 reasons in the text',
    ],
    [
      { complexity: 'simple' },
      { reasons: 2 },
      { reasons: 3 },
      'below 100,000.00 USD, 20 lines on the invoice and 3 reasons in the text',
    ],
  ];
  test.each(conditions)('%o', (when, fits, not, words) => {
    const policy = under(rule('asked', when));
    expect(route(policy, facts(fits)).rule).toBe('asked');
    expect(route(policy, facts(not))).toMatchObject({
      rule: 'rest',
      nearest: {
        rule: 'asked',
        failing: [words],
        words: `would have gone to the queue of billing, ${words}`,
      },
    });
  });

  test('all of them must hold', () => {
    const policy = under(rule('both', { reason: 'TAX', regions: ['DE'] }));
    expect(route(policy, facts({ reason: 'TAX', region: 'DE' })).rule).toBe('both');
    expect(route(policy, facts({ reason: 'TAX' })).rule).toBe('rest');
    expect(route(policy, facts({ region: 'DE' })).nearest?.words).toBe(
      'would have gone to the queue of billing, for the reason TAX',
    );
    expect(route(policy, facts()).nearest?.words).toBe(
      'would have gone to the queue of billing, for the reason TAX and for a customer in DE',
    );
  });
});

describe('complexity is reached at each bound, inclusive', () => {
  test.each([
    [{ lines: 19, reasons: 2, amount: moneyOf('99999.99', 'USD') }, 'simple'],
    [{ lines: 20 }, 'complex'],
    [{ reasons: 3 }, 'complex'],
    [{ amount: moneyOf('100000.00', 'USD') }, 'complex'],
    [{ amount: null }, 'simple'],
  ] as const)('%o is %s', (some, complexity) => {
    expect(complexityOf(policyV1, facts(some))).toBe(complexity);
  });
});

describe('the nearest rule that did not fire', () => {
  test('of an ordinary dispute is the specialist, with the bound', () => {
    expect(route(policyV1, facts()).nearest).toMatchObject({
      rule: 'complex-disputes-to-specialists',
      words:
        'would have gone to billing, a specialist in complex disputes, from 100,000.00 USD, 20 lines on the invoice or 3 reasons in the text',
    });
  });

  test('has the fewest conditions failing, and is the earlier of two as near', () => {
    const policy = under(
      rule('two-missing', { reason: 'TAX', regions: ['DE'] }),
      rule('one-missing', { regions: ['DE'] }),
      rule('as-near', { languages: ['de'] }),
    );
    expect(route(policy, facts()).nearest?.rule).toBe('one-missing');
  });

  test('stands before the one that fired if any does, else after it', () => {
    const policy = under(rule('first', { type: 'billing-dispute' }), rule('later', { reason: 'PRICE' }));
    expect(route(policy, facts()).nearest).toEqual({
      rule: 'later',
      team: 'billing',
      skill: null,
      failing: [],
      words: 'would have gone to the queue of billing, had the rule first not come first',
    });
    expect(route(policy, facts({ type: null })).nearest?.rule).toBe('first');
  });

  test('is not there where the policy has nothing but the rest', () => {
    expect(route(under(), facts()).nearest).toBeNull();
  });
});

describe('whatever the rules and the facts', () => {
  const conditions = fc.record(
    {
      type: fc.constantFrom('billing-dispute', 'payment-clarification'),
      reason: fc.constantFrom('PRICE', 'TAX'),
      amountFrom: fc.constantFrom('1', '100000', '10000000'),
      amountBelow: fc.constantFrom('1', '100000', '10000000'),
      segment: fc.constantFrom('key-account' as const, 'standard' as const),
      regions: fc.subarray(['US', 'DE', 'MX'], { minLength: 1 }),
      languages: fc.subarray(['en', 'de', 'es'], { minLength: 1 }),
      complexity: fc.constantFrom('simple' as const, 'complex' as const),
    },
    { requiredKeys: [] },
  );
  const anyFacts = fc.record({
    type: fc.constantFrom('billing-dispute', 'payment-clarification', null),
    reason: fc.constantFrom('PRICE', 'TAX', null),
    amount: fc.option(
      fc.bigInt({ min: 1n, max: 20_000_000n }).map((minor) => ({ minor, currency: 'USD' as const })),
    ),
    functionalCurrency: fc.constant('USD' as const),
    keyAccount: fc.boolean(),
    region: fc.constantFrom('US', 'DE', 'FR'),
    language: fc.constantFrom('en', 'de', 'fr'),
    lines: fc.integer({ min: 0, max: 40 }),
    reasons: fc.integer({ min: 0, max: 5 }),
  });

  it('exactly one rule fires, and the nearest is never that one', () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 6 }), anyFacts, (whens, given) => {
        const policy = under(...whens.map((when, i) => rule(`rule-${i}`, when)));
        const decided = route(policy, given);
        expect(policy.routing.filter(({ id }) => id === decided.rule)).toHaveLength(1);
        expect(decided.nearest?.rule).not.toBe(decided.rule);
        // The rule that fired is the first whose conditions hold one by one: no earlier rule stands up alone.
        const at = policy.routing.findIndex(({ id }) => id === decided.rule);
        for (const earlier of policy.routing.slice(0, at)) {
          const alone = { ...policy, routing: [earlier, rest] };
          expect(route(alone, given).rule).toBe('rest');
        }
      }),
    );
  });

  it('the nearest rule would have fired but for the conditions it names', () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 6 }), anyFacts, (whens, given) => {
        const policy = under(...whens.map((when, i) => rule(`rule-${i}`, when)));
        const { nearest } = route(policy, given);
        if (!nearest) return;
        const chosen = policy.routing.find(({ id }) => id === nearest.rule);
        if (!chosen) throw new Error('the nearest rule is none of the policy');
        const alone = route({ ...policy, routing: [chosen, rest] }, given);
        expect(alone.rule === chosen.id).toBe(nearest.failing.length === 0);
      }),
    );
  });
});

test('the explanation holds the rule, the inputs and the nearest rule, in plain JSON', () => {
  const given = facts();
  const explained = explainRoute(route(policyV1, given), given);
  expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
  expect(explained).toMatchObject({
    step: 'route',
    rule: 'billing-disputes-to-billing',
    because: 'billing disputes belong to the billing team of finance',
    inputs: { amount: '1000.00', complexity: 'simple', segment: 'standard', lines: 1 },
    outcome: { team: 'billing', skill: null, assign: 'queue' },
  });
});

test('a policy without a rule for the rest is a bug, and loud', () => {
  const policy = { ...policyV1, routing: [rule('tax', { reason: 'TAX' })] };
  expect(() => route(policy, facts())).toThrow('no routing rule that fits everything');
});
