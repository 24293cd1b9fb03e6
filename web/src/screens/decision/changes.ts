import type { RequestDetail, Task } from '../../api/resources.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { STAGE_WORDS } from '../../parts/words.ts';

/** Everything a reader decides on; the running clocks aside, which change by themselves. */
export const fingerprintOf = (request: RequestDetail, task: Task | null): string =>
  JSON.stringify([
    { ...request, clocks: request.clocks.map(({ consumedSeconds: _, ...clock }) => clock) },
    task && [task.id, task.state, task.revision, task.contentHash],
  ]);

/** What is different now, in words; at least one line when anything is. */
export function changesBetween(seen: RequestDetail, now: RequestDetail): string[] {
  const changes = [
    seen.stage !== now.stage && `It moved from ${STAGE_WORDS[seen.stage]} to ${STAGE_WORDS[now.stage]}.`,
    proposalChange(seen, now),
    seen.evidence.length < now.evidence.length && 'Evidence was added.',
    approvalsOf(seen) < approvalsOf(now) && 'Another approver has decided.',
    seen.owner?.id !== now.owner?.id && `It belongs to ${now.owner?.name ?? 'nobody'} now.`,
  ].filter((change) => change !== false);
  return changes.length > 0 ? changes : ['Details of the request changed.'];
}

function proposalChange(seen: RequestDetail, now: RequestDetail): string | false {
  if (seen.proposal?.contentHash === now.proposal?.contentHash) return false;
  if (!now.proposal) return 'The proposal was taken back.';
  const amount = moneyWords(now.proposal.amount);
  if (!seen.proposal) return `There is a proposal now: ${amount}.`;
  return `The proposal changed: revision ${seen.proposal.revision} of ${moneyWords(seen.proposal.amount)} became revision ${now.proposal.revision} of ${amount}.`;
}

const approvalsOf = ({ proposal }: RequestDetail): number =>
  proposal?.approvals.seats.filter((seat) => seat.verdict !== null).length ?? 0;
