import { holdsRole, type Actor, type ActorId } from '../actor.ts';
import type { RequestState } from '../request.ts';
import type { Team } from '../vocabulary.ts';
import { newestOf, versionNumber, type Published } from './lifecycle.ts';

/** The request that is to follow a newer policy. */
export interface Movable {
  readonly id: string;
  readonly legalEntity: string;
  readonly team: string | null;
  readonly policyVersion: string;
  readonly state: RequestState;
  readonly withdrawn: boolean;
}

/** Why the actor may not ask for it: those who work on the request, and receivables managers, may. Undefined: they may. */
export function moveAuthorityRefusal(
  actor: Actor,
  { legalEntity, team }: Pick<Movable, 'legalEntity' | 'team'>,
): string | undefined {
  const ofTeam = (role: 'analyst' | 'team-lead') =>
    team !== null && holdsRole(actor, role, legalEntity, team as Team);
  const may =
    actor.kind === 'person' &&
    (ofTeam('analyst') || ofTeam('team-lead') || holdsRole(actor, 'manager', legalEntity));
  return may
    ? undefined
    : `Only an analyst or lead of its team, or a receivables manager of ${legalEntity}, asks to move a request to another policy.`;
}

const MOVABLE: readonly RequestState['kind'][] = ['triage', 'preparing', 'approving', 'awaiting-customer'];

/**
 * Why the request can't follow another policy now. Undefined: it can.
 * @param to the version; undefined when only asking whether there is any
 */
export function moveRefusal(
  { id, policyVersion, state, withdrawn }: Movable,
  to: string | undefined,
  published: readonly Published[],
  now: string,
): string | undefined {
  if (state.kind === 'captured' || state.kind === 'assessing')
    return `Docket is at work on request ${id}. Try again in a moment.`;
  if (withdrawn || !MOVABLE.includes(state.kind))
    return `Request ${id} is decided: it stays under policy ${policyVersion}.`;
  const inForce = published.filter(({ effectiveFrom }) => Date.parse(effectiveFrom) <= Date.parse(now));
  const newer = inForce.filter(({ version }) => versionNumber(version) > versionNumber(policyVersion));
  if (newer.length === 0) return `No policy newer than ${policyVersion} is in force.`;
  if (to === undefined || newer.some(({ version }) => version === to)) return undefined;
  const known = published.find(({ version }) => version === to);
  const choose = `choose ${newestOf(newer)?.version ?? ''}`;
  if (!known) return `Policy ${to} is not published: ${choose}.`;
  return versionNumber(to) <= versionNumber(policyVersion)
    ? `Request ${id} follows policy ${policyVersion} already, and moves to a newer one only: ${choose}.`
    : `Policy ${to} comes into force on ${known.effectiveFrom}: ask again then, or ${choose}.`;
}

/** Who stands how to a move that waits for a decision. */
export interface MoveAsked {
  readonly legalEntity: string;
  readonly requestedBy: ActorId;
  /** Requester, submitter, owner, and everyone who touched the request. */
  readonly tookPart: readonly ActorId[];
}

export type MoveDecisionCheck =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: 'NOT_AUTHORISED' | 'SOD_VIOLATION'; readonly reason: string };

/** Who may approve or refuse a move; asked by the offer, the API's door and the activity that carries it out. */
export function checkMoveDecision(
  actor: Actor,
  { legalEntity, requestedBy, tookPart }: MoveAsked,
): MoveDecisionCheck {
  const refuse = (code: 'NOT_AUTHORISED' | 'SOD_VIOLATION', reason: string) =>
    ({ allowed: false, code, reason }) as const;
  if (actor.kind !== 'person' || !holdsRole(actor, 'controller', legalEntity))
    return refuse('NOT_AUTHORISED', `A move to another policy is decided by a controller of ${legalEntity}.`);
  if (actor.id === requestedBy)
    return refuse('SOD_VIOLATION', 'You asked for this, so someone else must decide it.');
  if (tookPart.includes(actor.id))
    return refuse('SOD_VIOLATION', 'You took part in this request, so someone else must decide it.');
  return { allowed: true };
}
