import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsRole, type Actor, type RoleGrant } from '../../domain/actor.ts';
import {
  barredFrom,
  checkDecision,
  verdictsOf,
  type DecisionContext,
  type RefusalCode,
} from '../../domain/approval.ts';
import type { Directory } from '../../domain/directory.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import type { DutyMemory, PastDuty } from '../../domain/segregation.ts';
import { standingOf, type Candidate } from '../../domain/stand-in.ts';
import { type Duty, ROLES, TASK_KINDS, TASK_STATES, TEAMS, VERDICTS } from '../../domain/vocabulary.ts';

const LEAD: RoleGrant = { role: 'team-lead', entity: 'US10', team: 'billing' };
const lead: Actor = { id: 'person:lead', name: 'Lead', kind: 'person', grants: [LEAD] };

type Task = DecisionContext['task'];
interface Change extends Partial<Omit<DecisionContext, 'task'>> {
  readonly task?: Partial<Task> | undefined;
}

type Facts = Omit<DecisionContext, 'standing'>;
/** Of 4 November, on REQ-US10-2. */
const remembering = (...past: readonly PastDuty[]): DutyMemory => ({
  ...{ segregation: policyV1.segregation, zone: 'America/New_York', requestId: 'REQ-US10-2', column: null },
  ...{ now: '2026-11-04T15:00:00Z', past },
});
const did = (actorId: string, duty: Duty): PastDuty => ({
  ...{ actorId, duty, requestId: 'REQ-US10-1', at: '2026-11-03T15:00:00Z' },
});
const alone = (actor: Actor): Directory => ({
  people: [{ ...actor, managerId: null, skills: [] }],
  delegations: [],
  absences: [],
});
/** In what right the actor decides, where nobody lent them anything. */
const withStanding = (facts: Facts, directory = alone(facts.actor)): DecisionContext => {
  const { role, team, assigneeId } = facts.task;
  const seat = { legalEntity: facts.legalEntity, role, team, assigneeId };
  const question = { depth: 3, basisMinor: 0n, barred: barredFrom(facts) };
  return { ...facts, standing: standingOf(facts.actor.id, seat, directory, question) };
};

/** A billing lead before an open approval that the lead may give. */
const contextWith = ({ task, ...change }: Change = {}): DecisionContext => ({
  ...withStanding(factsWith({ task, ...change })),
  ...('standing' in change ? { standing: change.standing ?? null } : {}),
});
const factsWith = ({ task, standing: _standing, ...change }: Change): Facts => ({
  actor: lead,
  legalEntity: 'US10',
  requestClosed: false,
  revision: 2,
  requesterId: 'contact:CUST-1',
  preparerId: 'system@v1',
  touches: [{ actorId: 'contact:CUST-1', relation: 'requester' }],
  deciders: [],
  memory: remembering(),
  ...change,
  task: {
    ...{ kind: 'approve', state: 'open', revision: 2, role: 'team-lead', team: 'billing' },
    ...{ contentHash: 'seen', assigneeId: null, assigneeName: null },
    ...task,
  },
});

const verdictOn = (
  change: Change,
  verdict: (typeof VERDICTS)[number] = 'approve',
  seen: string | null = 'seen',
) => {
  const check = checkDecision(contextWith(change), verdict, seen);
  return check.allowed ? 'allowed' : check.code;
};

test('the lead of the owning team may approve, reject and ask', () => {
  for (const verdict of ['approve', 'reject', 'ask'] as const) expect(verdictOn({}, verdict)).toBe('allowed');
  expect(verdictOn({}, 'approve', null)).toBe('allowed');
});

test('while another seat’s question to the customer is open, an approval waits for the answer', () => {
  for (const verdict of ['approve', 'reject', 'ask', 'consult'] as const) {
    const check = checkDecision(contextWith({ customerAsked: true }), verdict, 'seen');
    expect(check).toMatchObject({
      code: 'TASK_NOT_OPEN',
      reason: expect.stringContaining('decide when the answer is there'),
    });
  }
  expect(verdictOn({ customerAsked: false })).toBe('allowed');
  const assess = { kind: 'assess', role: 'team-lead' } as const;
  expect(verdictOn({ customerAsked: true, task: assess }, 'deny')).toBe('allowed');
});

describe('an approval is refused', () => {
  const you = lead.id;
  const cases: [who: string, change: Change, code: RefusalCode, reason: RegExp][] = [
    ['to whoever asked for it', { requesterId: you }, 'SOD_VIOLATION', /You made this request/],
    ['to whoever prepared it', { preparerId: you }, 'SOD_VIOLATION', /You prepared this proposal/],
    ...['classifier', 'preparer', 'price-maintainer', 'submitter'].map(
      (relation): [string, Change, RefusalCode, RegExp] => [
        `to its ${relation}`,
        { touches: [{ actorId: you, relation }] },
        'SOD_VIOLATION',
        new RegExp(`\\(${relation}\\)`),
      ],
    ),
    ['to whoever decided another seat', { deciders: [you] }, 'SOD_VIOLATION', /another seat/],
    ['on a closed request', { requestClosed: true }, 'REQUEST_CLOSED', /closed/],
    ['of an older revision', { revision: 3 }, 'STALE_CONTENT', /moved on to revision 3/],
    ['of other content', { task: { contentHash: 'newer' } }, 'STALE_CONTENT', /changed since/],
    ['before its turn', { task: { state: 'waiting' } }, 'TASK_NOT_OPEN', /not open yet/],
    ['when it is decided', { task: { state: 'done' } }, 'TASK_NOT_OPEN', /already decided/],
    ['when it is void', { task: { state: 'void' } }, 'TASK_NOT_OPEN', /void/],
    ['on another’s seat', { task: { assigneeId: 'person:other' } }, 'NOT_AUTHORISED', /assigned to /],
    [
      'without the role',
      { task: { role: 'manager', team: '*' } },
      'NOT_AUTHORISED',
      /receivables manager of US10/,
    ],
    ['in another team', { task: { team: 'credit' } }, 'NOT_AUTHORISED', /credit team lead/],
    ['in another entity', { legalEntity: 'DE20' }, 'NOT_AUTHORISED', /of DE20/],
    [
      'to a service with every grant',
      { actor: { ...lead, kind: 'service' } },
      'NOT_AUTHORISED',
      /Only people/,
    ],
  ];
  test.each(cases)('%s', (_who, change, code, reason) => {
    const check = checkDecision(contextWith(change), 'approve', 'seen');
    expect(check).toEqual({ allowed: false, code, reason: expect.stringMatching(reason) });
  });

  test('and so is a rejection by the same people', () => {
    expect(verdictOn({ requesterId: you }, 'reject')).toBe('SOD_VIOLATION');
    expect(verdictOn({ preparerId: you }, 'reject')).toBe('SOD_VIOLATION');
  });
});

describe('a stand-in', () => {
  const standsIn = (change: Partial<Candidate> = {}): Change => ({
    task: { role: 'manager', team: '*' },
    standing: {
      ...{ personId: lead.id, via: 'delegation', onBehalfOf: 'person:boss', path: ['person:boss', lead.id] },
      ...change,
    },
  });
  test('decides in another’s role', () => {
    expect(verdictOn(standsIn())).toBe('allowed');
    expect(verdictOn(standsIn({ via: 'absence' }), 'reject')).toBe('allowed');
  });

  const involved: [how: string, change: (id: string) => Change][] = [
    ['made the request', (id) => ({ requesterId: id })],
    ['prepared the proposal', (id) => ({ preparerId: id })],
    ['touched the request', (id) => ({ touches: [{ actorId: id, relation: 'classifier' }] })],
    ['decided another seat', (id) => ({ deciders: [id] })],
  ];
  test.each(involved)(
    'is refused for whoever %s, and where authority passed through them',
    (_how, change) => {
      expect(verdictOn({ ...standsIn(), ...change('person:boss') })).toBe('SOD_VIOLATION');
      const path = ['person:boss', 'person:between', lead.id];
      expect(verdictOn({ ...standsIn({ path }), ...change('person:between') })).toBe('SOD_VIOLATION');
      expect(verdictOn({ ...standsIn({ path }), ...change('person:elsewhere') })).toBe('allowed');
    },
  );

  test('is told whose seat it is, where it is somebody else’s', () => {
    const told = (kind: Task['kind']) =>
      checkDecision(
        contextWith({ task: { kind, assigneeId: 'person:eve', assigneeName: 'Eve Moss' } }),
        kind === 'approve' ? 'approve' : 'ask',
        null,
      );
    expect(told('approve')).toMatchObject({ reason: expect.stringMatching(/assigned to Eve Moss/) });
    for (const kind of ['assess', 'triage'] as const)
      expect(told(kind)).toMatchObject({
        reason: expect.stringMatching(/belongs to Eve Moss.*A team lead can give it to somebody else/),
      });
  });
});

describe('what somebody did for the customer on another request', () => {
  const analyst: Actor = { ...lead, grants: [{ role: 'analyst', entity: '*', team: '*' }] };
  const assess: Change = { actor: analyst, task: { kind: 'assess', role: 'analyst' } };
  const after = (duty: Duty, who = lead.id): Change => ({ memory: remembering(did(who, duty)) });

  test('bars from approving what else is theirs, whatever the verdict, and says until when', () => {
    for (const duty of ['request', 'prepare'] as const)
      for (const verdict of ['approve', 'reject', 'ask'] as const)
        expect([duty, verdict, verdictOn(after(duty), verdict)]).toEqual([duty, verdict, 'SOD_VIOLATION']);
    expect(checkDecision(contextWith(after('prepare')), 'approve', null)).toMatchObject({
      reason:
        'You prepared REQ-US10-1 for this customer on 3 Nov 2026; until 1 Feb 2027 someone else must approve for them.',
    });
  });

  test('an approval bars from preparing, not from asking', () => {
    for (const verdict of ['propose', 'deny'] as const)
      expect(verdictOn({ ...assess, ...after('approve') }, verdict)).toBe('SOD_VIOLATION');
    expect(verdictOn({ ...assess, ...after('approve') }, 'ask')).toBe('allowed');
  });

  test('the same again is free, as is what somebody else did', () => {
    expect(verdictOn(after('approve'))).toBe('allowed');
    expect(verdictOn({ ...assess, ...after('prepare') }, 'propose')).toBe('allowed');
    expect(verdictOn(after('prepare', 'person:other'))).toBe('allowed');
  });

  test('bars in the column it was about', () => {
    const refund = { ...remembering(did(lead.id, 'change-bank-details')), column: 'refund' } as const;
    expect(verdictOn({ memory: refund })).toBe('SOD_VIOLATION');
    expect(verdictOn({ memory: { ...refund, column: 'credit-memo' } })).toBe('allowed');
  });

  test('bars whoever stands in for them, and who would lend the authority', () => {
    const standing: Candidate = {
      ...{ personId: lead.id, via: 'delegation', onBehalfOf: 'person:holder' },
      path: ['person:holder', 'person:between', lead.id],
    };
    for (const who of standing.path)
      expect(verdictOn({ standing, ...after('prepare', who) })).toBe('SOD_VIOLATION');
    expect(
      checkDecision(contextWith({ standing, ...after('request', 'person:holder') }), 'approve', null),
    ).toMatchObject({
      reason: expect.stringMatching(/^The person you stand in for made the request REQ-US10-1/),
    });
    const lender = factsWith(after('prepare', 'person:holder'));
    expect([...barredFrom(lender)]).toContain('person:holder');
    expect([...barredFrom({ ...lender, task: { ...lender.task, kind: 'assess' } })]).not.toContain(
      'person:holder',
    );
  });
});

describe('a person may', () => {
  const analyst: Actor = { ...lead, grants: [{ role: 'analyst', entity: '*', team: '*' }] };
  const assess: Change = { actor: analyst, task: { kind: 'assess', role: 'analyst' } };
  test('assess a request they classified', () => {
    expect(verdictOn({ ...assess, touches: [{ actorId: lead.id, relation: 'classifier' }] }, 'propose')).toBe(
      'allowed',
    );
  });

  test('assess what an older revision asked for', () => {
    expect(verdictOn({ ...assess, revision: 3 }, 'deny')).toBe('allowed');
  });

  test('take the seat that is assigned to them', () => {
    expect(verdictOn({ task: { assigneeId: lead.id } })).toBe('allowed');
  });
});

test.each(TASK_KINDS.flatMap((kind) => VERDICTS.map((verdict) => [kind, verdict] as const)))(
  'a task of kind %s takes %s only if that is one of its verdicts',
  (kind, verdict) => {
    const everyone = { ...lead, grants: ROLES.map((role): RoleGrant => ({ role, entity: '*', team: '*' })) };
    expect(verdictOn({ actor: everyone, task: { kind } }, verdict)).toBe(
      verdictsOf(kind).includes(verdict) ? 'allowed' : 'VALIDATION',
    );
  },
);

test('what a task takes: the customer’s own tasks take nothing from us', () => {
  expect(TASK_KINDS.map((kind) => [kind, verdictsOf(kind).join(' ')])).toEqual([
    ['triage', 'classify ask'],
    ['assess', 'propose deny ask consult'],
    ['approve', 'approve reject ask consult'],
    ['provide-information', ''],
    ['consult', 'answer'],
  ]);
});

describe('a consulted team’s answer', () => {
  const task = { kind: 'consult', role: 'analyst', team: 'billing' } as const;
  const colleague: Actor = { ...lead, grants: [{ role: 'analyst', entity: 'US10', team: 'billing' }] };
  test('comes from any analyst of the team', () => {
    expect(verdictOn({ actor: colleague, task: { ...task, askedBy: 'person:x' } }, 'answer')).toBe('allowed');
  });
  test('never from who asked, nor from who has decided a seat of the proposal', () => {
    expect(verdictOn({ actor: colleague, task: { ...task, askedBy: colleague.id } }, 'answer')).toBe(
      'SOD_VIOLATION',
    );
    expect(verdictOn({ actor: colleague, task, deciders: [colleague.id] }, 'answer')).toBe('SOD_VIOLATION');
  });
});

describe('in every combination of role, relation, state, hash and verdict', () => {
  const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').map((name) => `person:${name}`);
  /** Mostly the first. */
  const mostly = <const T>(...values: readonly [T, ...T[]]) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(values[0]) }, fc.constantFrom(...values));
  const grants = fc.array(
    fc.record<RoleGrant>({
      role: fc.constantFrom('analyst', 'team-lead', 'manager'),
      entity: fc.constantFrom('US10', 'DE20', '*'),
      team: fc.constantFrom('billing', 'credit', '*'),
    }),
    { maxLength: 5 },
  );
  const context = fc.record<Facts>({
    actor: fc.record<Actor>({
      id: person,
      name: fc.constant('A'),
      kind: mostly('person', 'service'),
      grants,
    }),
    legalEntity: fc.constantFrom('US10', 'DE20'),
    requestClosed: mostly(false, true),
    revision: mostly(2, 1, 3),
    task: fc.record<Task>({
      kind: mostly('approve', ...TASK_KINDS),
      state: mostly('open', ...TASK_STATES),
      revision: mostly(2, 1, 3),
      role: fc.constantFrom('analyst', 'team-lead', 'manager'),
      team: fc.constantFrom('billing', 'credit', '*'),
      contentHash: mostly('seen', 'newer'),
      assigneeId: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, person),
      assigneeName: fc.constant('B'),
    }),
    requesterId: person,
    preparerId: fc.oneof(fc.constant(null), person),
    touches: fc.array(fc.record({ actorId: person, relation: fc.constant('classifier') }), { maxLength: 2 }),
    deciders: fc.array(person, { maxLength: 2 }),
    memory: fc
      .array(fc.tuple(person, fc.constantFrom('request', 'prepare', 'approve', 'apply-cash')), {
        maxLength: 2,
      })
      .map((acts) => remembering(...acts.map(([who, duty]) => did(who, duty)))),
  });
  const decision = fc.record({ verdict: mostly('approve', ...VERDICTS), seen: mostly('seen', 'newer') });
  const everyCase = (law: (context: DecisionContext, allowed: boolean) => void) => {
    let allowed = 0;
    fc.assert(
      fc.property(context, decision, (facts, { verdict, seen }) => {
        const one = withStanding(facts);
        const check = checkDecision(one, verdict, seen);
        if (check.allowed) allowed += 1;
        law(one, check.allowed);
      }),
      { numRuns: 3_000 },
    );
    expect(allowed).toBeGreaterThan(50);
  };

  test('who is allowed is a person and holds the role', () => {
    everyCase(({ actor, task, legalEntity }, allowed) => {
      if (!allowed) return;
      expect(actor.kind).toBe('person');
      expect(holdsRole(actor, task.role, legalEntity, task.team)).toBe(true);
      expect([null, actor.id]).toContain(task.assigneeId);
    });
  });

  test('nobody approves what they asked for, prepared, touched or approved before', () => {
    everyCase(({ actor, task, requesterId, preparerId, touches, deciders }, allowed) => {
      if (!allowed || task.kind !== 'approve') return;
      const barred = [requesterId, preparerId, ...touches.map(({ actorId }) => actorId), ...deciders];
      expect(barred).not.toContain(actor.id);
    });
  });

  test('nor anything for a customer for whom they asked or prepared before', () => {
    everyCase(({ actor, task, memory }, allowed) => {
      const bars = memory.past.filter(
        ({ actorId, duty }) => actorId === actor.id && (duty === 'request' || duty === 'prepare'),
      );
      expect(allowed && task.kind === 'approve' ? bars : []).toEqual([]);
    });
  });

  test('only open tasks of open requests are decided, and approvals only on the newest revision', () => {
    everyCase(({ requestClosed, task, revision }, allowed) => {
      if (!allowed) return;
      expect([requestClosed, task.state]).toEqual([false, 'open']);
      expect(task.kind !== 'approve' || task.revision === revision).toBe(true);
    });
  });
});

test('a grant for the group or for every team opens each of them; one for an entity or a team only that', () => {
  const holding = (grant: RoleGrant): Actor => ({ ...lead, grants: [grant] });
  const opens = (entity: string, team: RoleGrant['team']) =>
    ['US10', 'DE20'].flatMap((e) =>
      TEAMS.filter((t) => holdsRole(holding({ role: 'team-lead', entity, team }), 'team-lead', e, t)).map(
        (t) => `${e} ${t}`,
      ),
    );
  expect(opens('US10', 'billing')).toEqual(['US10 billing']);
  expect(opens('*', 'billing')).toEqual(['US10 billing', 'DE20 billing']);
  expect(opens('DE20', '*')).toHaveLength(TEAMS.length);
  expect(opens('*', '*')).toHaveLength(2 * TEAMS.length);
  expect(holdsRole(holding({ role: 'analyst', entity: '*', team: '*' }), 'team-lead', 'US10')).toBe(false);
});
