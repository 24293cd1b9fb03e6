import type { Consumed } from '../activities/applied.ts';
import type { SignalName } from './messages.ts';
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
    const { step } = await consume(run, message.signal, message.id);
    if (step) run.take(step);
  }
}

function consume(run: Run, signal: SignalName, id: string): Promise<Consumed> {
  switch (signal) {
    case 'decided':
      return effects.consumeDecision(run.ref, id, run.consumed);
    case 'changed':
      return effects.consumeChange(run.ref, id, run.consumed);
    case 'replied':
    case 'withdrawn':
      return effects.consumeCustomerMessage(run.ref, id, run.consumed);
    default:
      return signal satisfies never;
  }
}
