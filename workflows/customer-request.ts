import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { isSettled } from '../domain/request.ts';
import { drainInbox } from './inbox.ts';
import type { CustomerRequestInput, CustomerRequestResult } from './messages.ts';
import { beginRun } from './run.ts';
import { runSlaClock } from './sla-clock.ts';
import { assess, propose } from './stages/assess.ts';
import { decided } from './stages/decide.ts';
import { close, confirm, execute } from './stages/execute.ts';
import { reopen } from './stages/reopen.ts';
import { classifyAndPrioritise, routeAndAssign } from './stages/route.ts';
import { verify } from './stages/verify.ts';

/**
 * The life of one customer request, from capture to closed books. Each stage does its part if the state asks for it and nothing
 * otherwise, so a run can begin anywhere. Workflow id = request id.
 */
export function customerRequest(input: CustomerRequestInput): Promise<CustomerRequestResult> {
  // The Web UI's Cancel button ends no customer's request: withdrawing is recorded by the API, and is audited.
  return CancellationScope.nonCancellable(() => life(input));
}

async function life(input: CustomerRequestInput): Promise<CustomerRequestResult> {
  const run = beginRun(input);
  const slaClock = runSlaClock(run);
  // Awaited at the end; until then a failure of it must not be taken for an unhandled one.
  slaClock.catch(() => undefined);

  await reopen(run);
  const standing = await verify(run);
  const triage = await classifyAndPrioritise(run, standing);
  await routeAndAssign(run, standing, triage);

  while (!isSettled(run.state)) {
    await assess(run);
    await propose(run);
    await decided(run);
    await execute(run);
  }

  const sent = await confirm(run);
  await close(run, sent);

  await drainInbox(run);
  await condition(allHandlersFinished);
  await slaClock;
  return { outcome: run.state.outcome };
}
