import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdReusePolicy, WorkflowIdConflictPolicy } from '@temporalio/common';
import type { SignalPayload } from '../db/door.ts';
import type { OutboxRow } from '../db/outbox.ts';
import {
  CUSTOMER_REQUEST,
  REQUESTS_QUEUE,
  SEARCH_ATTRIBUTES,
  type CustomerRequestInput,
  type MessageV1,
} from '../workflows/messages.ts';

interface StartPayload {
  readonly customerId: string;
  /** Decimal string. */
  readonly amount: string;
  readonly currency: string;
  /** The change that reopens a closed request; absent for a new one. */
  readonly reopening?: string;
}

/** Memo of a run that reopens: which reopening began it. */
const REOPENING = 'reopening';

/** Well below the 30 s for which PostgreSQL lets the dispatcher's transaction idle. */
const DEADLINE_MS = 10_000;

/** Tells Temporal what an outbox row says. Repeating it is harmless: a started workflow stays the one, a decision is consumed once. */
export const deliverTo =
  (client: Client, webUrl: string) =>
  (message: OutboxRow): Promise<void> =>
    client.withDeadline(Date.now() + DEADLINE_MS, () =>
      message.kind === 'start'
        ? start(client, message, message.payload as StartPayload, webUrl)
        : signal(client, message, message.payload as SignalPayload),
    );

async function start(
  client: Client,
  { requestId, legalEntity }: OutboxRow,
  payload: StartPayload,
  webUrl: string,
): Promise<void> {
  const { customerId, amount, currency, reopening = null } = payload;
  const link = `${webUrl}/requests/${requestId}`;
  const input: CustomerRequestInput = {
    ...{ v: 1, requestId, legalEntity, step: null, consumed: 0, inbox: [], cycle: 0, reopening, link },
  };
  if (reopening !== null && (await isReopened(client, requestId, reopening))) return;
  try {
    await client.workflow.start(CUSTOMER_REQUEST, {
      workflowId: requestId,
      taskQueue: REQUESTS_QUEUE,
      args: [input],
      ...(reopening === null ? ONCE : { ...AGAIN, memo: { [REOPENING]: reopening } }),
      staticSummary: `${requestId}: ${amount} ${currency}`,
      staticDetails: `Customer ${customerId} of ${legalEntity}. [Open the request](${link})`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: SEARCH_ATTRIBUTES.customerId, value: customerId },
        { key: SEARCH_ATTRIBUTES.legalEntity, value: legalEntity },
        { key: SEARCH_ATTRIBUTES.amount, value: Number(amount) },
        { key: SEARCH_ATTRIBUTES.currency, value: currency },
        { key: SEARCH_ATTRIBUTES.stage, value: 'captured' },
      ]),
    });
  } catch (error) {
    // A run is there. For a reopening it may be the one that has closed the request and not ended yet: then it is tried again.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if (reopening !== null && !(await isReopened(client, requestId, reopening))) throw error;
  }
}

const ONCE = {
  workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
};
const AGAIN = {
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
};

/** Whether the newest run of the request was begun by this reopening. */
const isReopened = (client: Client, requestId: string, reopening: string): Promise<boolean> =>
  client.workflow
    .getHandle(requestId)
    .describe()
    .then(
      ({ memo }) => memo?.[REOPENING] === reopening,
      (error: unknown) => {
        // Kept no longer: nothing forbids another run.
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );

async function signal(
  client: Client,
  { requestId }: OutboxRow,
  { signal: name, id }: SignalPayload,
): Promise<void> {
  const message: MessageV1 = { v: 1, id };
  try {
    await client.workflow.getHandle(requestId).signal(name, message);
  } catch (error) {
    // The run has come to its end between the recording and now; closing has voided what was too late. A run that was terminated,
    // failed or never began keeps its messages: they are tried again until somebody has begun it anew.
    if (error instanceof WorkflowNotFoundError && (await isCompleted(client, requestId))) return;
    throw error;
  }
}

const isCompleted = (client: Client, requestId: string): Promise<boolean> =>
  client.workflow
    .getHandle(requestId)
    .describe()
    .then(
      ({ status }) => status.name === 'COMPLETED',
      () => false,
    );
