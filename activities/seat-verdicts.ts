import type { Tx } from '../db/connection.ts';
import { effectiveAnswers, tasksOf, updateTask, voidTasks } from '../db/stores/casework.ts';
import {
  proposalOf,
  type DecisionRow,
  type ProposalRow,
  type TaskRow,
} from '../db/stores/decision-context.ts';
import { setProposalStatus } from '../db/stores/proposal-status.ts';
import { standOf } from '../domain/approval-chain.ts';
import type { ApprovalChain } from '../domain/approval-plan.ts';
import type { ProposalContent } from '../domain/proposal.ts';
import { openLevel, waitingForSeats } from './approval-tasks.ts';
import { openAssessTask } from './assess-task.ts';
import { advance, byDocket, moved, type Casework } from './casework.ts';
import type { Applied } from './applied.ts';
import { voidConsultsOf } from './consult-clock.ts';
import { tellOfUnfillable } from './unfillable.ts';
import { returnProposal } from './take-back.ts';

/** An approval or a rejection took effect: what it makes of its level, and of the request. */
export async function seatAnswered(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Applied> {
  const { request } = work;
  const proposal = await proposalOf(tx, request.legalEntity, request.id, task.revision);
  if (!proposal) throw new Error(`request ${request.id} has no proposal of revision ${task.revision}`);
  const seats = (await tasksOf(tx, request, task.revision)).filter(({ kind }) => kind === 'approve');
  // Only effective answers count: one recorded a moment later is taken up when its own message comes.
  const answers = await effectiveAnswers(tx, request, task.revision);
  const stand = standOf(proposal.chain as ApprovalChain, task.level ?? 0, seats, answers);
  switch (stand) {
    case 'approved':
      return levelApproved(tx, work, proposal, seats, task, now);
    case 'rejected':
      return returned(tx, work, decision, task, now);
    case 'open': {
      const { step, columns } = moved(work, now, {
        state: work.record.state,
        waiting: waitingForSeats(seats),
      });
      return { step, columns, audit: [] };
    }
    default:
      return stand satisfies never;
  }
}

async function levelApproved(
  tx: Tx,
  work: Casework,
  proposal: ProposalRow,
  seats: readonly TaskRow[],
  task: TaskRow,
  now: string,
): Promise<Applied> {
  const { request } = work;
  const spare = seats.filter(
    (seat) => seat.level === task.level && (seat.state === 'open' || seat.state === 'waiting'),
  );
  for (const seat of spare) await updateTask(tx, seat, { state: 'void' });
  const record = { ...work.record, clocks: await voidConsultsOf(tx, work, spare) };
  const { outcome } = proposal.content as ProposalContent;
  const state = advance(record.state, { kind: 'level-approved', outcome });
  const audit = spare.map((seat) => ({
    actorId: `system@${work.policy.version}`,
    kind: 'seat-not-needed',
    detail: { taskId: seat.id, level: task.level, revision: task.revision },
  }));
  if (state.kind !== 'approving') {
    await setProposalStatus(tx, request, task.revision, 'approved');
    const waiting = byDocket('the resolution is posted to the ledger');
    const { step, columns } = moved(work, now, { state, waiting, clocks: record.clocks });
    const approved = {
      actorId: `system@${work.policy.version}`,
      kind: 'approved',
      detail: { revision: task.revision, contentHash: proposal.contentHash },
    };
    return { step, columns, audit: [...audit, approved] };
  }
  const on = { ...work, record };
  const { opened, waiting, clocks } = await openLevel(tx, on, seats, state.level, now);
  for (const { legalEntity, id, state: open, openedAt, dueAt, assigneeId } of opened)
    await updateTask(tx, { legalEntity, id }, { state: open, openedAt, dueAt, assigneeId });
  const nobodys = await tellOfUnfillable(tx, work, opened, now);
  const { step, columns } = moved(work, now, { state, waiting, clocks });
  return { step, columns, audit: [...audit, ...nobodys.audit], notices: nobodys.notices };
}

/** Back to the analyst; approvals already given are void, and those who gave them are told. */
async function returned(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Applied> {
  const { request, record } = work;
  await voidTasks(tx, request);
  const why = 'the proposal was rejected and goes back to its preparer';
  const { gave, notices } = await returnProposal(tx, work, task.revision, why, now);
  const because = `rejected in the role of ${task.role}: ${decision.reason}`;
  const command = { kind: 'return-to-preparer' } as const;
  const { state, waiting } = await openAssessTask(tx, work, record.state, command, because, now);
  const { step, columns } = moved(work, now, { state, waiting });
  return {
    step,
    columns,
    notices,
    audit: [
      {
        actorId: decision.actorId,
        kind: 'returned-to-preparer',
        detail: { revision: task.revision, reason: decision.reason, approvalsVoided: gave },
      },
    ],
  };
}
