import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  assign,
  explainAssignment,
  loadOf,
  type AssignmentQuestion,
  type Colleague,
  type OwnedRequest,
} from '../../domain/assignment.ts';

const colleague = (name: string, some: Partial<Colleague> = {}): Colleague => ({
  id: `person:${name}`,
  name,
  kind: 'person',
  grants: [{ role: 'analyst', entity: 'US10', team: 'billing' }],
  managerId: null,
  skills: [],
  absent: false,
  ...some,
});
const owned = (name: string, some: Partial<OwnedRequest> = {}): OwnedRequest => ({
  ownerId: `person:${name}`,
  priority: 'P4',
  complexity: 'simple',
  ...some,
});
const ask = (some: Partial<AssignmentQuestion> = {}): AssignmentQuestion => ({
  route: { team: 'billing', skill: null, assign: 'least-loaded' },
  team: [colleague('ada'), colleague('ben'), colleague('cem')],
  workload: [],
  barred: [],
  ownerId: null,
  ...some,
});

test('a rule that names a queue leaves it in the queue of the team', () => {
  expect(assign(ask({ route: { team: 'billing', skill: null, assign: 'queue' } }))).toMatchObject({
    ownerId: null,
    how: 'queue',
    because: 'it waits in the queue of billing until somebody claims it',
  });
});

describe('the least loaded', () => {
  const cases: [why: string, question: Partial<AssignmentQuestion>, owner: string | null][] = [
    ['is the first by id among equals', {}, 'ada'],
    ['has the fewest requests', { workload: [owned('ada'), owned('cem')] }, 'ben'],
    [
      'has the lightest ones: three small ones weigh less than one that is urgent',
      {
        workload: [
          owned('ada', { priority: 'P1' }),
          ...[1, 2, 3].map(() => owned('ben')),
          ...[1, 2, 3, 4, 5].map(() => owned('cem')),
        ],
      },
      'ben',
    ],
    [
      'has the simpler ones',
      { workload: [owned('ada', { complexity: 'complex' }), owned('ben'), owned('cem', { priority: 'P1' })] },
      'ben',
    ],
    ['is there', { team: [colleague('ada', { absent: true }), colleague('ben')] }, 'ben'],
    [
      'knows what the rule asks for, however busy',
      {
        route: { team: 'billing', skill: 'complex-disputes', assign: 'least-loaded' },
        team: [colleague('ada'), colleague('ben', { skills: ['complex-disputes'] })],
        workload: [owned('ben', { priority: 'P1' })],
      },
      'ben',
    ],
    ['neither asked for it nor handed it in', { barred: ['person:ada', 'person:ben'] }, 'cem'],
    [
      'goes on with it, although others have less',
      { ownerId: 'person:cem', workload: [owned('cem')] },
      'cem',
    ],
    ['is somebody else once its owner no longer fits', { ownerId: 'person:zoe' }, 'ada'],
  ];
  test.each(cases)('%s', (_why, question, owner) => {
    expect(assign(ask(question)).ownerId).toBe(owner === null ? null : `person:${owner}`);
  });
});

describe('nobody there', () => {
  test.each([
    [
      { team: [colleague('ada', { absent: true })] },
      'everybody of billing who could take it is away, so it waits in the queue of billing',
    ],
    [
      { route: { team: 'billing', skill: 'complex-disputes', assign: 'least-loaded' } },
      'nobody of billing knows complex disputes, so it waits in the queue of billing',
    ],
    [{ team: [] }, 'nobody of billing could take it, so it waits in the queue of billing'],
  ] as const)('%j: the queue, and it says so', (question, because) => {
    expect(assign(ask(question))).toMatchObject({ ownerId: null, how: 'nobody-there', because });
  });
});

it('is somebody of the team who is there, not barred, and nobody of them has less', () => {
  const names = ['ada', 'ben', 'cem', 'dil'];
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: fc.constantFrom(...names),
          priority: fc.constantFrom('P1', 'P2', 'P3', 'P4' as const),
        }),
      ),
      fc.subarray(names),
      fc.subarray(names),
      (work, away, barred) => {
        const workload = work.map(({ name, priority }) => owned(name, { priority: priority as 'P1' }));
        const team = names.map((name) => colleague(name, { absent: away.includes(name) }));
        const { ownerId, how } = assign(
          ask({ team, workload, barred: barred.map((name) => `person:${name}`) }),
        );
        const could = names.filter((name) => !away.includes(name) && !barred.includes(name));
        const least = Math.min(...could.map((name) => loadOf(workload, `person:${name}`)));
        expect(how).toBe(could.length === 0 ? 'nobody-there' : 'least-loaded');
        expect(could.length === 0 ? [null] : could.map((name) => `person:${name}`)).toContain(ownerId);
        expect(ownerId === null ? Infinity : loadOf(workload, ownerId)).toBe(least);
      },
    ),
  );
});

test('the explanation says what was weighed and what would have changed it', () => {
  const question = ask({ workload: [owned('ada', { priority: 'P2' }), owned('cem', { priority: 'P1' })] });
  const explained = explainAssignment(assign(question), question.route);
  expect(explained).toMatchObject({
    step: 'assign',
    rule: 'least-loaded',
    because: 'of 3 who could take it, this one has the least open work (0 against 3)',
    outcome: 'person:ben',
    counterfactual: 'another person from 3 more of open work on',
  });
});
