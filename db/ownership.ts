import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import type { Actor, ActorId } from '../domain/actor.ts';
import { colleaguesIn } from '../domain/assignment.ts';
import type { Notice } from '../domain/notice.ts';
import { checkOwnership, type OwnershipChange, type OwnershipRefusal } from '../domain/ownership.ts';
import type { Team } from '../domain/vocabulary.ts';
import { present } from '../domain/whom-to-tell.ts';
import { appendAudit } from './audit.ts';
import type { Tx } from './connection.ts';
import { lockRequest, RequestNotFound, updateRequest, type RequestRow } from './door.ts';
import { insertNotices } from './notices.ts';
import { requestTouches, tasks } from './schema/request.ts';
import { involvementIn, type Involvement } from './stores/involvement.ts';
import { ownershipContextOf } from './stores/ownership.ts';

export interface OwnershipToChange {
  readonly legalEntity: string;
  readonly requestId: string;
  readonly change: OwnershipChange;
  /** May be empty where somebody claims. */
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Date;
}

export interface Ownership {
  readonly ownerId: ActorId | null;
  readonly team: Team;
}

export type OwnershipChanged =
  | ({ readonly ok: true } & Ownership)
  | {
      readonly ok: false;
      readonly code: OwnershipRefusal | 'NOT_FOUND';
      readonly reason: string;
      readonly field?: string;
    };

/**
 * Gives a request to another owner or back to a queue: request row locked, checked by checkOwnership, audited, both owners told. Of two
 * who claim at once one waits for the other's commit and is then told whose it is. Claiming what one owns changes nothing. A new owner
 * has touched the request and never approves it. Refusals change nothing but the audit trail, and that only where authority was wanting.
 */
export async function changeOwner(tx: Tx, input: OwnershipToChange): Promise<OwnershipChanged> {
  const { legalEntity, requestId, change, actor, now } = input;
  const request = await lockRequest(tx, legalEntity, requestId).catch(ifUnknown);
  if (!request) return { ok: false, code: 'NOT_FOUND', reason: `There is no request ${requestId}.` };
  const involvement = await involvementIn(tx, [request], now);
  const check = checkOwnership(ownershipContextOf(actor, request, involvement), change);
  if (!check.allowed) {
    const { code, reason, field } = check;
    // A person who does not fit, named by somebody who may give it, is a slip and no try at authority.
    if (code !== 'VALIDATION')
      await appendAudit(tx, { legalEntity, chain: requestId, at: now }, [
        { actorId: actor.id, kind: 'ownership-refused', detail: { ...change, code, reason } },
      ]);
    return { ok: false, code, reason, ...(field !== undefined && { field }) };
  }
  const before = { ownerId: request.ownerId, team: request.team as Team };
  const after = outcomeOf(before, change, actor);
  if (after.ownerId === before.ownerId && after.team === before.team) return { ok: true, ...after };
  await write(tx, request, before, after, input);
  await insertNotices(tx, { legalEntity, requestId, at: now }, told(input, before, after, involvement));
  return { ok: true, ...after };
}

function outcomeOf(before: Ownership, change: OwnershipChange, actor: Actor): Ownership {
  switch (change.action) {
    case 'claim':
      return { ...before, ownerId: actor.id };
    case 'hand-over':
    case 'reassign':
      return { ...before, ownerId: change.to };
    case 'return-to-queue':
      return { ownerId: null, team: change.team ?? before.team };
    default:
      return change satisfies never;
  }
}

async function write(
  tx: Tx,
  request: RequestRow,
  before: Ownership,
  { ownerId, team }: Ownership,
  { change, reason, actor, now }: OwnershipToChange,
): Promise<void> {
  const { legalEntity, id: requestId } = request;
  const moves = team !== before.team;
  if (moves) await moveAssessment(tx, request, team);
  await updateRequest(tx, request, {
    ownerId,
    // Another team owes it no particular skill: the routing rule that asked for it named this team.
    ...(moves && { team, skill: null }),
    updatedAt: now,
  });
  if (ownerId !== null)
    await tx
      .insert(requestTouches)
      .values({ legalEntity, requestId, actorId: ownerId, relation: 'claimant', at: now })
      .onConflictDoNothing();
  await appendAudit(tx, { legalEntity, chain: requestId, at: now }, [
    {
      actorId: actor.id,
      kind: 'owner-changed',
      detail: { action: change.action, from: before.ownerId, to: ownerId, queue: team, reason },
    },
  ]);
}

/** The analyst's task goes along: it is the new team's to propose or deny. */
const moveAssessment = (tx: Tx, { legalEntity, id }: RequestRow, team: Team) =>
  tx
    .update(tasks)
    .set({ team })
    .where(
      and(
        eq(tasks.legalEntity, legalEntity),
        eq(tasks.requestId, id),
        eq(tasks.kind, 'assess'),
        inArray(tasks.state, ['open', 'waiting']),
      ),
    );

/** How a request came to its owner. */
const GIVEN: Readonly<Record<OwnershipChange['action'], string>> = {
  claim: 'claimed',
  'hand-over': 'handed over',
  reassign: 'reassigned',
  'return-to-queue': 'returned to the queue',
};

/** Both owners, unless they did it themselves; another team's leads, since it is theirs to give now. */
function told(
  { requestId, change, reason, actor, legalEntity }: OwnershipToChange,
  before: Ownership,
  { ownerId, team }: Ownership,
  { directory }: Involvement,
): Notice[] {
  const subject = `ownership/${randomUUID()}`;
  const why = reason === '' ? '' : ` Reason: ${reason}`;
  const notice = (recipientId: ActorId, title: string, text: string): Notice => ({
    ...{ subject, recipientId, kind: 'ownership', title, text: `${text}${why}` },
  });
  const nameOf = (id: ActorId) => directory.people.find((person) => person.id === id)?.name ?? id;
  const where = ownerId === null ? `in the queue of ${team}` : `with ${nameOf(ownerId)}`;
  const leads =
    team === before.team
      ? []
      : present(
          colleaguesIn(directory, legalEntity, team, ['team-lead']).map(({ id }) => id),
          legalEntity,
          directory,
          { role: 'team-lead', team },
        );
  return [
    ...(ownerId === null
      ? []
      : [
          notice(
            ownerId,
            `${requestId} is yours`,
            `${actor.name} gave you request ${requestId} (${GIVEN[change.action]}). Open it to see what it waits for.`,
          ),
        ]),
    ...(before.ownerId === null
      ? []
      : [
          notice(
            before.ownerId,
            `${requestId} is no longer yours`,
            `Request ${requestId} is now ${where}: ${actor.name} changed that. Nothing is left for you to do on it.`,
          ),
        ]),
    ...leads.map((id) =>
      notice(
        id,
        `${requestId} is in the queue of ${team}`,
        `${actor.name} returned request ${requestId} to your team's queue. See that somebody claims it, or give it to somebody.`,
      ),
    ),
  ].filter(({ recipientId }) => recipientId !== actor.id);
}

function ifUnknown(error: unknown): undefined {
  if (error instanceof RequestNotFound) return undefined;
  throw error;
}
