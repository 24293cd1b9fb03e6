import type { Policy } from './policy/schema.ts';
import type { SlaClock, SlaClockName } from './sla.ts';

/** Of the approval's own clock: when it expires, and when it has done so twice over. */
const APPROVAL_EXPIRY = [100, 200] as const;

/** A consulted team is late. */
const CONSULT_EXPIRY = [100] as const;

/** Whether the clock is the request's own, which the ladder watches; those of an approval and of a consult are not. */
export const isOfRequest = ({ name }: SlaClock): boolean => name !== 'approval' && name !== 'consult';

/** The percents of a clock's budget at which something happens: the ladder's rungs; for an approval its reminders and its expiry. */
export function marksOf(policy: Policy, clock: SlaClockName): number[] {
  switch (clock) {
    case 'approval':
      return [...policy.sla.approvalReminders, ...APPROVAL_EXPIRY];
    case 'consult':
      return [...CONSULT_EXPIRY];
    default:
      return policy.sla.ladder.map(({ percent }) => percent);
  }
}

/** The percents of the ladder that have fired on any clock of a request. */
export const rungsFired = (clocks: readonly SlaClock[]): number[] =>
  clocks.filter(isOfRequest).flatMap(({ marksFired }) => marksFired);

/**
 * Whether those whom the ladder tells may give the request to another owner: from the first such rung on.
 * @param marksFired see rungsFired
 */
export const mayReassign = (policy: Policy, marksFired: readonly number[]): boolean => {
  const highest = Math.max(0, ...marksFired);
  return policy.sla.ladder.some((rung) => rung.mayReassign === true && rung.percent <= highest);
};
