import type { Run } from './run.ts';
import { effects } from './steps.ts';

/** Takes every message that has arrived, in order, each through an activity that reads the row again. */
export async function drainInbox(run: Run): Promise<void> {
  for (let message = run.inbox.shift(); message; message = run.inbox.shift()) {
    run.consumed += 1;
    if (message.signal === 'unknown') {
      await effects.auditUnknownSignal(run.ref, message.id, run.consumed);
      continue;
    }
    const consumed =
      message.signal === 'decided'
        ? await effects.consumeDecision(run.ref, message.id, run.consumed)
        : await effects.consumeCustomerMessage(run.ref, message.id, run.consumed);
    if (consumed.step) run.take(consumed.step);
  }
}
