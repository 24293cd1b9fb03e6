import { recordCustomerMessage, type MessageRecorded } from '../../db/customer-messages.ts';
import type { Tx } from '../../db/connection.ts';
import { captureRequest } from '../../db/intake.ts';
import { listLegalEntities } from '../../db/stores/people.ts';
import { findRequest } from '../../db/stores/reading-requests.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import { holdsRole } from '../../domain/actor.ts';
import { assertWorksFor, refuse, type Scope } from '../authority.ts';
import type { Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { createReply, createRequest, createWithdrawal } from '../contract/requests.ts';
import type { Answered, Binding } from '../http/bind.ts';
import { notFound, ProblemError } from '../problem.ts';
import type { CreateRequest } from '../schemas/bodies.ts';
import { takesRequests } from '../../domain/request-change.ts';
import { speakerRefusal } from '../speaking.ts';
import { visibleRequest } from './requests.ts';

export function bindIntake(binding: Binding, context: ApiContext): void {
  binding.once(createRequest, async ({ body, reader }, tx) => {
    const scope = { db: tx, now: context.now };
    const refusal = await intakeRefusal(scope, reader, body);
    if (refusal) return refusal;
    return inEntity(tx, body.legalEntity, (inner) => capture(inner, scope.now(), reader, body));
  });

  binding.once(createReply, ({ params, body, reader }, tx) =>
    speak(context, tx, { reader, requestId: params.requestId, kind: 'reply', text: body.text }),
  );

  binding.once(createWithdrawal, ({ params, body, reader }, tx) =>
    speak(context, tx, { reader, requestId: params.requestId, kind: 'withdrawal', text: body.reason }),
  );
}

async function capture(tx: Tx, now: Date, { actor }: Reader, body: CreateRequest): Promise<Answered> {
  const captured = await captureRequest(tx, body, actor, now);
  if (captured.ok) return accepted(tx, body.legalEntity, captured);
  const errors = captured.problems.map(({ field, message }) => ({ pointer: field, detail: message }));
  throw new ProblemError(
    'validation',
    `Not acceptable: ${errors.map((error) => error.pointer).join(', ')}.`,
    { errors },
  );
}

/** Channels hand in for their systems; the people who take in requests do so as the service desk. */
async function intakeRefusal(
  scope: Scope,
  reader: Reader,
  body: CreateRequest,
): Promise<ProblemError | undefined> {
  const { legalEntity: entity, channel } = body;
  const known = await listLegalEntities(scope.db);
  if (!known.some((each) => each.code === entity)) {
    return fieldProblem('/legalEntity', `there is no legal entity "${entity}"`);
  }
  if (reader.actor.kind === 'service' && holdsRole(reader.actor, 'channel', entity)) return undefined;
  if (!takesRequests(reader.actor, entity)) {
    const reason = `Handing in a request needs the role channel, service desk, analyst or team lead of ${entity}.`;
    return refuse(scope, reader, { entity, operation: createRequest.operationId, subject: entity, reason });
  }
  return channel === 'service-desk'
    ? undefined
    : fieldProblem('/channel', 'must be "service-desk" when a person hands the request in');
}

const fieldProblem = (pointer: string, detail: string): ProblemError =>
  new ProblemError('validation', `Not acceptable: ${pointer}.`, { errors: [{ pointer, detail }] });

/** Only what never changes, so that a repeated sourceRef gets the first answer. */
async function accepted(
  tx: Tx,
  legalEntity: string,
  { requestId, duplicate }: { requestId: string; duplicate: boolean },
): Promise<Answered> {
  const row = await findRequest(tx, legalEntity, requestId);
  if (!row) throw new Error(`${requestId} was captured and is not there`);
  const self = `/v1/requests/${requestId}`;
  return {
    status: 202,
    headers: { Location: self, ...(duplicate && { 'Request-Duplicate': 'true' }) },
    body: { id: requestId, legalEntity, receivedAt: row.receivedAt.toISOString(), self },
  };
}

interface Spoken {
  readonly reader: Reader;
  readonly requestId: string;
  readonly kind: 'reply' | 'withdrawal';
  readonly text: string;
}

async function speak(context: ApiContext, tx: Tx, spoken: Spoken): Promise<Answered | ProblemError> {
  const { reader, requestId, kind } = spoken;
  const operation = kind === 'reply' ? createReply.operationId : createWithdrawal.operationId;
  const scope = { db: tx, now: context.now };
  const entity = await assertWorksFor(scope, reader, {
    entity: entityOf(requestId),
    operation,
    subject: requestId,
  });
  const reason = await inEntity(tx, entity, async (inner) =>
    speakerRefusal(reader.actor, await visibleRequest(inner, reader, entity, requestId)),
  );
  if (reason !== undefined) return refuse(scope, reader, { entity, operation, subject: requestId, reason });
  return inEntity(tx, entity, (inner) => record(inner, scope.now(), spoken));
}

async function record(tx: Tx, now: Date, { reader, requestId, kind, text }: Spoken): Promise<Answered> {
  const recorded = await recordCustomerMessage(tx, { requestId, kind, text, actor: reader.actor, now });
  if (!recorded.ok) throw messageProblem(recorded);
  return { status: 202, body: { id: recorded.messageId, requestId } };
}

function messageProblem({ code, reason }: Extract<MessageRecorded, { ok: false }>): ProblemError {
  if (code === 'NOT_FOUND') return notFound();
  return new ProblemError(code === 'REQUEST_CLOSED' ? 'request-closed' : 'not-awaiting', reason, { code });
}
