import { ActivityFailure, ApplicationFailure, condition, log } from '@temporalio/workflow';
import type { Run } from '../run.ts';
import { effects, letters, reads } from '../steps.ts';

/** Posts what was approved; the books may have moved, and then it is back with its preparer. */
export async function execute(run: Run): Promise<void> {
  while (run.state.kind === 'approved') {
    try {
      run.take(await effects.execute(run.ref, run.state.revision));
    } catch (error) {
      if (!isPeriodClosed(error)) throw error;
      log.warn('no fiscal period is open', { requestId: run.input.requestId });
      await condition(() => false, '1 hour', {
        summary: 'no fiscal period is open: a controller must open one; tried again hourly',
      });
    }
  }
}

/** The letter of the outcome, and the corrected invoice. @returns the documents sent */
export async function confirm(run: Run): Promise<string[]> {
  return run.state.kind === 'executed' || run.state.kind === 'ending'
    ? letters.confirm(run.ref, run.cycle)
    : [];
}

export async function close(run: Run, documents: readonly string[]): Promise<void> {
  if (run.state.kind === 'executed' || run.state.kind === 'ending')
    run.take(await reads.close(run.ref, documents, run.cycle));
}

const isPeriodClosed = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'PERIOD_CLOSED';
