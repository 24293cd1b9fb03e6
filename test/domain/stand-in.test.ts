import { describe, expect, test } from 'vitest';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Delegation, Directory, Person } from '../../domain/directory.ts';
import {
  candidatesFor,
  mightActFor,
  standingOf,
  stillAssigned,
  type OpenSeat,
  type StandInQuestion,
} from '../../domain/stand-in.ts';

const MANAGER: RoleGrant = { role: 'manager', entity: 'US10', team: '*' };
const LEAD: RoleGrant = { role: 'team-lead', entity: 'US10', team: 'billing' };
const FROM = '2026-11-01T00:00:00Z';
const UNTIL = '2026-12-01T00:00:00Z';

const person = (id: string, grants: readonly RoleGrant[] = [], managerId: string | null = null): Person => ({
  ...{ id, name: `Name ${id}`, kind: 'person', managerId, skills: [], grants },
});
const lends = (delegatorId: string, delegateId: string, change: Partial<Delegation> = {}): Delegation => ({
  ...{ id: `DLG-${delegatorId}-${delegateId}`, delegatorId, delegateId, role: 'manager', entity: 'US10' },
  ...{ team: '*', limitMinor: null, from: FROM, until: UNTIL },
  ...change,
});
const directoryOf = (
  people: readonly Person[],
  delegations: readonly Delegation[] = [],
  away: readonly string[] = [],
): Directory => ({
  people,
  delegations,
  absences: away.map((principalId) => ({ principalId, from: FROM, until: UNTIL })),
});

const seat: OpenSeat = { legalEntity: 'US10', role: 'manager', team: '*', assigneeId: null };
const question = (change: Partial<StandInQuestion> = {}): StandInQuestion => ({
  ...{ depth: 3, basisMinor: 100_000n, barred: new Set<string>() },
  ...change,
});
/** "role boss", "delegation ann for boss": who may, and by whose authority. */
const inWords = (directory: Directory, asked = question(), of = seat): string[] =>
  candidatesFor(of, directory, asked).map(({ personId, via, onBehalfOf }) =>
    onBehalfOf === null ? `${via} ${personId}` : `${via} ${personId} for ${onBehalfOf}`,
  );

const boss = person('boss', [MANAGER], 'chief');
const chief = person('chief', [], 'top');
const top = person('top');
const [ann, bob, cid, dan] = ['ann', 'bob', 'cid', 'dan'].map((id) => person(id)) as [
  Person,
  Person,
  Person,
  Person,
];
const everyone = [boss, chief, top, ann, bob, cid, dan];

describe('who holds the role', () => {
  test('for the entity and team may fill its seat, by name', () => {
    const people = [
      person('z', [MANAGER]),
      person('b', [{ ...MANAGER, entity: '*' }]),
      person('other', [{ ...MANAGER, entity: 'DE20' }]),
      person('clerk', [LEAD]),
    ];
    expect(inWords(directoryOf(people))).toEqual(['role b', 'role z']);
  });

  test('may decide although they are away', () => {
    expect(inWords(directoryOf([boss], [], ['boss']))).toEqual(['role boss']);
  });

  test('may not when barred, nor may a service', () => {
    expect(inWords(directoryOf([boss]), question({ barred: new Set(['boss']) }))).toEqual([]);
    expect(inWords(directoryOf([{ ...boss, kind: 'service' }]))).toEqual([]);
  });
});

describe('authority that is lent', () => {
  test('is the delegate’s too, on behalf of who holds it; the path is kept', () => {
    const directory = directoryOf(everyone, [lends('boss', 'ann'), lends('ann', 'bob')]);
    expect(inWords(directory)).toEqual(['role boss', 'delegation ann for boss', 'delegation bob for boss']);
    expect(candidatesFor(seat, directory, question())[2]?.path).toEqual(['boss', 'ann', 'bob']);
  });

  const covered: [what: string, change: Partial<Delegation>, covered: boolean][] = [
    ['for the entity', { entity: 'US10' }, true],
    ['for all entities', { entity: '*' }, true],
    ['for another entity', { entity: 'DE20' }, false],
    ['of another role', { role: 'team-lead' }, false],
    ['up to exactly the basis', { limitMinor: '100000' }, true],
    ['up to a cent less', { limitMinor: '99999' }, false],
  ];
  test.each(covered)('%s', (_what, change, isCovered) => {
    const words = inWords(directoryOf(everyone, [lends('boss', 'ann', change)]));
    expect(words.includes('delegation ann for boss')).toBe(isCovered);
  });

  test('with a limit covers nothing whose basis is not known in the limit’s currency', () => {
    const unknown = question({ basisMinor: null });
    expect(inWords(directoryOf(everyone, [lends('boss', 'ann', { limitMinor: '9' })]), unknown)).toEqual([
      'role boss',
    ]);
    expect(inWords(directoryOf(everyone, [lends('boss', 'ann')]), unknown)).toContain(
      'delegation ann for boss',
    );
  });

  test('for one team covers that team’s seats only', () => {
    const lead = person('lead', [{ ...LEAD, team: '*' }]);
    const directory = directoryOf([lead, ann], [lends('lead', 'ann', { role: 'team-lead', team: 'credit' })]);
    const of = (team: OpenSeat['team']) =>
      inWords(directory, question(), { ...seat, role: 'team-lead', team });
    expect(of('credit')).toEqual(['role lead', 'delegation ann for lead']);
    expect(of('billing')).toEqual(['role lead']);
  });

  test('is never more than the delegator holds: without the role there is nothing to lend', () => {
    expect(inWords(directoryOf([{ ...boss, grants: [] }, ann], [lends('boss', 'ann')]))).toEqual([]);
    expect(inWords(directoryOf([ann], [lends('boss', 'ann')]))).toEqual([]);
  });

  test('goes on so many times and no further', () => {
    const chain = [lends('boss', 'ann'), lends('ann', 'bob'), lends('bob', 'cid'), lends('cid', 'dan')];
    const reached = (depth: number) => inWords(directoryOf(everyone, chain), question({ depth })).length - 1;
    expect([0, 1, 2, 3, 4, 9].map(reached)).toEqual([0, 1, 2, 3, 4, 4]);
  });

  test('ends where it began: a cycle makes nobody their own stand-in', () => {
    const ring = [lends('boss', 'ann'), lends('ann', 'bob'), lends('bob', 'boss'), lends('bob', 'ann')];
    expect(inWords(directoryOf(everyone, ring), question({ depth: 50 }))).toEqual([
      'role boss',
      'delegation ann for boss',
      'delegation bob for boss',
    ]);
  });

  test('is never a barred person’s, nor passes through one, nor comes from one', () => {
    const chain = directoryOf(everyone, [lends('boss', 'ann'), lends('ann', 'bob')]);
    const without = (id: string) => inWords(chain, question({ barred: new Set([id]) }));
    expect(without('bob')).toEqual(['role boss', 'delegation ann for boss']);
    expect(without('ann')).toEqual(['role boss']);
    expect(without('boss')).toEqual([]);
  });
});

describe('while everybody who holds the role is away and lent it to nobody who is there', () => {
  test('the nearest manager acts for them', () => {
    expect(inWords(directoryOf(everyone, [], ['boss']))).toEqual(['role boss', 'absence chief for boss']);
  });

  test('and the manager’s manager where that one is away or barred too, so many times', () => {
    const away = directoryOf(everyone, [], ['boss', 'chief']);
    expect(inWords(away)).toEqual(['role boss', 'absence top for boss']);
    expect(inWords(away, question({ depth: 1 }))).toEqual(['role boss']);
    const barred = question({ barred: new Set(['chief']) });
    expect(inWords(directoryOf(everyone, [], ['boss']), barred)).toEqual([
      'role boss',
      'absence top for boss',
    ]);
  });

  test('but not while another holder, or a delegate of one, is there', () => {
    const second = person('second', [MANAGER]);
    expect(inWords(directoryOf([...everyone, second], [], ['boss']))).toEqual(['role boss', 'role second']);
    expect(inWords(directoryOf(everyone, [lends('boss', 'ann')], ['boss']))).toEqual([
      'role boss',
      'delegation ann for boss',
    ]);
    expect(inWords(directoryOf(everyone, [lends('boss', 'ann')], ['boss', 'ann']))).toContain(
      'absence chief for boss',
    );
  });

  test('a holder who is there but barred does not keep the manager out', () => {
    const second = person('second', [MANAGER]);
    const barred = question({ barred: new Set(['second']) });
    expect(inWords(directoryOf([...everyone, second], [], ['boss']), barred)).toEqual([
      'role boss',
      'absence chief for boss',
    ]);
  });

  test('nobody acts for a barred person, nor for one who is there', () => {
    expect(inWords(directoryOf(everyone, [], ['boss']), question({ barred: new Set(['boss']) }))).toEqual([]);
    expect(inWords(directoryOf(everyone))).toEqual(['role boss']);
  });

  test('managers in a circle end the search', () => {
    const circle = [person('boss', [MANAGER], 'chief'), person('chief', [], 'boss')];
    expect(inWords(directoryOf(circle, [], ['boss', 'chief']), question({ depth: 50 }))).toEqual([
      'role boss',
    ]);
  });
});

describe('a seat of one named person', () => {
  const named = { ...seat, assigneeId: 'boss' };
  const second = person('second', [MANAGER], 'top');

  test('is theirs, or whoever stands in for exactly them', () => {
    const lent = directoryOf([...everyone, second], [lends('boss', 'ann'), lends('second', 'bob')]);
    expect(inWords(lent, question(), named)).toEqual(['role boss', 'delegation ann for boss']);
    const away = directoryOf([...everyone, second], [], ['boss']);
    expect(inWords(away, question(), named)).toEqual(['role boss', 'absence chief for boss']);
  });

  test('is nobody’s when they no longer hold the role', () => {
    expect(inWords(directoryOf(everyone), question(), { ...seat, assigneeId: 'ann' })).toEqual([]);
  });

  test('of a committee may be an alternate’s, who lends what an alternate holds', () => {
    const alternate = person('alt', [{ role: 'committee-alternate', entity: '*', team: '*' }]);
    const of = (assigneeId: string | null) => ({ ...seat, role: 'committee', assigneeId }) as const;
    const lent = [lends('alt', 'ann', { role: 'committee-alternate', entity: '*' })];
    expect(inWords(directoryOf([alternate, ann], lent), question(), of('alt'))).toEqual([
      'role alt',
      'delegation ann for alt',
    ]);
    expect(inWords(directoryOf([alternate, ann]), question(), of('ann'))).toEqual([]);
    expect(inWords(directoryOf([alternate]), question(), of(null))).toEqual(['role alt']);
  });

  test('stays theirs while they are there, hold the role and may decide; away they still are', () => {
    const still = (directory: Directory, ...barred: string[]) =>
      stillAssigned(named, directory, new Set(barred));
    expect(still(directoryOf(everyone, [], ['boss']))).toBe('boss');
    expect(still(directoryOf(everyone), 'ann')).toBe('boss');
    expect(still(directoryOf(everyone), 'boss')).toBeNull();
    expect(still(directoryOf(everyone.filter(({ id }) => id !== 'boss')))).toBeNull();
    expect(stillAssigned({ ...seat, assigneeId: 'ann' }, directoryOf(everyone), new Set())).toBeNull();
    expect(stillAssigned(seat, directoryOf(everyone), new Set())).toBeNull();
  });
});

test('who qualifies in several ways does so by role first, then by delegation', () => {
  const second = person('second', [MANAGER]);
  const both = directoryOf([boss, second], [lends('boss', 'second')]);
  expect(inWords(both)).toEqual(['role boss', 'role second']);
  expect(standingOf('second', seat, both, question())?.via).toBe('role');
  expect(standingOf('second', seat, both, question(), 'boss')).toMatchObject({
    via: 'delegation',
    onBehalfOf: 'boss',
  });
  expect(standingOf('second', seat, both, question(), 'ann')).toBeNull();
});

test('who is barred, or stands in for somebody who is, still has a standing to be told about', () => {
  const directory = directoryOf(everyone, [lends('boss', 'ann')]);
  const barred = question({ barred: new Set(['boss']) });
  expect(standingOf('boss', seat, directory, barred)?.via).toBe('role');
  expect(standingOf('ann', seat, directory, barred)).toMatchObject({ onBehalfOf: 'boss' });
  expect(standingOf('dan', seat, directory, barred)).toBeNull();
});

test('whom a person might act for: themselves, who lent them something, and reports who are away', () => {
  const directory = directoryOf(everyone, [lends('boss', 'ann'), lends('ann', 'bob')], ['boss']);
  const ids = (id: string) => mightActFor(id, directory).map((one) => one.id);
  expect(ids('bob')).toEqual(['boss', 'ann', 'bob']);
  expect(ids('chief')).toEqual(['boss', 'chief']);
  expect(ids('dan')).toEqual(['dan']);
});
