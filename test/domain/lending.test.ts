import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Delegation } from '../../domain/directory.ts';
import {
  cycleThrough,
  entitiesLent,
  lendable,
  narrowed,
  overlap,
  periodProblem,
  sameLoan,
  type Lent,
} from '../../domain/lending.ts';

const NOW = '2026-11-16T15:00:00.000Z';
type Loan = Omit<Delegation, 'id'>;

const loan = (delegatorId: string, delegateId: string, change: Partial<Loan> = {}): Loan => ({
  ...{ delegatorId, delegateId, role: 'manager', entity: 'US10', team: '*', limitMinor: null },
  ...{ from: '2026-11-16T00:00:00Z', until: '2026-11-20T00:00:00Z' },
  ...change,
});

describe('a period', () => {
  it.each([
    ['runs', '2026-11-16T15:00:00Z', '2026-11-16T15:00:01Z', undefined],
    ['that is over', '2020-01-01T00:00:00Z', '2020-06-01T00:00:00Z', 'must be in the future'],
    ['that has begun', '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z', undefined],
    ['of a year and a day at most', '2026-11-16T15:00:00Z', '2027-11-17T15:00:00Z', undefined],
    ['a second longer', '2026-11-16T15:00:00Z', '2027-11-17T15:00:01Z', 'at most 366 days'],
    ['of no length', '2026-11-17T00:00:00Z', '2026-11-17T00:00:00Z', 'must be after "from"'],
    ['backwards', '2026-11-18T00:00:00Z', '2026-11-17T00:00:00Z', 'must be after "from"'],
    ['that ends now', '2026-11-16T00:00:00Z', NOW, 'must be in the future'],
    ['with offsets', '2026-11-16T23:30:00+09:00', '2026-11-16T10:00:01-05:00', undefined],
  ])('%s', (_what, from, until, problem) => {
    const found = periodProblem({ from, until }, NOW);
    expect(problem === undefined ? found === undefined : found?.includes(problem)).toBe(true);
  });

  it('is half-open: two that touch have no moment in common', () => {
    const [a, b] = [
      loan('a', 'b'),
      loan('a', 'b', { from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' }),
    ];
    expect([overlap(a, b), overlap(b, a), overlap(a, a)]).toEqual([false, false, true]);
  });
});

describe('what can be lent', () => {
  const grants: RoleGrant[] = [
    { role: 'team-lead', entity: 'US10', team: 'billing' },
    { role: 'controller', entity: '*', team: '*' },
    { role: 'manager', entity: 'US10', team: '*' },
    { role: 'manager', entity: 'DE20', team: '*' },
  ];
  const cases: readonly [Lent, string[]][] = [
    [{ role: 'team-lead', entity: 'US10', team: 'billing' }, ['US10']],
    [{ role: 'team-lead', entity: 'US10', team: '*' }, ['US10']],
    [{ role: 'team-lead', entity: '*', team: '*' }, ['US10']],
    [{ role: 'team-lead', entity: 'US10', team: 'credit' }, []],
    [{ role: 'team-lead', entity: 'DE20', team: 'billing' }, []],
    [{ role: 'controller', entity: 'DE20', team: '*' }, ['DE20']],
    [{ role: 'controller', entity: '*', team: '*' }, ['US10', 'DE20']],
    [{ role: 'manager', entity: '*', team: '*' }, ['US10', 'DE20']],
    [{ role: 'manager', entity: 'US10', team: 'billing' }, ['US10']],
    [{ role: 'cfo', entity: '*', team: '*' }, []],
  ];
  it.each(cases)('%o takes effect in %j', (lent, entities) => {
    expect(entitiesLent(grants, lent, ['US10', 'DE20'])).toEqual(entities);
    expect(lendable(grants, lent).length > 0).toBe(entities.length > 0);
  });

  it('names the one team the role is held for, so that a later grant is not lent along', () => {
    expect(narrowed(grants, { role: 'team-lead', entity: '*', team: '*' }).team).toBe('billing');
    expect(narrowed(grants, { role: 'manager', entity: '*', team: '*' }).team).toBe('*');
    const two: RoleGrant[] = [...grants, { role: 'team-lead', entity: 'US10', team: 'credit' }];
    expect(narrowed(two, { role: 'team-lead', entity: 'US10', team: '*' }).team).toBe('*');
  });
});

describe('a circle', () => {
  it.each([
    ['of two', [loan('b', 'a')], loan('a', 'b'), ['a', 'b', 'a']],
    ['of three', [loan('b', 'c'), loan('c', 'a')], loan('a', 'b'), ['a', 'b', 'c', 'a']],
    ['not of another role', [loan('b', 'a', { role: 'controller' })], loan('a', 'b'), undefined],
    ['not of another entity', [loan('b', 'a', { entity: 'DE20' })], loan('a', 'b'), undefined],
    ['over the group', [loan('b', 'a', { entity: '*' })], loan('a', 'b'), ['a', 'b', 'a']],
    [
      'not of another team',
      [loan('b', 'a', { team: 'credit' })],
      loan('a', 'b', { team: 'billing' }),
      undefined,
    ],
    [
      'not one after the other',
      [loan('b', 'a', { from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' })],
      loan('a', 'b'),
      undefined,
    ],
    [
      'not when its parts never are at once',
      [
        loan('b', 'c', { from: '2026-11-16T00:00:00Z', until: '2026-11-17T00:00:00Z' }),
        loan('c', 'a', { from: '2026-11-18T00:00:00Z', until: '2026-11-19T00:00:00Z' }),
      ],
      loan('a', 'b'),
      undefined,
    ],
    ['a chain is none', [loan('b', 'c'), loan('c', 'd')], loan('a', 'b'), undefined],
    [
      'one that the new loan does not belong to',
      [loan('c', 'd'), loan('d', 'c'), loan('b', 'c')],
      loan('a', 'b'),
      undefined,
    ],
  ])('%s', (_what, before, candidate, found) => {
    expect(cycleThrough(before, candidate)).toEqual(found);
  });

  it('never comes to be: whatever is lent in whatever order, following loans of one moment never returns', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const asked = fc.array(
      fc.record({
        ...{ delegatorId: person, delegateId: person, day: fc.integer({ min: 1, max: 6 }) },
        ...{ days: fc.integer({ min: 1, max: 4 }), entity: fc.constantFrom('US10', 'DE20', '*') },
      }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(asked, (all) => {
        const lent: Loan[] = [];
        for (const { delegatorId, delegateId, day, days, entity } of all) {
          const period = {
            from: `2026-11-0${day}T00:00:00Z`,
            until: `2026-11-${day + days < 10 ? '0' : ''}${day + days}T00:00:00Z`,
          };
          const candidate = loan(delegatorId, delegateId, { ...period, entity });
          if (delegatorId !== delegateId && !cycleThrough(lent, candidate)) lent.push(candidate);
        }
        for (const entity of ['US10', 'DE20'])
          for (let day = 1; day < 11; day += 1) {
            const noon = `2026-11-${day < 10 ? '0' : ''}${day}T12:00:00Z`;
            const now = lent.filter(
              (one) => one.from <= noon && noon < one.until && ['*', entity].includes(one.entity),
            );
            expect(['a', 'b', 'c', 'd', 'e'].some((who) => reaches(now, who, who))).toBe(false);
          }
      }),
    );
  });
});

/** Whether some way along the loans leads from one person to another: the plain way, without cycleThrough's. */
function reaches(loans: readonly Loan[], from: string, to: string): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (const at of queue) {
    for (const { delegatorId, delegateId } of loans) {
      if (delegatorId !== at) continue;
      if (delegateId === to) return true;
      if (!seen.has(delegateId)) queue.push(delegateId);
      seen.add(delegateId);
    }
  }
  return false;
}

it('the same loan is the same authority to the same person at some same time', () => {
  const one = loan('a', 'b');
  expect(sameLoan(one, loan('a', 'b', { limitMinor: '100' }))).toBe(true);
  expect(sameLoan(one, loan('a', 'c'))).toBe(false);
  expect(sameLoan(one, loan('a', 'b', { team: 'billing' }))).toBe(false);
  expect(sameLoan(one, loan('a', 'b', { from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' }))).toBe(
    false,
  );
});
