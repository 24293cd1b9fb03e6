import { condition } from '@temporalio/workflow';
import type { Run } from '../run.ts';
import { effects, letters, reads } from '../steps.ts';

/** Sends the question, reminds on the policy's business days, and ends the request when no answer comes. Returns when a message has come. */
export async function awaitCustomer(run: Run, since: string): Promise<void> {
  const { steps } = await reads.planCustomerWait(run.ref, since);
  const closesAt = steps.at(-1)?.at ?? since;
  await letters.askCustomer(run.ref, since, 'question', closesAt);
  for (const { kind, businessDay, at } of steps) {
    const wait = Date.parse(at) - Date.now();
    const summary = `waits for the customer; ${kind} on business day ${businessDay}, ${at}`;
    if (
      run.inbox.length > 0 ||
      (wait > 0 && (await condition(() => run.inbox.length > 0, wait, { summary })))
    )
      return;
    if (kind === 'close') {
      const { step } = await effects.endWithoutResponse(run.ref, since);
      if (step) run.take(step);
    } else {
      await letters.askCustomer(run.ref, since, `${kind}-${businessDay}`, closesAt);
    }
  }
}
