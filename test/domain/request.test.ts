import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decide,
  isSettled,
  isUndecided,
  revisionOf,
  stageOf,
  type RequestCommand,
  type RequestState,
} from '../../domain/request.ts';

const outcome = 'VALID_FULL' as const;
const route = (change: Partial<Extract<RequestCommand, { kind: 'route' }>> = {}): RequestCommand => ({
  ...{ kind: 'route', system: 'system@v1', triageTaskId: null, duplicateOf: null },
  ...change,
});
const propose = (levels: number): RequestCommand => ({ kind: 'propose', contentHash: 'h', levels, outcome });
const approve: RequestCommand = { kind: 'level-approved', outcome };
const prepare: RequestCommand = { kind: 'prepare', by: 'person:a', decisionId: 'D' };
const ask: RequestCommand = { kind: 'ask', at: '2026-10-13T14:05:00Z', question: 'Which?', taskId: 'T' };
const withdraw: RequestCommand = { kind: 'withdraw', because: 'found it' };

const told: readonly RequestCommand[] = [{ kind: 'confirm' }, { kind: 'close' }];
const ended: readonly RequestCommand[] = [{ kind: 'execute' }, ...told];
const reopen: RequestCommand = { kind: 'reopen', taskId: 'T2', revision: 1, classified: true };

const after = (...commands: readonly RequestCommand[]): RequestState =>
  commands.reduce<RequestState>(
    (state, command) => {
      const decided = decide(state, command);
      if (!decided.ok) throw new Error(decided.reason);
      return decided.state;
    },
    { kind: 'captured' },
  );

describe('the way of a request', () => {
  const cases: [way: string, commands: RequestCommand[], end: Partial<RequestState>][] = [
    ['is automatic without levels', [route(), propose(0)], { kind: 'approved', revision: 1, outcome }],
    ['waits at the first of two levels', [route(), propose(2)], { kind: 'approving', level: 1, levels: 2 }],
    ['goes level by level', [route(), propose(2), approve], { kind: 'approving', level: 2, levels: 2 }],
    [
      'is approved at the last level',
      [route(), propose(2), approve, approve],
      { kind: 'approved', contentHash: 'h' },
    ],
    [
      'goes to triage where the rules are unsure',
      [route({ triageTaskId: 'T' })],
      { kind: 'triage', taskId: 'T' },
    ],
    [
      'is assessed under the name of whoever classified it',
      [route({ triageTaskId: 'T' }), prepare],
      { kind: 'assessing', revision: 1, preparedBy: 'person:a' },
    ],
    [
      'ends at once as a duplicate',
      [route({ duplicateOf: 'REQ-US10-7' })],
      {
        kind: 'ending',
        outcome: 'DUPLICATE_REQUEST',
        because: expect.stringContaining('REQ-US10-7') as string,
      },
    ],
    [
      'returns from a rejection as the next revision',
      [route(), propose(1), { kind: 'return-to-preparer', taskId: 'T' }, prepare],
      { kind: 'assessing', revision: 2, preparedBy: 'person:a' },
    ],
    [
      'returns from a posting that failed',
      [route(), propose(0), { kind: 'return-to-preparer', taskId: 'T' }],
      { kind: 'preparing', revision: 1 },
    ],
    [
      'calls the analyst',
      [route(), { kind: 'call-analyst', taskId: 'T' }],
      { kind: 'preparing', revision: 1 },
    ],
    [
      'comes back from the customer to where it was',
      [route(), propose(2), approve, ask, { kind: 'answer' }],
      { kind: 'approving', revision: 1, level: 2 },
    ],
    [
      'ends when the customer does not answer',
      [route(), propose(1), ask, { kind: 'no-response' }],
      { kind: 'ending', outcome: 'NO_RESPONSE' },
    ],
    [
      'is closed with its outcome',
      [route(), propose(0), { kind: 'execute' }, { kind: 'confirm' }, { kind: 'close' }],
      { kind: 'closed', outcome },
    ],
    [
      'goes on with an analyst once it is reopened, as the next revision',
      [route(), propose(0), ...ended, reopen, prepare],
      { kind: 'assessing', revision: 2, preparedBy: 'person:a' },
    ],
    [
      'is classified first when it is reopened and nobody has',
      [route({ triageTaskId: 'T' }), withdraw, ...told, { ...reopen, revision: 0, classified: false }],
      { kind: 'triage', taskId: 'T2' },
    ],
    [
      'ends withdrawn',
      [route(), propose(1), withdraw, { kind: 'confirm' }],
      { kind: 'confirmed', outcome: 'WITHDRAWN' },
    ],
  ];
  test.each(cases)('%s', (_way, commands, end) => {
    expect(after(...commands)).toMatchObject(end);
  });
});

describe('a withdrawal', () => {
  const open: [string, RequestCommand[]][] = [
    ['captured', []],
    ['in triage', [route({ triageTaskId: 'T' })]],
    ['being assessed', [route()]],
    ['with the analyst', [route(), { kind: 'call-analyst', taskId: 'T' }]],
    ['half approved', [route(), propose(2), approve]],
    ['waiting for the customer', [route(), propose(1), ask]],
  ];
  test.each(open)('ends a request that is %s', (_where, commands) => {
    expect(after(...commands, withdraw)).toEqual({
      kind: 'ending',
      outcome: 'WITHDRAWN',
      because: 'found it',
    });
  });

  const decided: [string, RequestCommand[]][] = [
    ['approved', [route(), propose(0)]],
    ['executed', [route(), propose(0), { kind: 'execute' }]],
    ['withdrawn already', [withdraw]],
    ['closed', [withdraw, { kind: 'confirm' }, { kind: 'close' }]],
  ];
  test.each(decided)('is refused once it is %s', (_where, commands) => {
    expect(decide(after(...commands), withdraw)).toEqual({
      ok: false,
      reason: expect.stringContaining('can\'t take "withdraw"'),
    });
  });
});

test('lists show an approved request as executing, and an ending one as confirming', () => {
  const stages = [
    after(),
    after(route()),
    after(route(), propose(1)),
    after(route(), propose(1), ask),
    after(route(), propose(0)),
    after(route(), propose(0), { kind: 'execute' }),
    after(withdraw),
    after(withdraw, { kind: 'confirm' }),
    after(withdraw, { kind: 'confirm' }, { kind: 'close' }),
  ].map(stageOf);
  expect(stages).toEqual([
    ...['captured', 'assessing', 'approving', 'awaiting-customer', 'executing'],
    ...['confirming', 'confirming', 'confirming', 'closed'],
  ]);
});

/** Everything but a reopening. */
const COMMANDS: readonly RequestCommand[] = [
  ...[route(), route({ triageTaskId: 'T0' }), route({ duplicateOf: 'REQ-US10-7' })],
  ...[propose(0), propose(1), propose(2), approve, { ...approve, outcome: 'VALID_PARTIAL' as const }],
  ...(['call-analyst', 'return-to-preparer'] as const).map((kind) => ({ kind, taskId: 'T1' })),
  ...[prepare, ask, withdraw],
  ...(['answer', 'no-response', 'execute', 'confirm', 'close'] as const).map((kind) => ({ kind })),
];

test('a closed request takes nothing but its reopening, and one that joined another not even that', () => {
  const closed = after(route(), propose(0), ...ended);
  expect(COMMANDS.filter((command) => decide(closed, command).ok)).toEqual([]);
  expect(decide(closed, reopen).ok).toBe(true);
  expect(decide(after(route({ duplicateOf: 'REQ-US10-7' }), ...told), reopen).ok).toBe(false);
  expect(decide(after(route()), reopen).ok).toBe(false);
});

describe('whatever is commanded, in whatever order,', () => {
  const step = fc.record({ choice: fc.nat(1_000), blind: fc.integer({ min: 0, max: 9 }) });

  /** Every state a run of commands passes: mostly commands that can be taken, so that runs get far, and some that can't. */
  const everyRun = (law: (states: readonly RequestState[]) => void) => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        let state: RequestState = { kind: 'captured' };
        const states: RequestState[] = [state];
        for (const { choice, blind } of steps) {
          const here = state;
          const taken = COMMANDS.filter((command) => decide(here, command).ok);
          const among = blind === 0 || taken.length === 0 ? COMMANDS : taken;
          const decided = decide(here, among[choice % among.length] ?? withdraw);
          if (!decided.ok) continue;
          state = decided.state;
          states.push(state);
        }
        for (const { kind } of states) reached.add(kind);
        law(states);
      }),
      { numRuns: 500 },
    );
    expect(reached.size).toBe(11);
  };

  test('nothing is executed that was not approved just before', () => {
    everyRun((states) => {
      const executed = states.findIndex(({ kind }) => kind === 'executed');
      expect(executed === -1 || states[executed - 1]?.kind === 'approved').toBe(true);
    });
  });

  test('closed is final, and follows only what was confirmed', () => {
    everyRun((states) => {
      const closed = states.findIndex(({ kind }) => kind === 'closed');
      if (closed === -1) return;
      expect(closed).toBe(states.length - 1);
      expect(states[closed - 1]?.kind).toBe('confirmed');
    });
  });

  test('the revision never decreases while nothing is settled, and rises by one', () => {
    everyRun((states) => {
      let reached = 0;
      for (const state of states.filter((one) => !isSettled(one))) {
        const revision = revisionOf(state);
        expect(revision === reached || revision === reached + 1).toBe(true);
        reached = revision;
      }
    });
  });

  test('a decided outcome stays the outcome', () => {
    everyRun((states) => {
      const outcomes = states.filter(isSettled).map(({ outcome }) => outcome);
      expect(new Set(outcomes).size).toBeLessThan(2);
    });
  });

  test('every state is plain JSON and begins a run as well as the original', () => {
    everyRun((states) => {
      for (const state of states) {
        const read = JSON.parse(JSON.stringify(state)) as RequestState;
        expect(read).toEqual(state);
        expect([isUndecided(read), stageOf(read)]).toEqual([isUndecided(state), stageOf(state)]);
      }
    });
  });
});
