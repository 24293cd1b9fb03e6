import type { Policy } from './policy/schema.ts';
import type { SlaClock, SlaClockName } from './sla.ts';

/** Of the approval's own clock: when it expires, and when it has done so twice over. */
const APPROVAL_EXPIRY = [100, 200] as const;

/** The percents of a clock's budget at which something happens: the ladder's rungs; for an approval its reminders and its expiry. */
export const marksOf = (policy: Policy, clock: SlaClockName): number[] =>
  clock === 'approval'
    ? [...policy.sla.approvalReminders, ...APPROVAL_EXPIRY]
    : policy.sla.ladder.map(({ percent }) => percent);

/** The percents of the ladder that have fired on any clock of a request; the approval's own clock is no part of the ladder. */
export const rungsFired = (clocks: readonly SlaClock[]): number[] =>
  clocks.flatMap(({ name, marksFired }) => (name === 'approval' ? [] : marksFired));

/**
 * Whether those whom the ladder tells may give the request to another owner: from the first such rung on.
 * @param marksFired see rungsFired
 */
export const mayReassign = (policy: Policy, marksFired: readonly number[]): boolean => {
  const highest = Math.max(0, ...marksFired);
  return policy.sla.ladder.some((rung) => rung.mayReassign === true && rung.percent <= highest);
};
