import { holdsRole, type Actor } from '../domain/actor.ts';
import type { Notice } from '../domain/notice.ts';
import { checkMoveDecision, moveAuthorityRefusal, moveRefusal } from '../domain/policy/move.ts';
import { appendAudit } from './audit.ts';
import type { Tx } from './connection.ts';
import { lockRequest, type RequestRow } from './door.ts';
import { insertNotices } from './notices.ts';
import { recordChange, sendChange } from './request-changes.ts';
import { actorsOf } from './stores/people.ts';
import { publishedPolicies } from './stores/policies.ts';
import { decideChange, movableOf, moveUnderWay, tookPartIn } from './stores/policy-moves.ts';
import { changeById, type ChangeRow } from './stores/request-changes.ts';

interface Act {
  readonly legalEntity: string;
  readonly actor: Actor;
  readonly now: Date;
}
export interface MoveToAsk extends Act {
  readonly requestId: string;
  readonly toVersion: string;
  readonly reason: string;
}
export interface MoveToDecide extends Act {
  readonly changeId: string;
  readonly verdict: 'approve' | 'refuse';
  readonly reason: string;
}

export type MoveOutcome =
  | { readonly ok: true; readonly change: ChangeRow }
  | {
      readonly ok: false;
      readonly code: 'NOT_FOUND' | 'NOT_AUTHORISED' | 'SOD_VIOLATION' | 'NOT_NOW';
      readonly reason: string;
    };
type Refused = Extract<MoveOutcome, { ok: false }>;

/**
 * Asks to move a request to a newer policy, in the caller's transaction (entity set). It waits for a controller; those who may decide are
 * told. A refusal changes nothing but the audit trail.
 */
export async function askToMove(tx: Tx, input: MoveToAsk): Promise<MoveOutcome> {
  const { actor, now, toVersion, reason } = input;
  const request = await lockRequest(tx, input.legalEntity, input.requestId);
  const movable = movableOf(request);
  const mayNot = moveAuthorityRefusal(actor, movable);
  if (mayNot !== undefined)
    return refused(tx, request, input, { ok: false, code: 'NOT_AUTHORISED', reason: mayNot });
  const notNow =
    moveRefusal(movable, toVersion, await publishedPolicies(tx), now.toISOString()) ??
    waitsWords(await moveUnderWay(tx, request));
  if (notNow !== undefined)
    return refused(tx, request, input, { ok: false, code: 'NOT_NOW', reason: notNow });
  const detail = { fromVersion: request.policyVersion, toVersion };
  const change = await recordChange(tx, {
    ...{ request, kind: 'policy-version', detail, reason, actor, status: 'requested', now },
  });
  await tellDeciders(tx, request, change, now);
  return { ok: true, change };
}

const waitsWords = (change: ChangeRow | undefined): string | undefined =>
  change &&
  `A move to policy ${toVersionOf(change)} is ${change.status === 'requested' ? 'waiting for a controller' : 'approved and on its way'} already.`;

/** Approves or refuses a move, by a controller who neither asked nor took part. Approved goes to the workflow. */
export async function decideMove(tx: Tx, input: MoveToDecide): Promise<MoveOutcome> {
  const { legalEntity, changeId, actor, now, verdict, reason } = input;
  const before = await changeById(tx, legalEntity, changeId);
  if (before?.kind !== 'policy-version')
    return { ok: false, code: 'NOT_FOUND', reason: 'No such move waits for a decision.' };
  const request = await lockRequest(tx, legalEntity, before.requestId);
  const change = (await changeById(tx, legalEntity, changeId)) ?? before;
  const check = checkMoveDecision(actor, {
    ...{ legalEntity, requestedBy: change.requestedBy, tookPart: await tookPartIn(tx, request) },
  });
  if (!check.allowed)
    return refused(tx, request, input, { ok: false, code: check.code, reason: check.reason });
  const notNow = await whyNotDecided(tx, request, change, input);
  if (notNow !== undefined)
    return refused(tx, request, input, { ok: false, code: 'NOT_NOW', reason: notNow });
  const status = verdict === 'approve' ? 'approved' : 'refused';
  await decideChange(tx, change, {
    ...{ status, decidedBy: actor.id, decidedAt: now, statusReason: status === 'refused' ? reason : null },
  });
  await appendAudit(tx, { legalEntity, chain: request.id, at: now }, [
    {
      actorId: actor.id,
      kind: `change-${status}`,
      detail: { changeId, change: change.kind, to: change.detail, requestedBy: change.requestedBy, reason },
    },
  ]);
  if (status === 'approved') await sendChange(tx, request, change);
  await insertNotices(tx, { legalEntity, requestId: request.id, at: now }, [
    decidedNotice(request, change, status, reason),
  ]);
  return { ok: true, change: { ...change, status } };
}

/** A move can always be refused; it is approved only while it could still take effect. */
async function whyNotDecided(
  tx: Tx,
  request: RequestRow,
  change: ChangeRow,
  { verdict, now }: MoveToDecide,
): Promise<string | undefined> {
  if (change.status !== 'requested') return `The move was decided before: it is ${change.status}.`;
  if (verdict === 'refuse') return undefined;
  return moveRefusal(movableOf(request), toVersionOf(change), await publishedPolicies(tx), now.toISOString());
}

async function refused(
  tx: Tx,
  request: RequestRow,
  input: MoveToAsk | MoveToDecide,
  refusal: Refused,
): Promise<Refused> {
  const { legalEntity, actor, now } = input;
  const tried =
    'changeId' in input
      ? { changeId: input.changeId, verdict: input.verdict }
      : { toVersion: input.toVersion };
  await appendAudit(tx, { legalEntity, chain: request.id, at: now }, [
    {
      actorId: actor.id,
      kind: 'policy-move-refused',
      detail: { ...tried, code: refusal.code, reason: refusal.reason },
    },
  ]);
  return refusal;
}

/** The version a move asks for. */
export const toVersionOf = ({ detail }: Pick<ChangeRow, 'detail'>): string =>
  (detail as { toVersion: string }).toVersion;

async function tellDeciders(tx: Tx, request: RequestRow, change: ChangeRow, now: Date): Promise<void> {
  const { legalEntity, id: requestId } = request;
  const barred = [change.requestedBy, ...(await tookPartIn(tx, request))];
  const controllers = (await actorsOf(tx, [legalEntity])).filter(
    (each) => holdsRole(each, 'controller', legalEntity) && !barred.includes(each.id),
  );
  const notices = controllers.map(({ id: recipientId }): Notice => ({
    ...{ subject: `move/${change.id}`, recipientId, kind: 'policy' },
    title: `${requestId}: shall it follow policy ${toVersionOf(change)}?`,
    text: `It was asked to move ${requestId} from policy ${request.policyVersion} to ${toVersionOf(change)}: ${change.reason} Approve or refuse it on the request's page. Approvals given under the old policy become void.`,
  }));
  await insertNotices(tx, { legalEntity, requestId, at: now }, notices);
}

const decidedNotice = (
  request: RequestRow,
  change: ChangeRow,
  status: 'approved' | 'refused',
  reason: string,
): Notice => ({
  ...{ subject: `move-decided/${change.id}`, recipientId: change.requestedBy, kind: 'policy' },
  title: `${request.id}: the move to policy ${toVersionOf(change)} was ${status}`,
  text:
    status === 'approved'
      ? `${reason} ${request.id} follows policy ${toVersionOf(change)} as soon as its workflow has taken it.`
      : `${reason} ${request.id} stays under policy ${request.policyVersion}.`,
});
