import type { Policy } from './policy/schema.ts';

/** The percents of the budget at which the ladder takes a step. */
export const marksOf = (policy: Policy): number[] => policy.sla.ladder.map(({ percent }) => percent);
