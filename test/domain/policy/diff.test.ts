import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPolicies } from '../../../domain/policy/diff.ts';
import { policySchema, type Policy } from '../../../domain/policy/schema.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';

/** Without the parts that v1 names twice and shares. */
const copy = (): Policy => JSON.parse(JSON.stringify(policyV1)) as Policy;

/** v1 with one change. */
function changed(change: (policy: Policy) => void): Policy {
  const policy = copy();
  change(policy);
  return policy;
}

const band = (policy: Policy, column: 'credit-memo' | 'denial', index: number) => {
  const found = policy.approvals.matrix[column][index];
  if (!found) throw new Error(`no band ${index}`);
  return found;
};

describe('a diff names exactly the change, in words', () => {
  it.each<[string, (policy: Policy) => void, object]>([
    [
      'one lowered threshold',
      (p) => (band(p, 'credit-memo', 0).upTo = '40000'),
      {
        path: '/approvals/matrix/credit-memo/0/upTo',
        area: 'Approvals',
        what: 'credit memo: automatic up to',
        before: '500.00',
        after: '400.00',
      },
    ],
    [
      'another approver',
      (p) => (band(p, 'credit-memo', 1).levels = [{ seats: [{ role: 'manager', team: '*' }] }]),
      {
        path: '/approvals/matrix/credit-memo/1/levels',
        what: 'credit memo, over 500.00 up to 5,000.00: approved by',
        before: 'team lead of the owning team',
        after: 'receivables manager',
      },
    ],
    [
      'one target',
      (p) =>
        (p.sla.targets['billing-dispute'] = { ...p.sla.targets['billing-dispute'], P2: [4, 16] } as never),
      {
        path: '/sla/targets/billing-dispute/P2/1',
        area: 'Service levels',
        what: 'billing dispute, P2, resolution',
        before: '24 hours',
        after: '16 hours',
      },
    ],
    [
      'a day with a lunch break',
      (p) => {
        const { US10 } = p.calendars;
        if (US10) US10.windows[5] = [{ from: '09:00', to: '12:00' }];
      },
      { area: 'Calendars', what: 'US10: Friday', before: '09:00–17:00', after: '09:00–12:00' },
    ],
    [
      'a rule taken away',
      (p) => void p.routing.shift(),
      {
        path: '/routing/0',
        area: 'Routing',
        what: 'rule "complex disputes to specialists"',
        after: null,
      },
    ],
    [
      'another order of the rules',
      (p) => void p.routing.splice(0, 2, ...p.routing.slice(0, 2).toReversed()),
      { path: '/routing', area: 'Routing', what: 'order' },
    ],
    [
      'a pair of duties added',
      (p) =>
        void p.segregation.pairs.push({ id: 'x-y', duties: ['apply-cash', 'approve-credit'], because: 'so' }),
      { path: '/segregation/pairs/8', before: null, after: 'apply cash and approve credit: so' },
    ],
    [
      'a band between two others',
      (p) =>
        void p.approvals.matrix.denial.splice(1, 0, {
          upTo: '1000000',
          levels: [{ seats: [{ role: 'team-lead', team: 'owner' }] }],
        }),
      {
        path: '/approvals/matrix/denial/1',
        what: 'denial: band',
        before: null,
        after: 'up to 10,000.00: team lead of the owning team',
      },
    ],
    [
      'a tax rate',
      (p) => (p.taxRates['US10'] = { ...p.taxRates['US10'], SALES: '0.0825' }),
      { area: 'Tax rates', what: 'US10, SALES', before: '8 %', after: '8.25 %' },
    ],
    [
      'the committee, now unanimous',
      (p) =>
        (band(p, 'denial', 1).levels = [{ seats: [{ role: 'committee', team: '*' }], quorum: 3, of: 3 }]),
      { before: 'team lead of the owning team', after: '3 of 3: committee member' },
    ],
  ])('%s', (_what, change, difference) => {
    expect(diffPolicies(policyV1, changed(change))).toEqual([expect.objectContaining(difference)]);
  });

  it('with version and effective date apart from the substance', () => {
    const next = { ...copy(), version: 'v2', effectiveFrom: '2027-01-01T00:00:00Z' };
    expect(diffPolicies(policyV1, next).map(({ area }) => area)).toEqual(['Version', 'Version']);
  });
});

interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  return value === null ? [] : [{ path, value: value as Leaf['value'] }];
}

/** Another value of the same kind. */
function other(value: Leaf['value']): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : /^\d+$/.test(value) ? `${value}7` : `${value}-x`;
}

function withLeaf({ path, value }: Leaf): Policy {
  const policy = copy();
  let place = policy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[path.at(-1) ?? ''] = other(value);
  return policy;
}

const LEAVES = leavesOf(policyV1);
/** A rule's name is what it is known by: another name is one rule gone and one come. */
const isName = ({ path }: Leaf): boolean =>
  path.at(-1) === 'id' && (path[0] === 'routing' || path[0] === 'segregation');

describe('for any policy', () => {
  it('nothing differs from itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LEAVES), (leaf) => {
        expect(diffPolicies(withLeaf(leaf), withLeaf(leaf))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('one changed value is exactly one difference, there or in what it belongs to, with words for both sides', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LEAVES.filter((leaf) => !isName(leaf))), (leaf) => {
        const differences = diffPolicies(policyV1, withLeaf(leaf));
        expect(differences).toHaveLength(1);
        const [{ path, before, after, area } = { path: '', before: '', after: '', area: '' }] = differences;
        expect(`/${leaf.path.join('/')}`.startsWith(path)).toBe(true);
        expect(path).not.toBe('');
        expect(before).not.toBe(after);
        expect(area).not.toBe('Other');
      }),
      { numRuns: 300 },
    );
  });

  it('another name of a rule is one gone and one come', () => {
    const renamed = changed(
      (p) => (p.segregation.pairs[0] = { ...p.segregation.pairs[0], id: 'new' } as never),
    );
    expect(
      diffPolicies(policyV1, renamed).map(({ before, after }) => [before === null, after === null]),
    ).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('the document as the database gives it back differs in nothing', () => {
    expect(diffPolicies(policyV1, policySchema.parse(JSON.parse(JSON.stringify(policyV1))))).toEqual([]);
  });
});
