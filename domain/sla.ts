import type { BusinessCalendar } from './calendar.ts';
import { consumedSeconds, instantAfter } from './calendar.ts';
import type { Instant } from './instant.ts';
import { compareInstants, laterInstant } from './instant.ts';
import { sameData } from './same-data.ts';

export const SLA_CLOCK_NAMES = [
  'policy-response',
  'policy-resolution',
  'contract-resolution',
  'approval',
  'consult',
] as const;
export type SlaClockName = (typeof SLA_CLOCK_NAMES)[number];

/** `waiting-for-colleague`: an approver has consulted a team of ours. */
export type PauseReason = 'waiting-for-customer' | 'waiting-for-third-party' | 'waiting-for-colleague';

/** Half-open [from, to); `to` is null while the pause lasts. */
export interface SlaPause {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly reason: PauseReason;
}

/** A budget being consumed, as plain data: it is kept in workflow state and survives continue-as-new. */
export interface SlaClock {
  readonly name: SlaClockName;
  readonly calendar: BusinessCalendar;
  /** Counted in the calendar's windows; at least 1. */
  readonly budgetSeconds: number;
  readonly startedAt: Instant;
  /** In order, disjoint; only the last may be open. */
  readonly pauses: readonly SlaPause[];
  /** Consumed before `startedAt`: by an earlier stretch of a request that was reopened. */
  readonly carriedSeconds: number;
  /** Percents whose ladder step was taken. One below the highest of them was jumped over and never fires. */
  readonly marksFired: readonly number[];
  /** Of a consult: its task. A request may have several consults open, and a clock for each. */
  readonly taskId?: string;
}

export interface SlaMark {
  readonly percent: number;
  /** When it is, or was, reached; null for a mark ahead while the clock is paused. */
  readonly at: Instant | null;
  readonly fired: boolean;
}

export interface SlaPlan {
  readonly consumedSeconds: number;
  /** consumed / budget; above 1 once the budget is exceeded. */
  readonly fraction: number;
  /** The last instant at which the clock is met; in the past after a breach, null while paused short of it. */
  readonly dueAt: Instant | null;
  readonly paused: boolean;
  readonly marks: readonly SlaMark[];
  /** What to wake for: the mark to fire now, else the first one ahead. */
  readonly next: { readonly percent: number; readonly at: Instant } | null;
}

/** Hours as policies and contracts give them, in whole seconds. */
export const secondsOf = (hours: number): number => Math.max(1, Math.round(hours * 3_600));

export const startClock = (
  name: SlaClockName,
  calendar: BusinessCalendar,
  budgetSeconds: number,
  startedAt: Instant,
): SlaClock => ({
  name,
  calendar,
  budgetSeconds: checkedBudget(budgetSeconds),
  startedAt,
  pauses: [],
  carriedSeconds: 0,
  marksFired: [],
});

/**
 * The clock as it stands at `now` (domain rules 1.1–1.5). Pauses that begin after `now` are not looked at.
 * @param percents the policy's marks, e.g. 50, 75, 90, 100, 125, 150, 175
 */
export function slaPlan(clock: SlaClock, now: Instant, percents: readonly number[]): SlaPlan {
  const asOfNow = asOf(clock, now);
  const consumed = consumedAt(asOfNow, now);
  const marks = [...percents]
    .toSorted((a, b) => a - b)
    .map((percent) => ({
      percent,
      at: whenConsumed(asOfNow, markSeconds(clock, percent)),
      fired: clock.marksFired.includes(percent),
    }));
  const due = highestDueMark(clock, now, percents);
  const next = marks.find((mark) => (due === null ? !isSpent(clock, mark.percent) : mark.percent === due));
  return {
    consumedSeconds: consumed,
    fraction: consumed / clock.budgetSeconds,
    dueAt: whenConsumed(asOfNow, clock.budgetSeconds),
    paused: isPaused(asOfNow),
    marks,
    next: next?.at ? { percent: next.percent, at: next.at } : null,
  };
}

/** The mark to fire at `now`: the highest one reached, unless it or a higher one fired before (rules 1.3, 1.4). */
export function highestDueMark(clock: SlaClock, now: Instant, percents: readonly number[]): number | null {
  const consumed = consumedAt(asOf(clock, now), now);
  const reached = percents.filter(
    (percent) => consumed >= markSeconds(clock, percent) && !isSpent(clock, percent),
  );
  return reached.length === 0 ? null : Math.max(...reached);
}

/** Records that the mark's ladder step was taken. Doing so twice changes nothing. */
export const fireMark = (clock: SlaClock, percent: number): SlaClock =>
  clock.marksFired.includes(percent) ? clock : { ...clock, marksFired: [...clock.marksFired, percent] };

/** Met if and only if consumed ≤ budget (rule 1.3). @param at when the clock's work was done */
export const isMet = (clock: SlaClock, at: Instant): boolean =>
  consumedAt(asOf(clock, at), at) <= clock.budgetSeconds;

/** A change of priority: what is consumed stays, and so do the marks that fired (rule 1.4). */
export const withBudget = (clock: SlaClock, budgetSeconds: number): SlaClock => ({
  ...clock,
  budgetSeconds: checkedBudget(budgetSeconds),
});

/** What stops which clock (rule 1.2): nothing the response; a consulted colleague only the approval, since the resolution is ours to give. */
const PAUSED_BY: Readonly<Record<SlaClockName, readonly PauseReason[]>> = {
  'policy-response': [],
  'policy-resolution': ['waiting-for-customer', 'waiting-for-third-party'],
  'contract-resolution': ['waiting-for-customer', 'waiting-for-third-party'],
  approval: ['waiting-for-customer', 'waiting-for-colleague'],
  consult: [],
};

/**
 * Stops a clock that the reason stops; a third party only where the policy says so. Any other clock comes back unchanged, as does one
 * that is paused already.
 */
export function pause(clock: SlaClock, at: Instant, reason: PauseReason, thirdPartyPauses = false): SlaClock {
  const stops =
    PAUSED_BY[clock.name].includes(reason) && (reason !== 'waiting-for-third-party' || thirdPartyPauses);
  if (!stops || isPaused(clock)) return clock;
  const from = laterInstant(at, clock.pauses.at(-1)?.to ?? clock.startedAt);
  return { ...clock, pauses: [...clock.pauses, { from, to: null, reason }] };
}

/** Ends the pause that lasts, if there is one. @param reason given: only a pause for this reason */
export function resume(clock: SlaClock, at: Instant, reason?: PauseReason): SlaClock {
  const last = clock.pauses.at(-1);
  if (!last || last.to !== null || (reason !== undefined && last.reason !== reason)) return clock;
  return { ...clock, pauses: [...clock.pauses.slice(0, -1), { ...last, to: laterInstant(at, last.from) }] };
}

/** A request reopened in time goes on with what it had consumed when it was closed (rule 1.6). */
export const reopen = (clock: SlaClock, closedAt: Instant, reopenedAt: Instant): SlaClock => ({
  ...clock,
  carriedSeconds: consumedAt(asOf(clock, closedAt), closedAt),
  startedAt: laterInstant(reopenedAt, closedAt),
  pauses: [],
});

/**
 * The clock under another calendar: what was consumed is carried over, a pause that lasts goes on. The same calendar changes nothing.
 */
export function withCalendar(clock: SlaClock, calendar: BusinessCalendar, now: Instant): SlaClock {
  if (sameData(calendar, clock.calendar)) return clock;
  const last = clock.pauses.at(-1);
  return {
    ...clock,
    calendar,
    carriedSeconds: consumedAt(asOf(clock, now), now),
    startedAt: laterInstant(now, clock.startedAt),
    pauses: last?.to === null ? [{ ...last, from: laterInstant(now, last.from) }] : [],
  };
}

/** min(the policy's table, half of what is left to resolve), rule 1.8. Never below 1 s: an approval too late expires at once. */
export const approvalBudgetSeconds = (tableSeconds: number, remainingResolutionSeconds: number): number =>
  Math.max(1, Math.min(tableSeconds, Math.floor(remainingResolutionSeconds / 2)));

/** The clock as it was known at `now`: a later pause unknown, a later resumption not yet come. */
const asOf = (clock: SlaClock, now: Instant): SlaClock => ({
  ...clock,
  pauses: clock.pauses
    .filter((each) => compareInstants(each.from, now) <= 0)
    .map((each) => (each.to !== null && compareInstants(each.to, now) > 0 ? { ...each, to: null } : each)),
});

const isPaused = (clock: SlaClock): boolean => clock.pauses.at(-1)?.to === null;

/** The stretches in which the clock runs, half-open; the last is open-ended unless the clock is paused. */
function runs(clock: SlaClock): { from: Instant; to: Instant | null }[] {
  const begins = [clock.startedAt, ...clock.pauses.map((each) => each.to)];
  const ends = [...clock.pauses.map((each) => each.from), null];
  return begins.flatMap((from, index) => (from === null ? [] : [{ from, to: ends[index] ?? null }]));
}

const consumedAt = (clock: SlaClock, now: Instant): number =>
  runs(clock).reduce(
    (total, run) => total + consumedSeconds(clock.calendar, run.from, run.to ?? now),
    clock.carriedSeconds,
  );

/** The earliest instant at which so much is consumed; `startedAt` for what was carried in; null if a pause comes first. */
function whenConsumed(clock: SlaClock, target: number): Instant | null {
  let left = target - clock.carriedSeconds;
  if (left <= 0) return instantAfter(clock.calendar, clock.startedAt, 0);
  for (const run of runs(clock)) {
    const available = run.to === null ? Infinity : consumedSeconds(clock.calendar, run.from, run.to);
    if (left <= available) return instantAfter(clock.calendar, run.from, left);
    left -= available;
  }
  return null;
}

/** The breach is the first second beyond the budget, since all of the budget may be used; every other mark is a plain share. */
const markSeconds = (clock: SlaClock, percent: number): number =>
  percent === 100 ? clock.budgetSeconds + 1 : Math.ceil((clock.budgetSeconds * percent) / 100);

const isSpent = (clock: SlaClock, percent: number): boolean =>
  clock.marksFired.some((fired) => fired >= percent);

function checkedBudget(seconds: number): number {
  if (!Number.isSafeInteger(seconds) || seconds < 1) throw new RangeError(`${seconds} s is no budget`);
  return seconds;
}
