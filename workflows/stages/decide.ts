import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { RequestState } from '../../domain/request.ts';
import { drainInbox } from '../inbox.ts';
import type { CustomerRequestInput } from '../messages.ts';
import type { Run } from '../run.ts';
import { awaitCustomer } from './await-customer.ts';

const WAITS_FOR_PEOPLE: readonly RequestState['kind'][] = [
  'triage',
  'preparing',
  'approving',
  'awaiting-customer',
];

/** Waits while a person of ours or the customer has to say something: triage, preparing, approving, answering. No timeout: clocks run beside. */
export async function decided(run: Run): Promise<void> {
  await drainInbox(run);
  while (WAITS_FOR_PEOPLE.includes(run.state.kind)) {
    await continueIfLong(run);
    if (run.state.kind === 'awaiting-customer') await awaitCustomer(run, run.state.since);
    else await condition(() => run.inbox.length > 0);
    await drainInbox(run);
  }
}

/** A long conversation goes on in a new run, from the same plain state. */
async function continueIfLong(run: Run): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await condition(allHandlersFinished);
  const step = { state: run.state, waiting: run.waiting, ...(run.sla ? { sla: run.sla } : {}) };
  await continueAsNew<(input: CustomerRequestInput) => Promise<unknown>>({
    ...run.input,
    step,
    consumed: run.consumed,
    cycle: run.cycle,
    reopening: null,
    inbox: run.inbox,
  });
}
