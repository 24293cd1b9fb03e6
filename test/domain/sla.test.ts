import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindingClock } from '../../domain/binding-clock.ts';
import type { BusinessCalendar } from '../../domain/calendar.ts';
import { alwaysOpen, consumedSeconds, windowsBetween } from '../../domain/calendar.ts';
import type { HolidayRule } from '../../domain/holidays.ts';
import { fromEpochSeconds, toEpochSeconds } from '../../domain/instant.ts';
import type { SlaClock, SlaPlan } from '../../domain/sla.ts';
import {
  approvalBudgetSeconds,
  fireMark,
  highestDueMark,
  isMet,
  pause,
  reopen,
  resume,
  slaPlan,
  startClock,
  withBudget,
} from '../../domain/sla.ts';

const HOUR = 3_600;
const PERCENTS = [50, 75, 90, 100, 125, 150, 175];

const office = (zone: string, from: string, to: string, holidays: HolidayRule = 'none'): BusinessCalendar => {
  const day = [{ from, to }];
  return { id: `${zone} ${from}–${to}`, zone, windows: { 1: day, 2: day, 3: day, 4: day, 5: day }, holidays };
};
const us10 = office('America/New_York', '09:00', '17:00', 'US-federal');
const utc = office('UTC', '09:00', '17:00');
const berlin = office('Europe/Berlin', '08:00', '17:00');
const always = alwaysOpen('24x7', 'America/New_York');
const berlinAlways = alwaysOpen('24x7', 'Europe/Berlin');

const utcInstant = (text: string) => fromEpochSeconds(toEpochSeconds(text));
const resolution = (calendar: BusinessCalendar, hours: number, startedAt: string) =>
  startClock('policy-resolution', calendar, hours * HOUR, startedAt);
const onHold = (clock: SlaClock, from: string, to: string) =>
  resume(pause(clock, from, 'waiting-for-customer'), to);
const atOf = (plan: SlaPlan, percent: number) => plan.marks.find((mark) => mark.percent === percent)?.at;

describe('a clock falls due', () => {
  const monday = resolution(utc, 10, '2026-06-15T09:00Z');
  const noHold: readonly [string, string][] = [];
  test.each([
    ['after the weekend', resolution(berlin, 4, '2026-06-12T16:00+02:00'), noHold, '2026-06-15T11:00+02:00'],
    [
      'the next morning, a night on hold costing nothing',
      monday,
      [['2026-06-15T17:00Z', '2026-06-16T09:00Z'] as const],
      '2026-06-16T11:00Z',
    ],
    [
      'the next day, after two hours on hold',
      resolution(utc, 8, '2026-06-15T09:00Z'),
      [['2026-06-15T12:00Z', '2026-06-15T14:00Z'] as const],
      '2026-06-16T11:00Z',
    ],
    [
      'an hour later by the wall clock that went forward',
      resolution(berlinAlways, 8, '2026-03-28T22:00+01:00'),
      noHold,
      '2026-03-29T07:00+02:00',
    ],
    [
      'by the contract over a federal holiday',
      startClock('contract-resolution', always, 48 * HOUR, '2026-11-09T10:15-05:00'),
      noHold,
      '2026-11-11T10:15-05:00',
    ],
    [
      'by the policy after the federal holiday',
      resolution(us10, 24, '2026-11-09T10:15-05:00'),
      noHold,
      '2026-11-13T10:15-05:00',
    ],
  ])('%s', (_name, clock, holds, due) => {
    const held = holds.reduce((running, [from, to]) => onHold(running, from, to), clock);
    const plan = slaPlan(held, due, PERCENTS);
    expect(plan.dueAt).toBe(utcInstant(due));
    expect(plan).toMatchObject({ consumedSeconds: clock.budgetSeconds, fraction: 1, paused: false });
    expect(isMet(held, due)).toBe(true);
  });

  test('and is met up to that second, breached in the next one of working time', () => {
    const clock = resolution(utc, 10, '2026-06-15T09:00Z');
    expect(isMet(clock, '2026-06-16T11:00:00Z')).toBe(true);
    expect(isMet(clock, '2026-06-16T11:00:01Z')).toBe(false);
    expect(highestDueMark(clock, '2026-06-16T11:00:00Z', PERCENTS)).toBe(90);
    expect(highestDueMark(clock, '2026-06-16T11:00:01Z', PERCENTS)).toBe(100);
  });

  test('at closing time, and is still met all evening', () => {
    const clock = resolution(utc, 8, '2026-06-15T09:00Z');
    expect(slaPlan(clock, '2026-06-15T20:00Z', PERCENTS).dueAt).toBe('2026-06-15T17:00:00Z');
    expect(isMet(clock, '2026-06-15T20:00Z')).toBe(true);
    expect(isMet(clock, '2026-06-16T09:00:01Z')).toBe(false);
  });
});

describe('marks', () => {
  const clock = resolution(utc, 8, '2026-06-15T09:00Z');

  test('lie at shares of the budget consumed, those beyond it on later days', () => {
    const plan = slaPlan(clock, '2026-06-15T09:00Z', PERCENTS);
    expect(plan.marks).toEqual([
      { percent: 50, at: '2026-06-15T13:00:00Z', fired: false },
      { percent: 75, at: '2026-06-15T15:00:00Z', fired: false },
      { percent: 90, at: '2026-06-15T16:12:00Z', fired: false },
      { percent: 100, at: '2026-06-16T09:00:01Z', fired: false },
      { percent: 125, at: '2026-06-16T11:00:00Z', fired: false },
      { percent: 150, at: '2026-06-16T13:00:00Z', fired: false },
      { percent: 175, at: '2026-06-16T15:00:00Z', fired: false },
    ]);
    expect(plan.next).toEqual({ percent: 50, at: '2026-06-15T13:00:00Z' });
  });

  test('fire once each', () => {
    expect(highestDueMark(clock, '2026-06-15T12:59:59Z', PERCENTS)).toBeNull();
    expect(highestDueMark(clock, '2026-06-15T13:00:00Z', PERCENTS)).toBe(50);
    const fired = fireMark(fireMark(clock, 50), 50);
    expect(fired.marksFired).toEqual([50]);
    expect(highestDueMark(fired, '2026-06-15T14:00Z', PERCENTS)).toBeNull();
    expect(slaPlan(fired, '2026-06-15T14:00Z', PERCENTS).next).toEqual({
      percent: 75,
      at: '2026-06-15T15:00:00Z',
    });
  });

  test('passed together fire only the highest, now and for good', () => {
    expect(highestDueMark(clock, '2026-06-15T16:30Z', PERCENTS)).toBe(90);
    const fired = fireMark(clock, 90);
    expect(highestDueMark(fired, '2026-06-15T16:30Z', PERCENTS)).toBeNull();
    expect(slaPlan(fired, '2026-06-15T16:30Z', PERCENTS).next?.percent).toBe(100);
  });

  test('that are due but have not fired are what to wake for', () => {
    expect(slaPlan(clock, '2026-06-15T15:30Z', PERCENTS).next).toEqual({
      percent: 75,
      at: '2026-06-15T15:00:00Z',
    });
  });

  test('end: after the last there is nothing to wake for', () => {
    expect(slaPlan(fireMark(clock, 175), '2026-06-16T15:00Z', PERCENTS).next).toBeNull();
  });
});

describe('a change of priority', () => {
  const clock = resolution(utc, 40, '2026-06-15T09:00Z');

  test('keeps what is consumed and swaps the budget', () => {
    const raised = withBudget(clock, 8 * HOUR);
    const plan = slaPlan(raised, '2026-06-15T15:30Z', PERCENTS);
    expect(plan).toMatchObject({ consumedSeconds: 6.5 * HOUR, dueAt: '2026-06-15T17:00:00Z' });
    expect(highestDueMark(raised, '2026-06-15T15:30Z', PERCENTS)).toBe(75);
  });

  test.each([
    ['raised', 40, 8, '2026-06-15T15:30Z', [], 75, '2026-06-15T15:00:00Z'],
    ['raised past the new budget', 40, 4, '2026-06-15T15:30Z', [], 150, '2026-06-15T15:00:00Z'],
    ['raised, the mark before it fired', 40, 8, '2026-06-15T16:20Z', [50], 90, '2026-06-15T16:12:00Z'],
    ['lowered', 8, 40, '2026-06-15T15:30Z', [50, 75], null, null],
    ['lowered and consumed further', 8, 16, '2026-06-16T15:24Z', [50, 75], 90, '2026-06-16T15:24:00Z'],
  ] as const)('%s: the ladder goes on from its highest rung', (_name, from, to, now, fired, due, trueAt) => {
    const before = fired.reduce<SlaClock>(
      (running, percent) => fireMark(running, percent),
      resolution(utc, from, '2026-06-15T09:00Z'),
    );
    const changed = withBudget(before, to * HOUR);
    expect(highestDueMark(changed, now, PERCENTS)).toBe(due);
    expect(due === null ? null : atOf(slaPlan(changed, now, PERCENTS), due)).toBe(trueAt);
  });

  test('to more time fires no mark a second time', () => {
    const lowered = withBudget(fireMark(withBudget(clock, 8 * HOUR), 75), 16 * HOUR);
    expect(highestDueMark(lowered, '2026-06-16T12:00Z', PERCENTS)).toBeNull();
    expect(slaPlan(lowered, '2026-06-16T12:00Z', PERCENTS).next?.percent).toBe(90);
  });
});

describe('pausing', () => {
  const start = '2026-06-15T09:00Z';
  const clock = resolution(utc, 8, start);
  const paused = pause(clock, '2026-06-15T12:00Z', 'waiting-for-customer');

  test('stops the budget: nothing ahead has a time', () => {
    const plan = slaPlan(paused, '2026-06-15T16:00Z', PERCENTS);
    expect(plan).toMatchObject({ consumedSeconds: 3 * HOUR, dueAt: null, paused: true, next: null });
    expect(plan.marks.every((mark) => mark.at === null)).toBe(true);
  });

  test('keeps the time of what was passed before', () => {
    const plan = slaPlan(
      pause(clock, '2026-06-15T14:00Z', 'waiting-for-customer'),
      '2026-06-15T16:00Z',
      PERCENTS,
    );
    expect(atOf(plan, 50)).toBe('2026-06-15T13:00:00Z');
    expect(plan.next).toEqual({ percent: 50, at: '2026-06-15T13:00:00Z' });
  });

  test('twice, or resuming what runs, changes nothing', () => {
    expect(pause(paused, '2026-06-15T13:00Z', 'waiting-for-customer')).toBe(paused);
    expect(resume(clock, '2026-06-15T13:00Z')).toBe(clock);
  });

  test.each([
    ['policy-response', 'waiting-for-customer', false],
    ['policy-response', 'waiting-for-colleague', false],
    ['policy-resolution', 'waiting-for-customer', true],
    ['policy-resolution', 'waiting-for-colleague', false],
    ['contract-resolution', 'waiting-for-customer', true],
    ['contract-resolution', 'waiting-for-colleague', false],
    ['approval', 'waiting-for-customer', true],
    ['approval', 'waiting-for-colleague', true],
    ['approval', 'waiting-for-third-party', false],
  ] as const)('%s while %s: %s', (name, reason, pauses) => {
    const running = startClock(name, utc, 4 * HOUR, start);
    const held = pause(running, '2026-06-15T10:00Z', reason, true);
    expect(held.pauses.map((each) => each.reason)).toEqual(pauses ? [reason] : []);
    expect(held === running).toBe(!pauses);
  });

  test('for one reason is not ended by the end of another', () => {
    const approval = startClock('approval', utc, 4 * HOUR, start);
    const consulting = pause(approval, '2026-06-15T10:00Z', 'waiting-for-colleague');
    expect(resume(consulting, '2026-06-15T11:00Z', 'waiting-for-customer')).toBe(consulting);
    const on = resume(consulting, '2026-06-15T11:00Z', 'waiting-for-colleague');
    expect(slaPlan(on, '2026-06-15T12:00Z', PERCENTS)).toMatchObject({
      consumedSeconds: 2 * HOUR,
      dueAt: '2026-06-15T14:00:00Z',
    });
  });

  test('for a third party needs the policy’s leave', () => {
    expect(pause(clock, '2026-06-15T12:00Z', 'waiting-for-third-party')).toBe(clock);
    expect(pause(clock, '2026-06-15T12:00Z', 'waiting-for-third-party', true).pauses).toHaveLength(1);
  });

  test('that begins later is not known yet', () => {
    const held = onHold(clock, '2026-06-15T12:00Z', '2026-06-15T14:00Z');
    expect(slaPlan(held, '2026-06-15T11:00Z', PERCENTS).dueAt).toBe('2026-06-15T17:00:00Z');
    expect(slaPlan(held, '2026-06-15T13:00Z', PERCENTS)).toMatchObject({
      paused: true,
      consumedSeconds: 3 * HOUR,
    });
  });

  test('reported late or out of order keeps the pauses in order', () => {
    const early = resume(pause(clock, '2026-06-15T08:00Z', 'waiting-for-customer'), '2026-06-15T07:00Z');
    expect(early.pauses).toEqual([{ from: start, to: start, reason: 'waiting-for-customer' }]);
    expect(slaPlan(early, '2026-06-15T10:00Z', PERCENTS).consumedSeconds).toBe(HOUR);
  });
});

test('a reopened request goes on with what it had consumed, the time it was closed not counting', () => {
  const clock = fireMark(resolution(utc, 8, '2026-06-15T09:00Z'), 50);
  const again = reopen(clock, '2026-06-15T14:00Z', '2026-06-18T09:00Z');
  const plan = slaPlan(again, '2026-06-18T10:00Z', PERCENTS);
  expect(plan).toMatchObject({ consumedSeconds: 6 * HOUR, dueAt: '2026-06-18T12:00:00Z' });
  expect(plan.next).toEqual({ percent: 75, at: '2026-06-18T10:00:00Z' });
  expect(atOf(plan, 50)).toBe('2026-06-18T09:00:00Z');
});

test.each([
  ['the table, when there is time', 4 * HOUR, 20 * HOUR, 4 * HOUR],
  ['half of what is left', 4 * HOUR, 6 * HOUR, 3 * HOUR],
  ['one second when nothing is left: it expires, and never approves', 4 * HOUR, -HOUR, 1],
])('an approval may take %s', (_name, table, remaining, budget) => {
  expect(approvalBudgetSeconds(table, remaining)).toBe(budget);
});

test.each([0, -1, 1.5, Number.NaN])('%d seconds are no budget', (seconds) => {
  expect(() => startClock('approval', utc, seconds, '2026-06-15T09:00Z')).toThrow(RangeError);
});

describe('the binding clock', () => {
  const now = '2026-11-09T10:15-05:00';
  const policy = resolution(us10, 24, now);
  const contract = startClock('contract-resolution', always, 48 * HOUR, now);

  test('is the one that falls due first, with why', () => {
    expect(bindingClock([policy, contract], now)).toEqual({
      clock: contract,
      dueAt: '2026-11-11T15:15:00Z',
      why: 'contract clock of 48 elapsed hours falls due Wed 11 Nov 10:15, before the policy clock (24 business hours, Fri 13 Nov 10:15)',
    });
  });

  test('is none without clocks, and the only one there is', () => {
    expect(bindingClock([], now)).toBeNull();
    const short = startClock('approval', us10, 90 * 60, now);
    expect(bindingClock([short], now)?.why).toBe(
      'approval clock of 90 business minutes falls due Mon 9 Nov 11:45',
    );
  });

  test('that was breached fell due', () => {
    expect(bindingClock([contract], '2026-11-12T10:00-05:00')?.why).toContain('fell due Wed 11 Nov 10:15');
  });

  test('is not a paused one while another runs', () => {
    const binding = bindingClock([policy, pause(contract, now, 'waiting-for-customer')], now, 'UTC');
    expect(binding?.clock).toBe(policy);
    expect(binding?.why).toBe(
      'policy clock of 24 business hours falls due Fri 13 Nov 15:15, before the contract clock (48 elapsed hours, paused)',
    );
  });

  test('has no due date while all are paused', () => {
    const binding = bindingClock(
      [policy, contract].map((each) => pause(each, now, 'waiting-for-customer')),
      now,
    );
    expect(binding?.clock.name).toBe('contract-resolution');
    expect(binding?.dueAt).toBeNull();
    expect(binding?.why).toContain('is paused and would fall due Wed 11 Nov 10:15 if it went on now');
  });
});

describe('for any clock', () => {
  const calendars = fc.constantFrom(us10, utc, berlin, always, berlinAlways);
  const seconds = fc.integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2026, 11, 1) / 1000 });
  const budgets = fc.integer({ min: 1, max: 60 * HOUR });
  const gaps = fc.array(fc.integer({ min: 0, max: 60 * HOUR }), { maxLength: 6 });

  const gap = fc.integer({ min: 0, max: 200 * HOUR });
  const hops = fc.array(fc.integer({ min: 0, max: 40 * HOUR }), { maxLength: 8 });

  /** The first stretch after the start in which the calendar is closed. */
  const firstClosedAfter = (calendar: BusinessCalendar, start: number) => {
    const [first, open] = windowsBetween(
      calendar,
      fromEpochSeconds(start),
      fromEpochSeconds(start + 15 * 86_400),
    );
    if (!first || !open) throw new Error('the calendar does not open twice in a fortnight');
    return { from: toEpochSeconds(first.to), to: toEpochSeconds(open.from) };
  };

  /** Alternate pauses and resumptions, `gaps` seconds apart. */
  const lived = (calendar: BusinessCalendar, start: number, budget: number, steps: readonly number[]) => {
    let now = start;
    let clock = startClock('policy-resolution', calendar, budget, fromEpochSeconds(start));
    steps.forEach((gap, index) => {
      now += gap;
      const at = fromEpochSeconds(now);
      clock = index % 2 === 0 ? pause(clock, at, 'waiting-for-customer') : resume(clock, at);
    });
    return { clock: resume(clock, fromEpochSeconds(now)), now: fromEpochSeconds(now) };
  };

  test('consumed and paused working time make up all working time since the start', () => {
    fc.assert(
      fc.property(calendars, seconds, budgets, gaps, (calendar, start, budget, steps) => {
        const { clock, now } = lived(calendar, start, budget, steps);
        const paused = clock.pauses.reduce(
          (sum, each) => sum + consumedSeconds(calendar, each.from, each.to ?? now),
          0,
        );
        const all = consumedSeconds(calendar, clock.startedAt, now);
        expect(slaPlan(clock, now, PERCENTS).consumedSeconds + paused).toBe(all);
      }),
      { numRuns: 100 },
    );
  });

  test('the budget is consumed exactly when it falls due, and every mark is due at its own time', () => {
    fc.assert(
      fc.property(calendars, seconds, budgets, gaps, (calendar, start, budget, steps) => {
        const { clock, now } = lived(calendar, start, budget, steps);
        const plan = slaPlan(clock, now, PERCENTS);
        expect(slaPlan(clock, plan.dueAt ?? '', PERCENTS).consumedSeconds).toBe(budget);
        expect(isMet(clock, plan.dueAt ?? '')).toBe(true);
        expect(isMet(clock, atOf(plan, 100) ?? '')).toBe(false);
        for (const mark of plan.marks) {
          expect(highestDueMark(clock, mark.at ?? '', PERCENTS)).toBeGreaterThanOrEqual(mark.percent);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a pause outside the windows changes nothing', () => {
    fc.assert(
      fc.property(
        budgets,
        fc.integer({ min: 0, max: 15 * HOUR }),
        fc.integer({ min: 0, max: 15 * HOUR }),
        (budget, x, y) => {
          const clock = resolution(utc, 1, '2026-06-15T09:00Z');
          const sized = withBudget(clock, budget);
          const closing = toEpochSeconds('2026-06-15T17:00Z');
          const [from, to] = [closing + Math.min(x, y), closing + Math.max(x, y)];
          const held = onHold(sized, fromEpochSeconds(from), fromEpochSeconds(to));
          const later = '2026-06-20T00:00Z';
          expect(slaPlan(held, later, PERCENTS)).toEqual(slaPlan(sized, later, PERCENTS));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('consumed time never falls as time goes on', () => {
    fc.assert(
      fc.property(calendars, seconds, budgets, gaps, hops, (calendar, start, budget, steps, later) => {
        const { clock } = lived(calendar, start, budget, steps);
        let at = start;
        let before = 0;
        for (const hop of later) {
          at += hop;
          const { consumedSeconds: consumed } = slaPlan(clock, fromEpochSeconds(at), PERCENTS);
          expect(consumed).toBeGreaterThanOrEqual(before);
          expect(consumed - before).toBeLessThanOrEqual(hop);
          before = consumed;
        }
      }),
      { numRuns: 100 },
    );
  });

  test('it is additive over adjacent intervals: a clock carried over at any moment consumes as the one that ran on', () => {
    fc.assert(
      fc.property(calendars, seconds, budgets, gap, gap, (calendar, start, budget, first, second) => {
        const whole = startClock('policy-resolution', calendar, budget, fromEpochSeconds(start));
        const middle = fromEpochSeconds(start + first);
        const end = fromEpochSeconds(start + first + second);
        const rest = reopen(whole, middle, middle);
        const of = (clock: SlaClock, at: string) => slaPlan(clock, at, PERCENTS).consumedSeconds;
        expect(of(rest, end)).toBe(of(whole, end));
        expect(of(whole, middle) + consumedSeconds(calendar, middle, end)).toBe(of(whole, end));
      }),
      { numRuns: 100 },
    );
  });

  test('it is independent of when it is asked: what was known at a moment is what is said of it later', () => {
    fc.assert(
      fc.property(calendars, seconds, budgets, gaps, gap, (calendar, start, budget, steps, after) => {
        let clock = startClock('policy-resolution', calendar, budget, fromEpochSeconds(start));
        let now = start;
        const asked: { at: string; said: number }[] = [];
        steps.forEach((hop, index) => {
          now += hop + 1;
          const at = fromEpochSeconds(now);
          asked.push({ at, said: slaPlan(clock, at, PERCENTS).consumedSeconds });
          clock = index % 2 === 0 ? pause(clock, at, 'waiting-for-customer') : resume(clock, at);
        });
        slaPlan(clock, fromEpochSeconds(now + after), PERCENTS);
        for (const { at, said } of asked) expect(slaPlan(clock, at, PERCENTS).consumedSeconds).toBe(said);
      }),
      { numRuns: 100 },
    );
  });

  test('a pause outside the windows of any calendar consumes nothing and costs nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(us10, utc, berlin),
        seconds,
        budgets,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (calendar, start, budget, x, y) => {
          const clock = startClock('policy-resolution', calendar, budget, fromEpochSeconds(start));
          const closed = firstClosedAfter(calendar, start);
          const place = (share: number) => Math.floor(closed.from + share * (closed.to - closed.from));
          const [from, to] = [place(Math.min(x, y)), place(Math.max(x, y))];
          const held = onHold(clock, fromEpochSeconds(from), fromEpochSeconds(to));
          const later = fromEpochSeconds(start + 60 * 86_400);
          expect(slaPlan(held, later, PERCENTS)).toEqual(slaPlan(clock, later, PERCENTS));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('it survives JSON', () => {
    const { clock, now } = lived(us10, toEpochSeconds('2026-06-15T13:00Z'), 24 * HOUR, [HOUR, HOUR]);
    expect(slaPlan(JSON.parse(JSON.stringify(clock)) as SlaClock, now, PERCENTS)).toEqual(
      slaPlan(clock, now, PERCENTS),
    );
  });
});
