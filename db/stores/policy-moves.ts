import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { ActorId } from '../../domain/actor.ts';
import type { Movable } from '../../domain/policy/move.ts';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { requestChanges } from '../schema/governance.ts';
import { assessments, decisions, requestTouches } from '../schema/request.ts';
import { storedState } from './decision-context.ts';
import type { ChangeRow } from './request-changes.ts';

type Ref = Pick<RequestRow, 'legalEntity' | 'id'>;

export const movableOf = (request: RequestRow): Movable => ({
  id: request.id,
  legalEntity: request.legalEntity,
  team: request.team,
  policyVersion: request.policyVersion,
  state: storedState(request),
  withdrawn: request.withdrawRequestedAt !== null,
});

/** Everything asked for beside the tasks of a request, oldest first. */
export const changesOf = (tx: Tx, { legalEntity, id }: Ref): Promise<ChangeRow[]> =>
  tx
    .select()
    .from(requestChanges)
    .where(and(eq(requestChanges.legalEntity, legalEntity), eq(requestChanges.requestId, id)))
    .orderBy(asc(requestChanges.requestedAt), asc(requestChanges.id));

/** A move that was asked for and is neither refused, void nor effective. */
export async function moveUnderWay(tx: Tx, { legalEntity, id }: Ref): Promise<ChangeRow | undefined> {
  const [row] = await tx
    .select()
    .from(requestChanges)
    .where(
      and(
        eq(requestChanges.legalEntity, legalEntity),
        eq(requestChanges.requestId, id),
        eq(requestChanges.kind, 'policy-version'),
        inArray(requestChanges.status, ['requested', 'approved']),
      ),
    )
    .limit(1);
  return row;
}

/** Moves that wait for a decision in these legal entities, the oldest first, a hundred of each at most. */
export async function movesAsked(tx: Tx, entities: readonly string[]): Promise<ChangeRow[]> {
  const found: ChangeRow[] = [];
  for (const entity of entities) {
    const rows = await tx
      .select()
      .from(requestChanges)
      .where(
        and(
          eq(requestChanges.legalEntity, entity),
          eq(requestChanges.kind, 'policy-version'),
          eq(requestChanges.status, 'requested'),
        ),
      )
      .orderBy(asc(requestChanges.requestedAt), asc(requestChanges.id))
      .limit(100);
    found.push(...rows);
  }
  return found.toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
}

/** Requester, submitter, owner, and everyone who touched the request. */
export async function tookPartIn(
  tx: Tx,
  { legalEntity, id, requesterId, submittedBy, ownerId }: RequestRow,
): Promise<ActorId[]> {
  const touches = await tx
    .select({ actorId: requestTouches.actorId })
    .from(requestTouches)
    .where(and(eq(requestTouches.legalEntity, legalEntity), eq(requestTouches.requestId, id)));
  const all = [requesterId, submittedBy, ownerId, ...touches.map(({ actorId }) => actorId)];
  return [...new Set(all.filter((each) => each !== null))];
}

export async function decideChange(
  tx: Tx,
  { legalEntity, id }: Pick<ChangeRow, 'legalEntity' | 'id'>,
  columns: Pick<ChangeRow, 'status' | 'decidedBy' | 'decidedAt' | 'statusReason'>,
): Promise<void> {
  await tx
    .update(requestChanges)
    .set(columns)
    .where(and(eq(requestChanges.legalEntity, legalEntity), eq(requestChanges.id, id)));
}

/** The newest decision by which this person prepared the request: what their proposal is made from. */
export async function lastPreparation(tx: Tx, { legalEntity, id }: Ref, by: ActorId): Promise<string | null> {
  const [row] = await tx
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.legalEntity, legalEntity),
        eq(decisions.requestId, id),
        eq(decisions.actorId, by),
        eq(decisions.status, 'effective'),
        inArray(decisions.verdict, ['classify', 'propose', 'deny']),
      ),
    )
    .orderBy(desc(decisions.decidedAt))
    .limit(1);
  return row?.id ?? null;
}

export async function hasAssessment(tx: Tx, { legalEntity, id }: Ref, revision: number): Promise<boolean> {
  const rows = await tx
    .select({ revision: assessments.revision })
    .from(assessments)
    .where(
      and(
        eq(assessments.legalEntity, legalEntity),
        eq(assessments.requestId, id),
        eq(assessments.revision, revision),
      ),
    );
  return rows.length > 0;
}
