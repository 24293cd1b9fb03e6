import type { Tx } from '../../db/connection.ts';
import { lockRequest, type RequestRow } from '../../db/door.ts';
import { recordChange } from '../../db/request-changes.ts';
import { policyByVersion } from '../../db/stores/customers.ts';
import { type ChangeRow, reopeningUnderWay } from '../../db/stores/request-changes.ts';
import { changeableOf } from '../../db/stores/request-row.ts';
import { openTwin } from '../../db/stores/twins.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  priorityAuthorityRefusal,
  priorityRefusal,
  reopeningAuthorityRefusal,
  reopeningRefusal,
} from '../../domain/request-change.ts';
import { assertWorksFor, refuse, type Scope } from '../authority.ts';
import type { Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { changePriority, reopenRequest } from '../contract/oversight.ts';
import type { Answered, Binding } from '../http/bind.ts';
import { ProblemError } from '../problem.ts';
import { visibleRequest } from './requests.ts';

export function bindRequestChanges(binding: Binding, context: ApiContext): void {
  binding.once(changePriority, ({ params, body, reader }, tx) =>
    changed(context, tx, reader, {
      operation: changePriority.operationId,
      requestId: params.requestId,
      mayAsk: priorityAuthorityRefusal,
      whyNot: async (_tx, request) => priorityRefusal(changeableOf(request), body.priority),
      change: { kind: 'priority', detail: { priority: body.priority }, reason: body.reason },
    }),
  );

  binding.once(reopenRequest, ({ params, body, reader }, tx) =>
    changed(context, tx, reader, {
      operation: reopenRequest.operationId,
      requestId: params.requestId,
      mayAsk: reopeningAuthorityRefusal,
      whyNot: (inner, request) => whyNotReopened(inner, request, context.now()),
      change: { kind: 'reopening', detail: {}, reason: body.reason },
    }),
  );
}

interface AskedFor {
  readonly operation: string;
  readonly requestId: string;
  /** Why the reader may not ask for it at all: 403, audited. */
  readonly mayAsk: (actor: Actor, request: ReturnType<typeof changeableOf>) => string | undefined;
  /** Why it is not possible now: 409. Asked behind the request's lock. */
  readonly whyNot: (tx: Tx, request: RequestRow) => Promise<string | undefined>;
  readonly change: Pick<Parameters<typeof recordChange>[1], 'kind' | 'detail' | 'reason'>;
}

async function changed(
  context: ApiContext,
  tx: Tx,
  reader: Reader,
  { operation, requestId, mayAsk, whyNot, change }: AskedFor,
): Promise<Answered | ProblemError> {
  const scope: Scope = { db: tx, now: context.now };
  const entity = await assertWorksFor(scope, reader, {
    ...{ entity: entityOf(requestId), operation, subject: requestId },
  });
  return inEntity(tx, entity, async (inner) => {
    await visibleRequest(inner, reader, entity, requestId);
    const request = await lockRequest(inner, entity, requestId);
    const reason = mayAsk(reader.actor, changeableOf(request));
    if (reason !== undefined)
      return refuse({ ...scope, db: inner }, reader, { entity, operation, subject: requestId, reason });
    const notNow = await whyNot(inner, request);
    if (notNow !== undefined) return new ProblemError('change-not-possible', notNow);
    const now = context.now();
    return accepted(
      await recordChange(inner, { ...change, request, actor: reader.actor, status: 'approved', now }),
    );
  });
}

/** What the workflow will have made of it can be read from the request. */
export const accepted = ({ id, requestId, status }: ChangeRow): Answered => ({
  status: 202,
  body: { id, requestId, status },
});

async function whyNotReopened(tx: Tx, request: RequestRow, now: Date): Promise<string | undefined> {
  const policy = await policyByVersion(tx, request.policyVersion);
  const calendar = policy.calendars[request.legalEntity];
  if (!calendar) throw new Error(`policy ${policy.version} has no calendar of ${request.legalEntity}`);
  const refusal = reopeningRefusal(changeableOf(request), {
    ...{ policy, calendar, askedAt: now.toISOString() },
    openTwin: await openTwin(tx, request),
  });
  if (refusal !== undefined) return refusal;
  return (await reopeningUnderWay(tx, request))
    ? `Request ${request.id} is being reopened already.`
    : undefined;
}
