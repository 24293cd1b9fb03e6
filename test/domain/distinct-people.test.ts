import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoleGrant } from '../../domain/actor.ts';
import { levelOutcome, requiredApprovals } from '../../domain/approval-chain.ts';
import type { ApprovalChain } from '../../domain/approval-plan.ts';
import { barredFrom, checkDecision, type DecisionContext } from '../../domain/approval.ts';
import { seatCommittee } from '../../domain/committee.ts';
import type { Delegation, Directory, Person } from '../../domain/directory.ts';
import { money } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { candidatesFor, standingOf } from '../../domain/stand-in.ts';

/**
 * Domain rules 2: distinct people on all levels. Whatever people there are, whatever they lend one another and whoever is away, a
 * proposal that its seats let through has as many deciders as the matrix asks, and none of them asked for, prepared or touched it.
 */
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const ROLES = [
  'team-lead',
  'manager',
  'controller',
  'treasurer',
  'cfo',
  'committee',
  'committee-alternate',
] as const;
const who = fc.constantFrom(...PEOPLE);
const period = { from: '2026-11-01T00:00:00Z', until: '2026-12-01T00:00:00Z' };
const grant = fc.record<RoleGrant>({
  role: fc.constantFrom(...ROLES),
  entity: fc.constantFrom('US10', 'US10', '*', 'DE20'),
  team: fc.constantFrom('*', '*', 'billing', 'credit'),
});
const people = fc.tuple(
  ...PEOPLE.map((id) =>
    fc.record<Person>({
      ...{ id: fc.constant(id), name: fc.constant(id.toUpperCase()), kind: fc.constant('person') },
      ...{ skills: fc.constant([]), managerId: fc.option(who), grants: fc.array(grant, { maxLength: 3 }) },
    }),
  ),
);
const delegations = fc.array(
  fc
    .record({
      ...{ delegatorId: who, delegateId: who, role: fc.constantFrom(...ROLES) },
      ...{ entity: fc.constantFrom('US10', '*'), team: fc.constantFrom<'*' | 'billing'>('*', 'billing') },
      limitMinor: fc.option(fc.constantFrom('100', '3000000', '99999999'), { freq: 3 }),
    })
    .filter(({ delegatorId, delegateId }) => delegatorId !== delegateId),
  { minLength: 8, maxLength: 30 },
);
const directories = fc
  .record({ people, delegations, away: fc.uniqueArray(who, { maxLength: 6 }) })
  .map(({ people: everyone, delegations: lent, away }): Directory => ({
    people: everyone,
    delegations: lent.map((one, i): Delegation => ({ ...one, ...period, id: `DLG-${i}` })),
    absences: away.map((principalId) => ({ principalId, ...period })),
  }));
const columns = fc.constantFrom('credit-memo', 'write-off', 'refund', 'restructuring', 'credit-limit');
const amounts = fc.constantFrom(60_000n, 600_000n, 3_000_000n, 20_000_000n);

interface Parties {
  readonly requesterId: string;
  readonly preparerId: string;
  readonly toucherId: string;
}
const parties = fc.record<Parties>({ requesterId: who, preparerId: who, toucherId: who });
/** In which order people come to the seats, and which of them reject. */
const comers = fc.array(fc.tuple(who, fc.nat({ max: 9 })), { minLength: 25, maxLength: 50 });

interface Answer {
  readonly seat: number;
  readonly level: number;
  readonly verdict: 'approve' | 'reject';
  readonly personId: string;
  readonly onBehalfOf: string | null;
}

const chainOf = (column: Parameters<typeof requiredApprovals>[1]['column'], minor: bigint): ApprovalChain =>
  requiredApprovals(policyV1, {
    ...{ column, amount: money(minor, 'USD'), earlier: money(0n, 'USD'), team: 'billing' },
    ...{ everyCheckPassed: false, exactCash: false },
  });

type Facts = Omit<DecisionContext, 'actor' | 'standing' | 'task'>;
const factsOf = ({ requesterId, preparerId, toucherId }: Parties, answers: readonly Answer[]): Facts => ({
  ...{ legalEntity: 'US10', requestClosed: false, revision: 1, requesterId, preparerId },
  touches: [{ actorId: toucherId, relation: 'evidence' }],
  deciders: answers.flatMap(({ personId, onBehalfOf }) =>
    onBehalfOf === null ? [personId] : [personId, onBehalfOf],
  ),
  memory: {
    ...{ segregation: policyV1.segregation, zone: 'UTC', requestId: 'REQ-US10-1', column: null, past: [] },
    now: '2026-11-16T15:00:00Z',
  },
});

/** Everybody comes in turn and answers the first seat that the rules let them answer. @returns the answers, if it came through */
function decideAll(
  chain: ApprovalChain,
  directory: Directory,
  involved: Parties,
  coming: readonly (readonly [string, number])[],
): readonly Answer[] | 'not approved' {
  const answers: Answer[] = [];
  const basisMinor = BigInt(chain.basis.minor);
  for (const level of chain.levels) {
    const seats = chain.seats.map((seat, i) => ({ ...seat, i })).filter((seat) => seat.level === level.level);
    const committee = seats[0]?.role === 'committee';
    const state = seats[0] && { ...taskOf(seats[0]), assigneeId: null };
    const barred = state ? barredFrom({ ...factsOf(involved, answers), task: state }) : new Set<string>();
    const named = committee ? seatCommittee(seats.length, 'US10', directory, barred) : [];
    const outcome = () =>
      levelOutcome(
        level,
        seats.map(({ i, veto }) => ({
          veto,
          verdict: answers.find(({ seat }) => seat === i)?.verdict ?? null,
        })),
      );
    for (const [personId, mood] of coming) {
      if (outcome() !== 'open') break;
      for (const [n, seat] of seats.entries()) {
        if (answers.some((answer) => answer.seat === seat.i)) continue;
        const task = { ...taskOf(seat), assigneeId: named[n] ?? null };
        const facts = { ...factsOf(involved, answers), task };
        const open = { legalEntity: 'US10', role: seat.role, team: seat.team, assigneeId: task.assigneeId };
        const question = { depth: 3, basisMinor, barred: barredFrom(facts) };
        const actor = directory.people.find(({ id }) => id === personId);
        const standing = standingOf(personId, open, directory, question);
        const verdict = mood === 0 ? 'reject' : 'approve';
        if (!actor || !checkDecision({ ...facts, actor, standing }, verdict, 'h').allowed) continue;
        // What the rule lets through is what the seat offers: a shown candidate, barred by nothing.
        expect(candidatesFor(open, directory, question).map((one) => one.personId)).toContain(personId);
        answers.push({
          seat: seat.i,
          level: level.level,
          verdict,
          personId,
          onBehalfOf: standing?.onBehalfOf ?? null,
        });
        break;
      }
    }
    if (outcome() !== 'approved') return 'not approved';
  }
  return answers;
}

const taskOf = ({ role, team }: ApprovalChain['seats'][number]): DecisionContext['task'] => ({
  ...{ kind: 'approve', state: 'open', revision: 1, role, team, contentHash: 'h' },
  ...{ assigneeId: null, assigneeName: null },
});

describe('whoever is there, away, or standing in', () => {
  test('never fewer distinct people than the matrix asks, none of them involved, nor in an involved person’s stead', () => {
    let through = 0;
    let inSomebodysStead = 0;
    fc.assert(
      fc.property(
        columns,
        amounts,
        directories,
        parties,
        comers,
        (column, amount, directory, involved, coming) => {
          const chain = chainOf(column, amount);
          const answers = decideAll(chain, directory, involved, coming);
          if (answers === 'not approved') return;
          through += 1;
          const approvals = answers.filter(({ verdict }) => verdict === 'approve');
          const needed = chain.levels.reduce((sum, { quorum }) => sum + quorum, 0);
          expect(new Set(approvals.map(({ personId }) => personId)).size).toBeGreaterThanOrEqual(needed);
          const authorities = answers.flatMap(({ personId, onBehalfOf }) =>
            onBehalfOf === null ? [personId] : [personId, onBehalfOf],
          );
          expect(new Set(authorities).size).toBe(authorities.length);
          for (const id of Object.values(involved)) expect(authorities).not.toContain(id);
          inSomebodysStead += answers.filter(({ onBehalfOf }) => onBehalfOf !== null).length;
        },
      ),
      { numRuns: 200 },
    );
    expect(through).toBeGreaterThan(10);
    expect(inSomebodysStead).toBeGreaterThan(0);
  }, 60_000);

  test('every candidate’s authority comes from somebody who holds the role, by a path without a repeated or barred person', () => {
    fc.assert(
      fc.property(
        directories,
        fc.constantFrom(...ROLES),
        fc.uniqueArray(who, { maxLength: 3 }),
        fc.integer({ min: 0, max: 12 }),
        (directory, role, barred, depth) => {
          const open = { legalEntity: 'US10', role, team: 'billing', assigneeId: null } as const;
          const question = { depth, basisMinor: 50_000n, barred: new Set(barred) };
          const candidates = candidatesFor(open, directory, question);
          expect(new Set(candidates.map(({ personId }) => personId)).size).toBe(candidates.length);
          for (const { personId, via, onBehalfOf, path } of candidates) {
            expect(onBehalfOf).not.toBe(personId);
            expect([path[0], path.at(-1)]).toEqual([onBehalfOf ?? personId, personId]);
            expect(new Set(path).size).toBe(path.length);
            expect(path.filter((id) => barred.includes(id))).toEqual([]);
            expect(via === 'delegation' ? path.length - 1 : 0).toBeLessThanOrEqual(depth);
          }
        },
      ),
      { numRuns: 800 },
    );
  }, 60_000);
});

describe('a committee’s seats', () => {
  const member = (id: string, role: RoleGrant['role'] = 'committee'): Person => ({
    ...{ id, name: id.toUpperCase(), kind: 'person', managerId: null, skills: [] },
    grants: [{ role, entity: '*', team: '*' }],
  });
  const directory: Directory = {
    people: [member('c'), member('a'), member('b'), member('x', 'committee-alternate'), member('n', 'cfo')],
    ...{ delegations: [], absences: [] },
  };
  const named = (...barred: string[]) => seatCommittee(3, 'US10', directory, new Set(barred));

  test('are its members’, by name', () => {
    expect(named()).toEqual(['a', 'b', 'c']);
  });

  test('and an alternate’s for each who may not decide, so that n holds', () => {
    expect(named('b')).toEqual(['a', 'c', 'x']);
  });

  test('and anybody’s where people are too few', () => {
    expect(named('a', 'b')).toEqual(['c', 'x', null]);
    expect(named('a', 'b', 'c', 'x')).toEqual([null, null, null]);
  });
});
