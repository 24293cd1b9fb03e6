import type { Standing, Triage } from '../../activities/triage.ts';
import type { Run } from '../run.ts';
import { reads } from '../steps.ts';

/** What the customer wants, by explicit rules, and how urgent it is. */
export async function classifyAndPrioritise(run: Run, standing: Standing | null): Promise<Triage | null> {
  return standing && reads.classifyAndPrioritise(run.ref, standing);
}

/** Owner, clocks, and a triage task where the rules are not sure. */
export async function routeAndAssign(
  run: Run,
  standing: Standing | null,
  triage: Triage | null,
): Promise<void> {
  if (standing && triage) run.take(await reads.routeAndAssign(run.ref, standing, triage));
}
