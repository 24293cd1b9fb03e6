import type { Tx } from '../../db/connection.ts';
import { publishedPolicies } from '../../db/stores/policies.ts';
import { changesOf, movableOf, movesAsked, tookPartIn } from '../../db/stores/policy-moves.ts';
import type { ChangeRow } from '../../db/stores/request-changes.ts';
import { findRequest, type RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { openTwin } from '../../db/stores/twins.ts';
import { holdsRole, type Actor, type ActorId } from '../../domain/actor.ts';
import type { Published } from '../../domain/policy/lifecycle.ts';
import { checkMoveDecision, moveAuthorityRefusal, moveRefusal } from '../../domain/policy/move.ts';
import type { ChangeToDecideView, RequestView } from '../schemas/resources.ts';
import type { ActionView } from './actions.ts';
import { namesFor, type NameOf } from './names.ts';
import { instantOf, summaryOf } from './summary.ts';

/** What was asked for beside the tasks of a request, with what says who may decide it. */
export interface RequestChanges {
  readonly rows: readonly ChangeRow[];
  readonly tookPart: readonly ActorId[];
  readonly published: readonly Published[];
  /** Of a closed request: another one, open for the same invoice and reason. */
  readonly openTwin: string | null;
}

export const readChanges = async (tx: Tx, request: RequestWithCustomer): Promise<RequestChanges> => ({
  rows: await changesOf(tx, request),
  tookPart: await tookPartIn(tx, request),
  published: await publishedPolicies(tx),
  openTwin: request.closedAt === null ? null : await openTwin(tx, request),
});

export const changeViewsOf = (
  actor: Actor,
  { rows, tookPart }: RequestChanges,
  nameOf: NameOf,
): RequestView['changes'] =>
  rows.map((row) => changeViewOf(row, whyNotDecided(actor, row, tookPart), nameOf));

const changeViewOf = (
  row: ChangeRow,
  whyNot: string | null,
  nameOf: NameOf,
): RequestView['changes'][number] => ({
  id: row.id,
  kind: row.kind,
  detail: row.detail as Record<string, unknown>,
  reason: row.reason,
  requestedBy: nameOf(row.requestedBy),
  requestedAt: row.requestedAt.toISOString(),
  status: row.status,
  decidedBy: row.decidedBy === null ? null : nameOf(row.decidedBy),
  decidedAt: instantOf(row.decidedAt),
  statusReason: row.statusReason,
  mayDecide: whyNot === null,
  whyNot,
});

/** Those of the moves asked for in these legal entities that the reader may decide, with their requests. */
export async function changesToDecide(
  tx: Tx,
  actor: Actor,
  entities: readonly string[],
): Promise<ChangeToDecideView[]> {
  const mine = entities.filter((entity) => holdsRole(actor, 'controller', entity));
  const found: ChangeToDecideView[] = [];
  for (const row of await movesAsked(tx, mine)) {
    const request = await findRequest(tx, row.legalEntity, row.requestId);
    const whyNot = request && whyNotDecided(actor, row, await tookPartIn(tx, request));
    if (!request || whyNot !== null) continue;
    const nameOf = await namesFor(tx, row.legalEntity, [row.requestedBy]);
    found.push({ request: summaryOf(request), change: changeViewOf(row, null, nameOf) });
  }
  return found;
}

function whyNotDecided(actor: Actor, change: ChangeRow, tookPart: readonly ActorId[]): string | null {
  if (change.kind !== 'policy-version') return 'This kind of change takes effect without a second person.';
  if (change.status !== 'requested') return `It was decided before: it is ${change.status}.`;
  const check = checkMoveDecision(actor, { ...change, tookPart });
  return check.allowed ? null : check.reason;
}

/** Asking to move the request to a newer policy. */
export function moveAction(
  actor: Actor,
  request: RequestWithCustomer,
  { rows, published }: RequestChanges,
  now: Date,
): ActionView {
  const movable = movableOf(request);
  const under = rows.find(
    ({ kind, status }) => kind === 'policy-version' && (status === 'requested' || status === 'approved'),
  );
  const mayNot = moveAuthorityRefusal(actor, movable);
  const notNow =
    moveRefusal(movable, undefined, published, now.toISOString()) ??
    (under && 'A move to another policy is under way already.');
  const reason = mayNot ?? notNow ?? null;
  const code = mayNot === undefined ? (reason === null ? null : 'NOT_NOW') : 'NOT_AUTHORISED';
  return { name: 'move-policy', allowed: reason === null, code, reason, taskId: null };
}
