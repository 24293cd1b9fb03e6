import type { ChainSeat, RequestDetail, Task } from '../../api/resources.ts';
import { proposalWords, STAGE_WORDS } from '../../parts/words.ts';

/** Everything a reader decides on; the running clocks aside, which change by themselves. */
export const fingerprintOf = (request: RequestDetail, task: Task | null): string =>
  JSON.stringify([
    { ...request, clocks: request.clocks.map(({ consumedSeconds: _, ...clock }) => clock) },
    task && [task.id, task.state, task.revision, task.contentHash],
  ]);

/** What is different now, in words; at least one line when anything is. @param readerId whose own decisions are called theirs */
export function changesBetween(seen: RequestDetail, now: RequestDetail, readerId?: string): string[] {
  const changes = [
    seen.stage !== now.stage && `It moved from ${STAGE_WORDS[seen.stage]} to ${STAGE_WORDS[now.stage]}.`,
    proposalChange(seen, now),
    seen.evidence.length < now.evidence.length && 'Evidence was added.',
    ...decisionChanges(seen, now, readerId),
    seen.owner?.id !== now.owner?.id && `It belongs to ${now.owner?.name ?? 'nobody'} now.`,
  ].filter((change) => change !== false);
  return changes.length > 0 ? changes : ['Details of the request changed.'];
}

function proposalChange(seen: RequestDetail, now: RequestDetail): string | false {
  if (seen.proposal?.contentHash === now.proposal?.contentHash) return false;
  if (!now.proposal) return 'The proposal was taken back.';
  const { proposal } = now;
  if (!seen.proposal) return `There is a proposal now: ${proposalWords(proposal)}.`;
  const [was, is] = [proposalWords(seen.proposal), proposalWords(proposal)];
  return was === is
    ? `The proposal changed: revision ${seen.proposal.revision} became revision ${proposal.revision}, again a ${is}.`
    : `The proposal changed: the ${was} became a ${is}, revision ${proposal.revision}.`;
}

/** Who has decided meanwhile, the reader apart from others. */
function decisionChanges(seen: RequestDetail, now: RequestDetail, readerId: string | undefined): string[] {
  const before = new Set(decidedSeats(seen).map(({ taskId }) => taskId));
  const fresh = decidedSeats(now).filter(({ taskId }) => !before.has(taskId));
  const words = fresh.map(({ decidedBy }) =>
    decidedBy?.id === readerId ? 'Your decision is recorded.' : 'Another approver has decided.',
  );
  return [...new Set(words)];
}

const decidedSeats = ({ proposal }: RequestDetail): readonly ChainSeat[] =>
  proposal?.approvals.seats.filter((seat) => seat.verdict !== null) ?? [];
