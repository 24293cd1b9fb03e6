import { describe, expect, test } from 'vitest';
import type { Policy } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { route } from '../../domain/routing.ts';

describe('policy v1 sends', () => {
  test.each([
    ['billing-dispute', 'PRICE', 'billing', 'finance'],
    ['payment-clarification', 'PAYMENT_NOT_POSTED', 'cash-application', 'finance'],
    [null, null, 'service-desk', 'service'],
  ] as const)('%s, %s to the team %s of %s', (type, reason, team, department) => {
    expect(route(policyV1, type, reason)).toMatchObject({ team, department });
  });
});

const rule = (id: string, when: Policy['routing'][number]['when']): Policy['routing'][number] => ({
  ...{ id, when, team: 'billing', department: 'finance', assign: 'queue', because: `because of ${id}` },
});
const routing = [
  rule('tax-disputes', { type: 'billing-dispute', reason: 'TAX' }),
  rule('disputes', { type: 'billing-dispute' }),
  rule('late-fees', { reason: 'LATE_FEE' }),
];

test('the first rule that fits in every point wins, and says why', () => {
  const policy = { ...policyV1, routing: [...routing, rule('rest', {})] };
  const chosen = (...args: [Parameters<typeof route>[1], string | null]) => route(policy, ...args).rule;
  expect(chosen('billing-dispute', 'TAX')).toBe('tax-disputes');
  expect(chosen('billing-dispute', 'LATE_FEE')).toBe('disputes');
  expect(chosen('payment-clarification', 'LATE_FEE')).toBe('late-fees');
  expect(chosen('payment-clarification', 'TAX')).toBe('rest');
  expect(route(policy, null, null)).toMatchObject({ rule: 'rest', because: 'because of rest' });
});

test('a policy without a rule for the rest is a bug, and loud', () => {
  expect(() => route({ ...policyV1, routing }, null, null)).toThrow('no routing rule that fits everything');
});
