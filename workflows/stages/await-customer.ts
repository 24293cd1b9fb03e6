import { condition } from '@temporalio/workflow';
import type { CustomerWait } from '../../activities/customer.ts';
import type { Run } from '../run.ts';
import { effects, letters, reads } from '../steps.ts';

type WaitStep = CustomerWait['steps'][number];

/**
 * Sends the question, reminds on the policy's business days, and ends the request when no answer comes. Returns when a message has come.
 * Letters go beside the waiting: a mail server that is away must not keep an answer from being heard.
 */
export async function awaitCustomer(run: Run, since: string): Promise<void> {
  let from = since;
  for (let round = 0; !heard(run) && run.state.kind === 'awaiting-customer'; round += 1) {
    const { steps } = await reads.planCustomerWait(run.ref, from);
    if (round === 0) send(run, since, 'question', closingOf(steps, since));
    const missed = await walk(run, since, round, steps);
    // The closing was never announced, because nothing ran at the time: the customer gets the whole wait again.
    if (missed) from = new Date().toISOString();
  }
}

const heard = (run: Run): boolean => run.inbox.length > 0;
const closingOf = (steps: readonly WaitStep[], since: string): string => steps.at(-1)?.at ?? since;

/** Takes the steps as they fall due; one whose successor is due as well is skipped. @returns whether the closing was due unannounced */
async function walk(run: Run, since: string, round: number, steps: readonly WaitStep[]): Promise<boolean> {
  let announced = false;
  for (const [i, step] of steps.entries()) {
    if (await heardBefore(run, step)) return false;
    const next = steps[i + 1];
    if (next && Date.parse(next.at) <= Date.now()) continue;
    if (step.kind === 'close') {
      if (!announced) return true;
      await endWithoutResponse(run, since);
      return false;
    }
    announced = step.kind === 'announce-closing';
    send(
      run,
      since,
      `${step.kind}-${step.businessDay}${round === 0 ? '' : `-again-${round}`}`,
      closingOf(steps, since),
    );
  }
  return false;
}

async function heardBefore(run: Run, { kind, businessDay, at }: WaitStep): Promise<boolean> {
  const wait = Date.parse(at) - Date.now();
  if (heard(run) || wait <= 0) return heard(run);
  const summary = `waits for the customer; ${kind} on business day ${businessDay}, ${at}`;
  return condition(() => heard(run), wait, { summary });
}

async function endWithoutResponse(run: Run, since: string): Promise<void> {
  const { step } = await effects.endWithoutResponse(run.ref, since, run.consumed);
  if (step) run.take(step);
  // An answer is recorded, its signal on the way.
  else await condition(() => heard(run));
}

/** The activity tries for as long as it takes; what can never be sent is audited by it. */
function send(run: Run, since: string, subject: string, closesAt: string): void {
  letters.askCustomer(run.ref, since, subject, closesAt).catch(() => undefined);
}
