import { drainInbox } from '../inbox.ts';
import type { Run } from '../run.ts';
import { reads } from '../steps.ts';

/** The claim against contract, price agreement, invoice and transactions. */
export async function assess(run: Run): Promise<void> {
  await drainInbox(run);
  if (run.state.kind === 'assessing') await reads.assess(run.ref, run.state.revision);
}

/** Exact entries, evidence, and who must approve; or the analyst is called. */
export async function propose(run: Run): Promise<void> {
  await drainInbox(run);
  if (run.state.kind === 'assessing') run.take(await reads.propose(run.ref, run.state.revision));
}
