import type { Tx } from '../db/connection.ts';
import { voidApprovals } from '../db/stores/casework.ts';
import type { ActorId } from '../domain/actor.ts';
import type { Notice } from '../domain/notice.ts';
import type { Casework } from './casework.ts';

/**
 * Voids the approvals given to a revision and tells those who gave them, and those in whose stead they did.
 * @param why a clause without a full stop, stored with each and said to everyone
 */
export async function takeBackApprovals(
  tx: Tx,
  { request }: Casework,
  revision: number,
  why: string,
  now: string,
): Promise<{ readonly gave: readonly ActorId[]; readonly notices: readonly Notice[] }> {
  const given = await voidApprovals(tx, request, revision, why, new Date(now));
  const told = new Set(
    given.flatMap(({ actorId, onBehalfOf }) => (onBehalfOf === null ? [actorId] : [actorId, onBehalfOf])),
  );
  return {
    gave: given.map(({ actorId }) => actorId),
    notices: [...told].map((recipientId) => ({
      subject: `approval-void/${revision}`,
      recipientId,
      kind: 'approval-void',
      title: `${request.id}: your approval no longer counts`,
      text: `You approved revision ${revision} of ${request.id}, or somebody did so for you. That approval is void: ${why}. Nothing of it was posted. There is nothing to do; a new proposal asks for its own approvals.`,
    })),
  };
}
