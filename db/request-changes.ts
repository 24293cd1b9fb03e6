import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import { money, toDecimalString, type CurrencyCode } from '../domain/money.ts';
import type { ChangeKind } from '../domain/vocabulary.ts';
import { appendAudit } from './audit.ts';
import type { Tx } from './connection.ts';
import { enqueue, lockRequest, type OutboxMessage, type RequestRow } from './door.ts';
import { requestChanges } from './schema/governance.ts';
import { requestTouches } from './schema/request.ts';
import type { ChangeRow } from './stores/request-changes.ts';

export interface ChangeToRecord {
  readonly request: Pick<RequestRow, 'legalEntity' | 'id'>;
  readonly kind: ChangeKind;
  /** { priority } or { toVersion }; {} for a reopening. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
  /** `requested` waits for a second person; `approved` goes to the workflow at once. */
  readonly status: 'requested' | 'approved';
  readonly now: Date;
}

/**
 * Records a change to a request in the caller's transaction: the request's row is locked, the change inserted with its audit event and,
 * where it is approved, with the message that brings it to the workflow. Whether the actor may ask for it is the caller's check; the
 * caller that looked at the request before must look again behind the lock (see lockRequest).
 */
export async function recordChange(tx: Tx, change: ChangeToRecord): Promise<ChangeRow> {
  const { kind, detail, reason, actor, status, now } = change;
  const request = await lockRequest(tx, change.request.legalEntity, change.request.id);
  const { legalEntity, id: requestId } = request;
  const id = `CHG-${legalEntity}-${randomUUID()}`;
  const [row] = await tx
    .insert(requestChanges)
    .values({
      ...{ legalEntity, id, requestId, kind, detail, reason, status },
      ...{ requestedBy: actor.id, requestedAt: now },
    })
    .returning();
  if (!row) throw new Error('the change was not inserted');
  // Who has a request opened again asks for what comes of it, and so never approves it.
  if (kind === 'reopening' && actor.id.startsWith('person:'))
    await tx
      .insert(requestTouches)
      .values({ legalEntity, requestId, actorId: actor.id, relation: 'requester', at: now })
      .onConflictDoNothing();
  await appendAudit(tx, { legalEntity, chain: requestId, at: now }, [
    {
      actorId: actor.id,
      kind: 'change-requested',
      detail: { changeId: id, change: kind, to: detail, reason, status },
    },
  ]);
  if (status === 'approved') await sendChange(tx, request, row);
  return row;
}

/** Brings an approved change to the workflow: a signal to its run, or, for a reopening, a new run. */
export async function sendChange(
  tx: Tx,
  request: RequestRow,
  change: Pick<ChangeRow, 'id' | 'kind'>,
): Promise<void> {
  await enqueue(tx, request.legalEntity, request.id, messageOf(request, change));
}

function messageOf(request: RequestRow, { id, kind }: Pick<ChangeRow, 'id' | 'kind'>): OutboxMessage {
  if (kind !== 'reopening') return { kind: 'signal', payload: { signal: 'changed', id } };
  const { customerId, claimedMinor, currency, policyVersion } = request;
  const amount = toDecimalString(money(claimedMinor, currency as CurrencyCode));
  return { kind: 'start', payload: { customerId, amount, currency, policyVersion, reopening: id } };
}
