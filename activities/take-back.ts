import type { Tx } from '../db/connection.ts';
import { moveProposal, setProposalStatus, voidApprovals } from '../db/stores/proposal-status.ts';
import type { ActorId } from '../domain/actor.ts';
import type { Notice } from '../domain/notice.ts';
import type { Casework } from './casework.ts';

export interface TakenBack {
  readonly gave: readonly ActorId[];
  readonly notices: readonly Notice[];
}

/**
 * A proposal that has not been posted goes back to its preparer: the approvals of it are void, and those who gave them are told.
 * @param why a clause without a full stop, stored with each and said to everyone
 * @throws when the revision has no proposal that waits or is approved: a bug
 */
export async function returnProposal(
  tx: Tx,
  work: Casework,
  revision: number,
  why: string,
  now: string,
): Promise<TakenBack> {
  await setProposalStatus(tx, work.request, revision, 'returned');
  return takeBackApprovals(tx, work, revision, why, now);
}

/** As returnProposal, where the request ends. What is posted, or was taken back before, stays as it is, and so do the approvals of it. */
export async function withdrawProposal(
  tx: Tx,
  work: Casework,
  revision: number,
  why: string,
  now: string,
): Promise<TakenBack> {
  return (await moveProposal(tx, work.request, revision, 'withdrawn'))
    ? takeBackApprovals(tx, work, revision, why, now)
    : { gave: [], notices: [] };
}

/** Voids the approvals given to a revision and tells those who gave them, and those in whose stead they did. */
async function takeBackApprovals(
  tx: Tx,
  { request }: Casework,
  revision: number,
  why: string,
  now: string,
): Promise<TakenBack> {
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
