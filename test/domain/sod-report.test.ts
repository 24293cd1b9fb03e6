import { describe, expect, test } from 'vitest';
import { SEED_PEOPLE } from '../../db/seed/people.ts';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Delegation, Directory, Person } from '../../domain/directory.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { sodReport } from '../../domain/sod-report.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';

const NOW = '2026-11-16T15:00:00Z';
const grant = (role: Role, team: Team | '*' = '*', entity = 'US10'): RoleGrant => ({ role, team, entity });
const person = (name: string, ...grants: RoleGrant[]): Person => ({
  ...{ id: `person:${name}`, name, kind: 'person', managerId: null, skills: [], grants },
});
const lent = (from: string, to: string, role: Role, change: Partial<Delegation> = {}): Delegation => ({
  ...{ id: `${from}-${to}-${role}`, delegatorId: `person:${from}`, delegateId: `person:${to}`, role },
  ...{
    entity: 'US10',
    team: '*',
    limitMinor: null,
    from: '2026-11-01T00:00:00Z',
    until: '2026-12-01T00:00:00Z',
  },
  ...change,
});
const report = (people: readonly Person[], delegations: readonly Delegation[] = [], legalEntity = 'US10') =>
  sodReport({
    directory: { people, delegations, absences: [] } satisfies Directory,
    policy: policyV1,
    legalEntity,
    now: NOW,
  });

const LEAD = grant('team-lead', 'billing');
const ANALYST = grant('analyst', 'billing');
const RELEASER = grant('payment-releaser');
const MANAGER = grant('manager');

describe('alone with a refund', () => {
  const upTo = (...grants: RoleGrant[]) =>
    report([person('one', ...grants)]).alone.map((found) => found.upToMinor)[0];

  test.each<[what: string, grants: RoleGrant[], upToMinor: string | null | undefined]>([
    ['lead, analyst and releaser: up to the lead’s band', [LEAD, ANALYST, RELEASER], '50000'],
    ['and manager: up to the band of both', [LEAD, ANALYST, RELEASER, MANAGER], '500000'],
    [
      'manager and controller: a band above the lead’s',
      [ANALYST, RELEASER, MANAGER, grant('controller')],
      '2500000',
    ],
    [
      'CFO and treasurer: any',
      [ANALYST, RELEASER, grant('cfo', '*', '*'), grant('treasurer', '*', '*')],
      null,
    ],
    ['without an analyst nobody prepares', [LEAD, RELEASER, MANAGER], undefined],
    ['without a releaser nothing is paid', [LEAD, ANALYST, MANAGER], undefined],
    [
      'a lead of another team than the analyst’s',
      [grant('team-lead', 'credit'), ANALYST, RELEASER],
      undefined,
    ],
    ['a lead and an analyst of every team', [grant('team-lead'), grant('analyst'), RELEASER], '50000'],
    ['in another entity', [grant('team-lead', 'billing', 'DE20'), ANALYST, RELEASER], undefined],
    ['for the group', [grant('team-lead', 'billing', '*'), ANALYST, RELEASER], '50000'],
  ])('%s', (_what, grants, expected) => {
    expect(upTo(...grants)).toBe(expected);
  });

  test('through all the roles it takes, in words', () => {
    expect(report([person('one', LEAD, ANALYST, RELEASER, grant('auditor'))]).alone[0]?.through).toEqual([
      ...['billing team lead', 'billing analyst', 'payment releaser'],
    ]);
  });

  test('nobody of the people Docket ships with', () => {
    for (const entity of ['US10', 'DE20']) expect(report(seeded(), [], entity).alone).toEqual([]);
  });
});

describe('delegations count', () => {
  const people = [person('one', ANALYST, RELEASER), person('lead', LEAD), person('boss', MANAGER)];
  const one = (...delegations: Delegation[]) =>
    report(people, delegations).alone.find(({ personId }) => personId === 'person:one');

  test('what is lent, with who lent it and until when', () => {
    expect(one(lent('lead', 'one', 'team-lead'))).toEqual({
      personId: 'person:one',
      upToMinor: '50000',
      through: ['billing analyst', 'billing team lead, lent by lead until 30 Nov 2026', 'payment releaser'],
    });
  });

  test('up to their limit', () => {
    expect(one(lent('lead', 'one', 'team-lead', { limitMinor: '20000' }))?.upToMinor).toBe('20000');
    expect(
      one(lent('lead', 'one', 'team-lead'), lent('boss', 'one', 'manager', { limitMinor: '90000' }))
        ?.upToMinor,
    ).toBe('90000');
    expect(
      one(lent('lead', 'one', 'team-lead'), lent('boss', 'one', 'manager', { limitMinor: '50000' }))
        ?.upToMinor,
    ).toBe('50000');
  });

  test.each<[string, Partial<Delegation>]>([
    ['before they begin', { from: '2026-11-16T15:00:01Z' }],
    ['once they have ended', { until: NOW }],
    ['in another entity', { entity: 'DE20' }],
    ['in another team', { team: 'credit' }],
    ['for a role the delegator lacks', { role: 'manager' }],
    ['from somebody who has left', { delegatorId: 'person:gone' }],
  ])('but not %s', (_what, change) => {
    expect(one(lent('lead', 'one', 'team-lead', change))).toBeUndefined();
  });

  test('passed on, as deep as the policy lets them, round a circle or not', () => {
    const chain = ['lead', 'a', 'b', 'c', 'd'];
    const crowd = [
      person('lead', LEAD),
      ...['a', 'b', 'c', 'd'].map((name) => person(name, ANALYST, RELEASER)),
    ];
    const links = chain
      .slice(1)
      .map((name, i) => lent(chain[i] ?? '', name, 'team-lead', { limitMinor: `${4 - i}0000` }));
    const found = report(crowd, [...links, lent('d', 'a', 'team-lead')]).alone;
    expect(found.map(({ personId, upToMinor }) => [personId, upToMinor])).toEqual([
      ['person:a', '40000'],
      ['person:b', '30000'],
      ['person:c', '20000'],
    ]);
  });
});

describe('pairs that one person could do', () => {
  const pairs = (...grants: RoleGrant[]) =>
    report([person('one', ...grants)]).conflicts.map(({ pair }) => pair);

  test.each<[string, RoleGrant[], string[]]>([
    ['a lead captures and approves', [LEAD], ['request-approve']],
    ['an analyst does neither', [ANALYST], []],
    ['lead and analyst', [LEAD, ANALYST], ['request-approve', 'prepare-approve']],
    ['manager and releaser', [MANAGER, RELEASER], ['approve-release']],
    ['steward and lead', [LEAD, grant('master-data-steward')], ['request-approve', 'bank-change-refund']],
    ['steward alone', [grant('master-data-steward')], []],
    ['KYC officer, who sits on bank changes, and manager', [grant('kyc-officer'), MANAGER], ['kyc-credit']],
    ['KYC officer alone', [grant('kyc-officer')], []],
    ['analyst of cash and of billing', [grant('analyst', 'cash-application'), ANALYST], ['write-off-cash']],
    [
      'an analyst of credit limits approves small ones',
      [grant('analyst', 'credit')],
      ['request-approve', 'prepare-approve', 'score-limit'],
    ],
    [
      'author and publisher',
      [grant('policy-author'), grant('policy-publisher')],
      ['policy-author-publisher'],
    ],
    ['auditor, operator', [grant('auditor'), { role: 'operator', team: '*', entity: '*' }], []],
  ])('%s', (_what, grants, expected) => {
    expect(pairs(...grants)).toEqual(expected);
  });

  test('says through which roles, and why the pair is kept apart', () => {
    expect(report([person('one', MANAGER, RELEASER, ANALYST)]).conflicts).toContainEqual({
      ...{
        personId: 'person:one',
        pair: 'approve-release',
        because: 'who approves a payment does not release it',
      },
      through: ['receivables manager', 'payment releaser'],
    });
  });

  test('of the people Docket ships with: leads may capture, credit analysts approve small limits; nothing else', () => {
    const { conflicts, checked } = report(seeded());
    const found = conflicts.map(({ personId, pair }) => `${personId.slice(7)} ${pair}`);
    expect(found.toSorted()).toEqual([
      ...['elena.petrova request-approve', 'naomi.fischer prepare-approve', 'naomi.fischer request-approve'],
      ...['naomi.fischer score-limit', 'priya.raman request-approve', 'samuel.ortiz prepare-approve'],
      ...['samuel.ortiz request-approve', 'samuel.ortiz score-limit', 'victor.chang request-approve'],
    ]);
    expect(checked).toBe(SEED_PEOPLE.length - 20 - 1);
  });
});

const seeded = (): Person[] =>
  SEED_PEOPLE.map(({ id, name, grants, managerId, skills }) => ({
    ...{ id, name, grants, managerId, skills },
    kind: 'person',
  }));
