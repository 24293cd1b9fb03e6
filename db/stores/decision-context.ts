import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { DecisionContext } from '../../domain/approval.ts';
import type { RequestState } from '../../domain/request.ts';
import { revisionOf } from '../../domain/request.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { decisions, proposals, requestTouches, tasks } from '../schema/request.ts';

export type TaskRow = typeof tasks.$inferSelect;
export type ProposalRow = typeof proposals.$inferSelect;
export type DecisionRow = typeof decisions.$inferSelect;

/** Where the request stands as stored; captured while the workflow has not begun. */
export const storedState = (request: RequestRow): RequestState =>
  (request.state as { state?: RequestState } | null)?.state ?? { kind: 'captured' };

export async function taskById(tx: Tx, legalEntity: string, id: string): Promise<TaskRow | undefined> {
  const [row] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.legalEntity, legalEntity), eq(tasks.id, id)));
  return row;
}

export async function proposalOf(
  tx: Tx,
  legalEntity: string,
  requestId: string,
  revision: number,
): Promise<ProposalRow | undefined> {
  const [row] = await tx
    .select()
    .from(proposals)
    .where(
      and(
        eq(proposals.legalEntity, legalEntity),
        eq(proposals.requestId, requestId),
        eq(proposals.revision, revision),
      ),
    );
  return row;
}

/**
 * Everything checkDecision needs, read in this transaction: the same reading for what the UI may offer, for the API's door and for the
 * activity that acts on the decision.
 * @param exceptDecisionId a decision that is being judged again and so does not count as somebody's earlier approval
 */
export async function decisionContext(
  tx: Tx,
  request: RequestRow,
  task: TaskRow,
  actor: Actor,
  exceptDecisionId = '',
): Promise<DecisionContext> {
  const { legalEntity, id: requestId } = request;
  const ofRequest = { legalEntity, requestId };
  const proposal =
    task.kind === 'approve' ? await proposalOf(tx, legalEntity, requestId, task.revision) : undefined;
  const touches = await tx
    .select({ actorId: requestTouches.actorId, relation: requestTouches.relation })
    .from(requestTouches)
    .where(
      and(
        eq(requestTouches.legalEntity, ofRequest.legalEntity),
        eq(requestTouches.requestId, ofRequest.requestId),
      ),
    );
  const approvers = await tx
    .select({ actorId: decisions.actorId })
    .from(decisions)
    .where(
      and(
        eq(decisions.legalEntity, legalEntity),
        eq(decisions.requestId, requestId),
        eq(decisions.revision, task.revision),
        eq(decisions.verdict, 'approve'),
        ne(decisions.status, 'void'),
        ne(decisions.id, exceptDecisionId),
      ),
    );
  return {
    actor,
    legalEntity,
    requestClosed: request.closedAt !== null,
    withdrawn: request.withdrawRequestedAt !== null,
    revision: Math.max(request.revision, revisionOf(storedState(request))),
    task: {
      kind: task.kind,
      state: task.state,
      revision: task.revision,
      role: task.role as Role,
      team: task.team as Team | '*',
      contentHash: task.contentHash,
      assigneeId: task.assigneeId,
    },
    requesterId: request.requesterId,
    preparerId: proposal?.preparerId ?? null,
    touches,
    approvers: approvers.map(({ actorId }) => actorId),
  };
}
