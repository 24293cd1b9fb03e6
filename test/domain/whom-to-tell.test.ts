import { describe, expect, test } from 'vitest';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Delegation, Directory, Person } from '../../domain/directory.ts';
import { mayReassign, marksOf, rungsFired } from '../../domain/ladder.ts';
import { oneEach, type Message } from '../../domain/notice.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { alwaysOpen } from '../../domain/calendar.ts';
import { fireMark, startClock } from '../../domain/sla.ts';
import { managersOf, toldBy } from '../../domain/whom-to-tell.ts';

const person = (id: string, managerId: string | null, ...grants: RoleGrant[]): Person => ({
  ...{ id, name: id, kind: 'person', managerId, skills: [], grants },
});
const grant = (role: RoleGrant['role'], entity: string, team: RoleGrant['team'] = '*') => ({
  ...{ role, entity, team },
});
const PEOPLE = [
  person('analyst-1', 'lead', grant('analyst', 'US10', 'billing')),
  person('analyst-2', 'lead', grant('analyst', 'US10', 'billing')),
  person('cashier', 'cash-lead', grant('analyst', 'US10', 'cash-application')),
  person('lead', 'manager', grant('team-lead', 'US10', 'billing')),
  person('cash-lead', 'manager', grant('team-lead', 'US10', 'cash-application')),
  person('manager', 'controller', grant('manager', 'US10')),
  person('controller', 'cfo', grant('controller', '*')),
  person('treasurer', 'cfo', grant('treasurer', '*')),
  person('cfo', null, grant('cfo', '*')),
  person('berliner', 'controller', grant('manager', 'DE20'), grant('team-lead', 'DE20', 'billing')),
];
const there: Directory = { people: PEOPLE, delegations: [], absences: [] };
const away = (...ids: string[]): Directory => ({
  ...there,
  absences: ids.map((principalId) => ({
    ...{ principalId, from: '2026-06-15T00:00:00Z', until: '2026-06-20T00:00:00Z' },
  })),
});
const lends = (delegatorId: string, delegateId: string): Delegation => ({
  ...{ id: 'DLG-1', delegatorId, delegateId, role: 'manager', entity: 'US10', team: '*' },
  ...{ limitMinor: null, from: '2026-06-15T00:00:00Z', until: '2026-06-20T00:00:00Z' },
});
const queued = { legalEntity: 'US10', team: 'billing', ownerId: null } as const;
const rung = (percent: number) => policyV1.sla.ladder.find((one) => one.percent === percent)?.notify ?? [];

describe('a rung tells', () => {
  test.each([
    [50, null, ['analyst-1', 'analyst-2']],
    [50, 'analyst-2', ['analyst-2']],
    [75, 'analyst-2', ['analyst-2', 'lead']],
    [90, 'analyst-2', ['analyst-2', 'lead', 'manager']],
    [100, 'analyst-2', ['analyst-2', 'lead', 'manager', 'controller']],
    [175, null, ['analyst-1', 'analyst-2', 'lead', 'manager', 'controller']],
  ])('at %d %%, owned by %s', (percent, ownerId, told) => {
    expect(toldBy(policyV1, rung(percent), { ...queued, ownerId }, there)).toEqual(told);
  });

  test('the head of the team’s function', () => {
    const cash = { ...queued, team: 'cash-application', ownerId: 'cashier' } as const;
    expect(toldBy(policyV1, rung(100), cash, there)).toEqual([
      'cashier',
      'cash-lead',
      'manager',
      'treasurer',
    ]);
  });

  test('through who stands in: the delegate, else the manager; themselves when nobody is there', () => {
    const tell = (directory: Directory) => toldBy(policyV1, ['manager'], queued, directory);
    expect(tell(away('manager'))).toEqual(['controller']);
    expect(tell({ ...away('manager'), delegations: [lends('manager', 'lead')] })).toEqual(['lead']);
    expect(tell({ ...away('manager', 'lead'), delegations: [lends('manager', 'lead')] })).toEqual([
      'controller',
    ]);
    expect(tell(away('manager', 'controller'))).toEqual(['manager']);
  });

  test('through nobody to whom another role, or another team’s, was lent', () => {
    const lent = (role: Delegation['role'], team: Delegation['team']) => ({
      ...away('lead'),
      delegations: [{ ...lends('lead', 'cashier'), role, team }],
    });
    const tell = (directory: Directory) => toldBy(policyV1, ['team-lead'], queued, directory);
    expect(tell(lent('manager', '*'))).toEqual(['manager']);
    expect(tell(lent('team-lead', 'credit'))).toEqual(['manager']);
    expect(tell(lent('team-lead', 'billing'))).toEqual(['cashier']);
    expect(tell(lent('team-lead', '*'))).toEqual(['cashier']);
  });

  test('each person once, however many are named through them', () => {
    expect(toldBy(policyV1, ['owner', 'team-lead'], queued, away('analyst-1', 'analyst-2'))).toEqual([
      'lead',
    ]);
  });
});

test('an expired approval goes to managers, then to theirs; the first of all answers for themselves', () => {
  expect(managersOf(['lead', 'cash-lead'], there)).toEqual(['manager']);
  expect(managersOf(managersOf(['lead'], there), there)).toEqual(['controller']);
  expect(managersOf(['cfo'], there)).toEqual(['cfo']);
});

describe('the ladder', () => {
  test('lets those it tells reassign from 90 % on', () => {
    expect([[], [50], [50, 75], [90], [50, 175]].map((fired) => mayReassign(policyV1, fired))).toEqual([
      ...[false, false, false, true, true],
    ]);
  });

  test('has no rung of the approval’s own clock, whose expiry comes twice', () => {
    expect(marksOf(policyV1, 'policy-resolution')).toEqual([50, 75, 90, 100, 125, 150, 175]);
    expect(marksOf(policyV1, 'approval')).toEqual([50, 100, 200]);
    const started = (name: 'approval' | 'policy-response') =>
      fireMark(startClock(name, alwaysOpen('24x7', 'UTC'), 60, '2026-06-15T09:00Z'), 100);
    expect(rungsFired([started('approval')])).toEqual([]);
    expect(rungsFired([started('approval'), started('policy-response')])).toEqual([100]);
  });
});

test('one notice for each person says everything, titled by the gravest', () => {
  const say = (recipientId: string, kind: Message['kind'], title: string): Message => ({
    ...{ recipientId, kind, title, text: `${title}.` },
  });
  const notices = oneEach('sla/1', [
    say('lead', 'sla-mark', 'Half'),
    say('lead', 'sla-breach', 'Late'),
    say('manager', 'approval-expired', 'Open'),
    say('lead', 'sla-mark', 'Half'),
  ]);
  expect(notices).toEqual([
    { subject: 'sla/1', recipientId: 'lead', kind: 'sla-breach', title: 'Late', text: 'Late.\n\nHalf.' },
    { subject: 'sla/1', recipientId: 'manager', kind: 'approval-expired', title: 'Open', text: 'Open.' },
  ]);
});
