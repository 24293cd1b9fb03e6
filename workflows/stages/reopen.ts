import type { Run } from '../run.ts';
import { effects } from '../steps.ts';

/** A closed request goes on: where it stands, and what its earlier runs have counted, is in the database. */
export async function reopen(run: Run): Promise<void> {
  const { reopening = null } = run.input;
  if (reopening === null) return;
  const { step, cycle, consumed } = await effects.reopen(run.ref, reopening);
  run.cycle = cycle;
  run.consumed = consumed;
  run.take(step);
}
