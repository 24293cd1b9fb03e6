import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import { isUndecided } from '../domain/request.ts';
import { appendAudit } from './audit.ts';
import type { Database, Tx } from './connection.ts';
import { enqueue, lockRequest, RequestNotFound, updateRequest, type RequestRow } from './door.ts';
import { customerMessages, requestTouches } from './schema/request.ts';
import { storedState } from './stores/decision-context.ts';
import { entityOf, inEntity } from './transaction.ts';

export interface CustomerMessage {
  readonly requestId: string;
  readonly kind: 'reply' | 'withdrawal';
  readonly text: string;
  readonly actor: Actor;
  readonly now: Date;
}

export type MessageRecorded =
  | { readonly ok: true; readonly messageId: string }
  | {
      readonly ok: false;
      readonly code: 'NOT_FOUND' | 'REQUEST_CLOSED' | 'NOT_AWAITING';
      readonly reason: string;
    };

/** Whether a reply or withdrawal can be taken now, and why not; asked by the views and by the door. */
export function messageRefusal(
  request: RequestRow,
  kind: CustomerMessage['kind'],
): Extract<MessageRecorded, { ok: false }> | undefined {
  if (request.closedAt !== null)
    return { ok: false, code: 'REQUEST_CLOSED', reason: `Request ${request.id} is closed.` };
  const state = storedState(request);
  if (kind === 'reply' && state.kind !== 'awaiting-customer') {
    return { ok: false, code: 'NOT_AWAITING', reason: 'No question to the customer is open.' };
  }
  if (kind === 'withdrawal' && !isUndecided(state)) {
    return {
      ok: false,
      code: 'REQUEST_CLOSED',
      reason: 'The request is already decided and is being carried out.',
    };
  }
  if (kind === 'withdrawal' && request.withdrawRequestedAt !== null) {
    return { ok: false, code: 'REQUEST_CLOSED', reason: 'The request was already withdrawn.' };
  }
  return undefined;
}

/** Stores what the customer's side says, with its audit event and the signal to the workflow. Who may speak for them is the caller's check. */
export async function recordCustomerMessage(tx: Tx, message: CustomerMessage): Promise<MessageRecorded> {
  const legalEntity = entityOf(message.requestId);
  const request =
    legalEntity === undefined
      ? undefined
      : await lockRequest(tx, legalEntity, message.requestId).catch(ignoreUnknown);
  if (legalEntity === undefined || !request)
    return { ok: false, code: 'NOT_FOUND', reason: `There is no request ${message.requestId}.` };
  const refusal = messageRefusal(request, message.kind);
  if (refusal) return refusal;
  const { actor, kind, now, text } = message;
  const id = `MSG-${legalEntity}-${randomUUID()}`;
  await tx.insert(customerMessages).values({
    ...{ legalEntity, id, requestId: request.id, kind, text },
    ...{ actorId: actor.id, cycle: request.cycle, at: now },
  });
  // Who files the customer's answer has attached evidence, and so never approves.
  if (actor.kind === 'person') {
    await tx
      .insert(requestTouches)
      .values({ legalEntity, requestId: request.id, actorId: actor.id, relation: 'evidence', at: now })
      .onConflictDoNothing();
  }
  if (kind === 'withdrawal') await updateRequest(tx, request, { withdrawRequestedAt: now, updatedAt: now });
  await appendAudit(tx, { legalEntity, chain: request.id, at: now }, [
    { actorId: actor.id, kind: `${kind}-recorded`, detail: { messageId: id } },
  ]);
  await enqueue(tx, legalEntity, request.id, {
    kind: 'signal',
    payload: { signal: kind === 'reply' ? 'replied' : 'withdrawn', id },
  });
  return { ok: true, messageId: id };
}

/** recordCustomerMessage in a transaction of its own. */
export async function takeCustomerMessage(db: Database, message: CustomerMessage): Promise<MessageRecorded> {
  const legalEntity = entityOf(message.requestId);
  if (legalEntity === undefined)
    return { ok: false, code: 'NOT_FOUND', reason: `There is no request ${message.requestId}.` };
  return inEntity(db, legalEntity, (tx) => recordCustomerMessage(tx, message));
}

function ignoreUnknown(error: unknown): undefined {
  if (error instanceof RequestNotFound) return undefined;
  throw error;
}
