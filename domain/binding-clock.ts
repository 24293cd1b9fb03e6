import { isAlwaysOpen } from './calendar.ts';
import type { Instant } from './instant.ts';
import { compareInstants, describeInstant } from './instant.ts';
import type { SlaClock, SlaClockName } from './sla.ts';
import { resume, slaPlan } from './sla.ts';

export interface BindingClock {
  readonly clock: SlaClock;
  /** Null when every clock is paused. */
  readonly dueAt: Instant | null;
  /** A sentence for people, times in the zone asked for. */
  readonly why: string;
}

interface Standing {
  readonly clock: SlaClock;
  readonly paused: boolean;
  /** For a paused clock: if it were resumed now. */
  readonly dueAt: Instant;
}

/**
 * Of several running clocks the one that falls due first (domain rules 1.9). A paused clock binds only when all are paused;
 * then it is the one that would fall due first if all went on now. Null without clocks.
 * @param clocks those not yet met; of two that fall due together the earlier in the list binds
 * @param zone IANA zone of the times in `why`; the binding clock's own by default
 */
export function bindingClock(clocks: readonly SlaClock[], now: Instant, zone?: string): BindingClock | null {
  const [first, ...others] = clocks.map((clock) => standing(clock, now)).toSorted(byUrgency);
  if (!first) return null;
  const shownIn = zone ?? first.clock.calendar.zone;
  const when = describeInstant(first.dueAt, shownIn);
  const verb = compareInstants(first.dueAt, now) < 0 ? 'fell' : 'falls';
  const falls = first.paused
    ? `is paused and would fall due ${when} if it went on now`
    : `${verb} due ${when}`;
  const rest =
    others.length === 0 ? '' : `, before the ${others.map((each) => aside(each, shownIn)).join(' and the ')}`;
  return {
    clock: first.clock,
    dueAt: first.paused ? null : first.dueAt,
    why: `${CLOCK_WORDS[first.clock.name]} of ${inWords(first.clock)} ${falls}${rest}`,
  };
}

/** Clocks as people read them. */
export const CLOCK_WORDS: Readonly<Record<SlaClockName, string>> = {
  'policy-response': 'response clock',
  'policy-resolution': 'policy clock',
  'contract-resolution': 'contract clock',
  approval: 'approval clock',
  consult: 'clock of a consult',
};

function standing(clock: SlaClock, now: Instant): Standing {
  const { paused, dueAt } = slaPlan(clock, now, []);
  if (dueAt !== null) return { clock, paused: false, dueAt };
  const resumed = slaPlan(resume(clock, now), now, []);
  if (resumed.dueAt === null) throw new Error(`${clock.name}: a clock that runs has no due date`);
  return { clock, paused, dueAt: resumed.dueAt };
}

const byUrgency = (a: Standing, b: Standing): number =>
  Number(a.paused) - Number(b.paused) || compareInstants(a.dueAt, b.dueAt);

const aside = ({ clock, paused, dueAt }: Standing, zone: string): string =>
  `${CLOCK_WORDS[clock.name]} (${inWords(clock)}, ${paused ? 'paused' : describeInstant(dueAt, zone)})`;

/** "48 elapsed hours", "90 business minutes". */
function inWords({ budgetSeconds, calendar }: SlaClock): string {
  const kind = isAlwaysOpen(calendar) ? 'elapsed' : 'business';
  const [unit, length] = (
    [
      ['hour', 3_600],
      ['minute', 60],
      ['second', 1],
    ] as const
  ).find(([, seconds]) => budgetSeconds % seconds === 0) ?? ['second', 1];
  const count = budgetSeconds / length;
  return `${count} ${kind} ${unit}${count === 1 ? '' : 's'}`;
}
