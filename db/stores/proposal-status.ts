import { and, eq, inArray, ne } from 'drizzle-orm';
import { PROPOSAL_COMES_FROM, type ProposalStatus } from '../../domain/proposal.ts';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { decisions, proposals } from '../schema/request.ts';

/** Moves a revision's proposal on, if it is where it can come from. @returns whether it was */
export async function moveProposal(
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
  revision: number,
  status: ProposalStatus,
): Promise<boolean> {
  const moved = await tx
    .update(proposals)
    .set({ status })
    .where(
      and(
        eq(proposals.legalEntity, request.legalEntity),
        eq(proposals.requestId, request.id),
        eq(proposals.revision, revision),
        inArray(proposals.status, [...PROPOSAL_COMES_FROM[status]]),
      ),
    )
    .returning({ revision: proposals.revision });
  return moved.length > 0;
}

/** As moveProposal, where the state of the request says that it can be done. @throws when it can't: a bug */
export async function setProposalStatus(
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
  revision: number,
  status: ProposalStatus,
): Promise<void> {
  if (!(await moveProposal(tx, request, revision, status)))
    throw new Error(`revision ${revision} of ${request.id} has no proposal that can become ${status}`);
}

/** Approvals given to a proposal that was taken back become void, with why. @returns who had given them, and for whom */
export async function voidApprovals(
  tx: Tx,
  request: Pick<RequestRow, 'legalEntity' | 'id'>,
  revision: number,
  why: string,
  at: Date,
): Promise<{ actorId: string; onBehalfOf: string | null }[]> {
  return tx
    .update(decisions)
    .set({ status: 'void', statusReason: why, consumedAt: at })
    .where(
      and(
        eq(decisions.legalEntity, request.legalEntity),
        eq(decisions.requestId, request.id),
        eq(decisions.revision, revision),
        eq(decisions.verdict, 'approve'),
        ne(decisions.status, 'void'),
      ),
    )
    .returning({ actorId: decisions.actorId, onBehalfOf: decisions.onBehalfOf });
}
