import { WorkflowIdReusePolicy } from '@temporalio/common';
import { marksOf } from '../../domain/ladder.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { slaOutlook, type Step } from '../../domain/run.ts';
import { US10 } from '../../db/seed/entities.ts';
import { CUSTOMER_REQUEST, REQUESTS_QUEUE, type CustomerRequestInput } from '../../workflows/messages.ts';
import type { Rig } from './rig.ts';

/** Where a request stands by the database alone. */
async function storedStep(rig: Rig, requestId: string): Promise<Step> {
  const request = await rig.books.request(requestId);
  if (!request.state) throw new Error(`${requestId} has no stored state`);
  const { state, clocks } = request.state;
  const now = (await rig.now()).toISOString();
  const sla = slaOutlook(
    clocks,
    now,
    (clock) => marksOf(policyV1, clock),
    US10.calendar.zone,
    request.first_response_at !== null,
  );
  return {
    state,
    waiting: {
      for: request.waiting_for ?? 'nobody',
      until: request.waiting_until?.toISOString() ?? null,
      next: request.next_step ?? '',
    },
    ...(sla && { sla }),
  };
}

/**
 * Ends the run and begins another from what PostgreSQL holds, as a repair after a lost cluster would.
 * @param meanwhile what happens while there is no run
 */
export async function beginAgain(
  rig: Rig,
  requestId: string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await rig.comeToRest(requestId);
  await rig.client.workflow.getHandle(requestId).terminate('lost');
  await meanwhile();
  const input: CustomerRequestInput = {
    v: 1,
    requestId,
    legalEntity: US10.code,
    step: await storedStep(rig, requestId),
    consumed: await rig.books.consumed(requestId),
    inbox: [],
    cycle: (await rig.books.request(requestId)).cycle,
    reopening: null,
    link: `http://docket.test/requests/${requestId}`,
  };
  await rig.client.workflow.start(CUSTOMER_REQUEST, {
    workflowId: requestId,
    taskQueue: REQUESTS_QUEUE,
    args: [input],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  await rig.remember(requestId);
}
