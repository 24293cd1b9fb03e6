import type { Tx } from '../../db/connection.ts';
import { explanationsOf } from '../../db/stores/explanations.ts';
import { policyByVersion } from '../../db/stores/customers.ts';
import { involvementIn } from '../../db/stores/involvement.ts';
import { openAmount, recordOf, type RequestRecord } from '../../db/stores/reading-record.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Reader } from '../auth/reader.ts';
import type { ApiContext, TemporalLinks } from '../context.ts';
import type { RequestView } from '../schemas/resources.ts';
import { readChanges } from '../views/changes.ts';
import { namesFor } from '../views/names.ts';
import type { OpenAmounts } from '../views/proposal.ts';
import { requestViewOf } from '../views/request.ts';

/** One request as this reader sees it, read in one transaction. */
export async function readRequestView(
  tx: Tx,
  context: ApiContext,
  reader: Reader,
  request: RequestWithCustomer,
): Promise<RequestView> {
  const { legalEntity, id } = request;
  const record = await recordOf(tx, legalEntity, id);
  const now = context.now();
  const involvement = await involvementIn(tx, [request], now);
  const changes = await readChanges(tx, request);
  const nameOf = await namesFor(tx, legalEntity, [
    ...[request.requesterId, request.submittedBy, request.ownerId, record.proposal?.preparerId ?? null],
    ...record.evidence.map((row) => row.addedBy),
    ...involvement.tasks.flatMap((task) => [task.doneBy, task.assigneeId, task.askedBy]),
    ...involvement.decisions.map((decision) => decision.onBehalfOf),
    ...changes.rows.flatMap((change) => [change.requestedBy, change.decidedBy]),
  ]);
  return requestViewOf(reader.actor, {
    ...{ request, record, involvement, nameOf },
    changes,
    explanations: await explanationsOf(tx, legalEntity, id),
    open: await openAmounts(tx, request, record),
    policy: await policyByVersion(tx, request.policyVersion),
    workflowUrl: workflowUrl(context.temporal, id),
    now,
  });
}

async function openAmounts(
  tx: Tx,
  { legalEntity, invoiceId }: RequestWithCustomer,
  { proposal, entries }: RequestRecord,
): Promise<OpenAmounts | undefined> {
  if (invoiceId === null || !proposal) return undefined;
  const now = await openAmount(tx, legalEntity, invoiceId);
  const posted = proposal.status === 'posted' ? entries.at(-1) : undefined;
  if (now === undefined) return undefined;
  const afterPosting = posted && (await openAmount(tx, legalEntity, invoiceId, posted.number));
  return { invoiceId, now, afterPosting };
}

/** The request's id is its workflow's id. */
const workflowUrl = ({ uiUrl, namespace }: TemporalLinks, requestId: string): string | null =>
  uiUrl === undefined
    ? null
    : `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(requestId)}`;
