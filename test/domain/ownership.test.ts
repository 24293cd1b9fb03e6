import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Colleague } from '../../domain/assignment.ts';
import {
  checkOwnership,
  offersOwnership,
  OWNERSHIP_ACTIONS,
  type OwnershipChange,
  type OwnershipContext,
} from '../../domain/ownership.ts';
import type { RoleGrant } from '../../domain/actor.ts';
import { STAGES, TEAMS } from '../../domain/vocabulary.ts';

const person = (name: string, role: RoleGrant['role'], some: Partial<Colleague> = {}): Colleague => ({
  ...{ id: `person:${name}`, name, kind: 'person', managerId: null, skills: [], absent: false },
  grants: [{ role, entity: 'US10', team: role === 'manager' ? '*' : 'billing' }],
  ...some,
});
const ada = person('ada', 'analyst');
const ben = person('ben', 'analyst', { skills: ['complex-disputes'] });
const cem = person('cem', 'analyst', { absent: true });
const lea = person('lea', 'team-lead', { skills: ['complex-disputes'] });
const max = person('max', 'manager');

const given = (some: Partial<OwnershipContext> = {}): OwnershipContext => ({
  actor: ada,
  legalEntity: 'US10',
  stage: 'preparing',
  team: 'billing',
  skill: null,
  ownerId: null,
  colleagues: [ada, ben, cem, lea],
  approvers: [],
  managersReassign: false,
  type: 'billing-dispute',
  routedTeams: ['billing', 'cash-application', 'logistics', 'finance'],
  staffedTeams: ['billing', 'cash-application', 'logistics', 'sales'],
  ledTeams: ['billing', 'cash-application', 'sales', 'finance'],
  onlyApprovers: [],
  ...some,
});
const answer = (some: Partial<OwnershipContext>, change: OwnershipChange): string => {
  const check = checkOwnership(given(some), change);
  return check.allowed ? 'allowed' : check.code;
};

describe('claiming is', () => {
  test.each([
    ['an analyst’s of its team', {}, 'allowed'],
    ['its lead’s', { actor: lea }, 'allowed'],
    ['no manager’s', { actor: max }, 'NOT_AUTHORISED'],
    ['a specialist’s where a skill is asked for', { actor: ben, skill: 'complex-disputes' }, 'allowed'],
    ['nobody else’s then', { skill: 'complex-disputes' }, 'NOT_AUTHORISED'],
    ['refused while another owns it', { ownerId: ben.id }, 'OWNED'],
    ['the same answer to who owns it', { ownerId: ada.id }, 'allowed'],
    ['refused to who approved the proposal', { approvers: [ada.id] }, 'SOD_VIOLATION'],
    [
      'refused to whom a seat can’t do without',
      { onlyApprovers: [{ id: ada.id, seat: 'x' }] },
      'SOD_VIOLATION',
    ],
    ['refused before routing', { team: null, stage: 'captured' }, 'NOT_NOW'],
    ['refused once closed', { stage: 'closed' }, 'REQUEST_CLOSED'],
  ] as const)('%s', (_what, some, code) => {
    expect(answer(some, { action: 'claim' })).toBe(code);
  });
});

describe('giving it to somebody is', () => {
  const to = (id: string, action: 'hand-over' | 'reassign') => ({ action, to: id });
  test.each([
    ['the owner’s', { ownerId: ada.id }, to(ben.id, 'hand-over'), 'allowed'],
    ['no other analyst’s', { ownerId: ben.id }, to(lea.id, 'hand-over'), 'NOT_AUTHORISED'],
    ['nothing while it is queued', {}, to(ben.id, 'hand-over'), 'NOT_NOW'],
    ['refused to who is away', { ownerId: ada.id }, to(cem.id, 'hand-over'), 'VALIDATION'],
    ['refused to oneself', { ownerId: ada.id }, to(ada.id, 'hand-over'), 'VALIDATION'],
    ['refused to a stranger', { ownerId: ada.id }, to(max.id, 'hand-over'), 'VALIDATION'],
    [
      'refused to who approved',
      { ownerId: ada.id, approvers: [lea.id] },
      to(lea.id, 'hand-over'),
      'SOD_VIOLATION',
    ],
    [
      'refused to whom a seat can’t do without',
      { ownerId: ada.id, onlyApprovers: [{ id: lea.id, seat: 'billing team lead' }] },
      to(lea.id, 'hand-over'),
      'SOD_VIOLATION',
    ],
    [
      'refused to them by the lead too',
      { actor: lea, onlyApprovers: [{ id: lea.id, seat: 'billing team lead' }] },
      to(lea.id, 'reassign'),
      'SOD_VIOLATION',
    ],
    ['the lead’s, from the queue or an owner', { actor: lea }, to(ada.id, 'reassign'), 'allowed'],
    ['the lead’s, to themselves too', { actor: lea, ownerId: ada.id }, to(lea.id, 'reassign'), 'allowed'],
    ['no manager’s at first', { actor: max }, to(ada.id, 'reassign'), 'NOT_AUTHORISED'],
    [
      'a manager’s once the ladder says so',
      { actor: max, managersReassign: true },
      to(ada.id, 'reassign'),
      'allowed',
    ],
    ['no analyst’s even then', { managersReassign: true }, to(ben.id, 'reassign'), 'NOT_AUTHORISED'],
  ] as const)('%s', (_what, some, change, code) => {
    expect(answer(some, change)).toBe(code);
  });
});

describe('returning it is', () => {
  const back = { action: 'return-to-queue' } as const;
  const toCash = { action: 'return-to-queue', team: 'cash-application' } as const;
  test.each([
    ['the owner’s', { ownerId: ada.id }, back, 'allowed'],
    ['the lead’s', { actor: lea, ownerId: ada.id }, back, 'allowed'],
    ['no colleague’s', { ownerId: ben.id }, back, 'NOT_AUTHORISED'],
    ['nothing while it is queued', { actor: lea }, back, 'NOT_NOW'],
    ['to another team while it is assessed', { actor: lea }, toCash, 'allowed'],
    ['not in triage', { actor: lea, stage: 'triage' }, toCash, 'NOT_NOW'],
    ['not while it is approved', { actor: lea, stage: 'approving' }, toCash, 'NOT_NOW'],
    ['not where nobody works', { actor: lea }, { ...back, team: 'finance' }, 'VALIDATION'],
    ['not where nobody leads', { actor: lea }, { ...back, team: 'logistics' }, 'VALIDATION'],
    [
      'not where the policy sends none of its type',
      { ownerId: ada.id },
      { ...back, team: 'sales' },
      'VALIDATION',
    ],
  ] as const)('%s', (_what, some, change, code) => {
    expect(answer(some, change)).toBe(code);
  });
});

test('that another team is refused says why', () => {
  const check = checkOwnership(given({ ownerId: ada.id }), { action: 'return-to-queue', team: 'sales' });
  expect(check).toMatchObject({
    field: '/team',
    reason:
      'The policy routes a billing dispute to billing or cash-application or logistics or finance, not to sales. The lead of its team approves it, so nobody chooses another team.',
  });
});

describe('whoever asks, whatever stands', () => {
  const everybody = [ada, ben, cem, lea, max];
  const ids = everybody.map(({ id }) => id);
  const contexts = fc.record({
    actor: fc.constantFrom(...everybody),
    legalEntity: fc.constantFrom('US10', 'DE20'),
    stage: fc.constantFrom(...STAGES),
    team: fc.constantFrom('billing' as const, 'credit' as const, null),
    skill: fc.constantFrom(null, 'complex-disputes'),
    ownerId: fc.constantFrom(null, ...ids),
    colleagues: fc.constant([ada, ben, cem, lea]),
    approvers: fc.subarray(ids),
    onlyApprovers: fc
      .subarray(ids, { maxLength: 1 })
      .map((some) => some.map((id) => ({ id, seat: 'manager' }))),
    managersReassign: fc.boolean(),
    type: fc.constantFrom(null, 'billing-dispute'),
    routedTeams: fc.subarray([...TEAMS]),
    staffedTeams: fc.subarray([...TEAMS]),
    ledTeams: fc.subarray([...TEAMS]),
  });
  const changes = fc.oneof(
    fc.record({ action: fc.constant('claim' as const) }),
    fc.record({
      action: fc.constantFrom('hand-over' as const, 'reassign' as const),
      to: fc.constantFrom(...ids),
    }),
    fc.record({ action: fc.constant('return-to-queue' as const), team: fc.constantFrom(...TEAMS) }),
  );

  it('a new owner is of the team, knows what is asked for, and has approved nothing of it', () => {
    fc.assert(
      fc.property(contexts, changes, (context, change) => {
        const becomes = change.action === 'claim' ? context.actor.id : 'to' in change ? change.to : null;
        fc.pre(becomes !== null && becomes !== context.ownerId);
        fc.pre(checkOwnership(context, change).allowed);
        const owner = context.colleagues.find(({ id }) => id === becomes);
        expect([...(owner?.skills ?? []), null]).toContain(context.skill);
        expect(context.approvers).not.toContain(becomes);
        expect(context.onlyApprovers.map(({ id }) => id)).not.toContain(becomes);
        expect(change.action !== 'claim' && owner?.absent).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what is offered can be done in some way, and what is not offered in none', () => {
    fc.assert(
      fc.property(contexts, fc.constantFrom(...OWNERSHIP_ACTIONS), (context, action) => {
        const ways: OwnershipChange[] =
          action === 'hand-over' || action === 'reassign' ? ids.map((to) => ({ action, to })) : [{ action }];
        const possible = ways.some((way) => checkOwnership(context, way).allowed);
        expect(offersOwnership(context, action).allowed).toBe(possible);
      }),
      { numRuns: 2_000 },
    );
  });

  test('refusals say something, and closed requests are nobody’s', () => {
    fc.assert(
      fc.property(contexts, changes, (context, change) => {
        const check = checkOwnership({ ...context, stage: 'closed' }, change);
        expect(check).toMatchObject({ allowed: false, code: 'REQUEST_CLOSED' });
      }),
    );
  });
});
