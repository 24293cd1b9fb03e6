import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { explainPriority, prioritise, type PriorityFacts } from '../../domain/priority.ts';

const given = (amount: string, facts: Partial<PriorityFacts> = {}) =>
  prioritise(policyV1, {
    amount: moneyOf(amount, 'USD'),
    keyAccount: false,
    onCreditHold: false,
    legalDeadline: false,
    businessDaysToDue: null,
    ...facts,
  });

describe('by amount, inclusive', () => {
  test.each([
    ['0.01', 'P4'],
    ['499.99', 'P4'],
    ['500.00', 'P3'],
    ['4999.99', 'P3'],
    ['5000.00', 'P2'],
    ['99999.99', 'P2'],
    ['100000.00', 'P1'],
  ])('%s is %s', (amount, priority) => {
    expect(given(amount).priority).toBe(priority);
  });
});

describe('in a currency without a rate', () => {
  const unknown = { amount: null, unpriced: { from: 'EUR', to: 'USD' } } as const;

  test('no bound on the amount holds, and the reason says so', () => {
    expect(given('0.00', unknown)).toEqual({
      priority: 'P4',
      because: 'no higher condition fits; the amount did not count, since no rate from EUR to USD was known',
    });
  });

  test('the other conditions hold as ever', () => {
    expect(given('0.00', { ...unknown, keyAccount: true }).priority).toBe('P2');
    expect(given('0.00', { ...unknown, onCreditHold: true }).priority).toBe('P1');
  });

  test('the explanation shows no amount, and the bounds in the functional currency', () => {
    const facts = { keyAccount: false, onCreditHold: false, legalDeadline: false, businessDaysToDue: null };
    expect(explainPriority(policyV1, { ...facts, ...unknown })).toMatchObject({
      inputs: { amount: null, currency: 'USD' },
      counterfactual: 'P3 at or above 500.00 USD',
    });
  });
});

describe('whatever the amount', () => {
  const cases: [facts: Partial<PriorityFacts>, priority: string, because: string][] = [
    [{ legalDeadline: true }, 'P1', 'a legal deadline runs'],
    [{ onCreditHold: true }, 'P1', 'shipments are on credit hold'],
    [{ keyAccount: true }, 'P2', 'a key account asks'],
    [{ businessDaysToDue: 5 }, 'P2', 'the invoice is due within 5 business days'],
    [{ businessDaysToDue: 0 }, 'P2', 'the invoice is due within 5 business days'],
    [{ businessDaysToDue: 6 }, 'P4', 'no higher condition fits'],
    [{ businessDaysToDue: null }, 'P4', 'no higher condition fits'],
  ];
  test.each(cases)('%o is %s', (facts, priority, because) => {
    expect(given('1.00', facts)).toEqual({ priority, because });
  });

  test('the highest condition that fits wins', () => {
    expect(given('5000.00', { onCreditHold: true }).priority).toBe('P1');
    expect(given('100000.00', { keyAccount: true }).priority).toBe('P1');
    expect(given('500.00', { keyAccount: true }).priority).toBe('P2');
  });
});

test('the worked examples are P2, P2, P3, P2, P2', () => {
  const claimed = ['25000.00', '18750.00', '2800.00', '9200.00', '18500.00'];
  expect(claimed.map((amount) => given(amount).priority)).toEqual(['P2', 'P2', 'P3', 'P2', 'P2']);
});

describe('the explanation names the bound that would change it', () => {
  const explained = (amount: string, facts: Partial<PriorityFacts> = {}) =>
    explainPriority(policyV1, {
      amount: moneyOf(amount, 'USD'),
      keyAccount: false,
      onCreditHold: false,
      legalDeadline: false,
      businessDaysToDue: null,
      ...facts,
    });
  test.each([
    ['499.99', {}, 'P4', 'P3 at or above 500.00 USD'],
    ['500.00', {}, 'P3', 'P2 at or above 5,000.00 USD'],
    ['25000.00', {}, 'P2', 'P1 at or above 100,000.00 USD'],
    ['1.00', { keyAccount: true }, 'P2', 'P1 at or above 100,000.00 USD'],
    ['100000.00', {}, 'P1', 'P2 below 100,000.00 USD'],
    ['100.00', { onCreditHold: true }, 'P1', 'P4 without shipments on credit hold'],
    [
      '100000.00',
      { legalDeadline: true, onCreditHold: true },
      'P1',
      'P2 below 100,000.00 USD and without a legal deadline and without shipments on credit hold',
    ],
  ] as const)('%s %o is %s, %s', (amount, facts, priority, counterfactual) => {
    expect(explained(amount, facts)).toMatchObject({
      step: 'prioritise',
      rule: priority,
      outcome: priority,
      counterfactual,
    });
  });

  test('and it is true: at the bound it changes, a cent below it does not', () => {
    expect(explained('5000.00').rule).toBe('P2');
    expect(explained('4999.99').counterfactual).toBe('P2 at or above 5,000.00 USD');
  });
});
