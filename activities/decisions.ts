import type { Tx } from '../db/connection.ts';
import { onceForRequest, type RequestRow } from '../db/door.ts';
import { decisionById, markDecision, updateTask } from '../db/stores/casework.ts';
import { involvementIn } from '../db/stores/involvement.ts';
import { contextOf, taskById, type DecisionRow, type TaskRow } from '../db/stores/decision-context.ts';
import { checkDecision } from '../domain/approval.ts';
import { isUndecided, leavesOpen, revisionOf, type RequestState } from '../domain/request.ts';
import type { Consumed } from './applied.ts';
import { openCase, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ignored } from './ignored-signal.ts';
import { applyVerdict } from './verdicts.ts';
import { decisionVoidNotices, type VoidedTask } from './void-notices.ts';

/** Taking people's decisions from the database, one after the other. */
export const decisionActivities = ({ db }: ActivityDeps) => ({
  /**
   * Acts on a recorded decision. The signal is only a hint: the row, its revision and the person's authority are read again. A made-up
   * id, one of another request or one already taken changes nothing and is audited.
   * @param n the message's number in this request's inbox: part of the key, so that every signal is answered once
   */
  consumeDecision: (
    { requestId, legalEntity, now }: RequestRef,
    decisionId: string,
    n: number,
  ): Promise<Consumed> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `m/decided/${n}`, input: { decisionId }, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const decision = await decisionById(tx, legalEntity, decisionId);
        const unusable = whyUnusable(decision, requestId);
        if (!decision || unusable)
          return ignored({ signal: 'decided', decisionId }, unusable ?? 'no such decision is recorded');
        const task = await taskById(tx, legalEntity, decision.taskId);
        if (!task) throw new Error(`decision ${decisionId} has no task`);
        const refusal = await whyVoid(tx, work, decision, task, now);
        return refusal
          ? voided(tx, work, decision, task, refusal, now)
          : applied(tx, work, decision, task, now);
      },
    ),
});

function whyUnusable(decision: DecisionRow | undefined, requestId: string): string | undefined {
  if (!decision) return 'no such decision is recorded';
  if (decision.requestId !== requestId) return 'the decision is about another request';
  if (decision.status !== 'recorded') return `the decision was taken before: it is ${decision.status}`;
  return undefined;
}

/** Why a decision can't take effect; said to the workflow without anybody's name. */
interface Refusal {
  readonly why: string;
  readonly toWorkflow?: string;
}

/** The API checked all this when it was recorded; between then and now the proposal may have changed, or the person lost the role. */
async function whyVoid(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Refusal | undefined> {
  const misplaced = whyMisplaced(work.record.state, task);
  if (misplaced) return { why: misplaced };
  if (task.state === 'void')
    return { why: 'the proposal changed or the request ended before the decision took effect' };
  const involvement = await involvementIn(tx, [work.request], new Date(now));
  const actor = involvement.directory.people.find(({ id }) => id === decision.actorId);
  if (!actor) return { why: 'the person is no longer active' };
  const context = contextOf(actor, asOwnedThen(work.request, decision), task, involvement, decision);
  const check = checkDecision(
    // The seat was open, and no withdrawal known, when the API took the decision; neither is asked again.
    { ...context, withdrawn: false, task: { ...context.task, state: 'open' } },
    decision.verdict,
    decision.contentHash,
  );
  return check.allowed ? undefined : { why: check.reason, toWorkflow: `refused: ${check.code}` };
}

/**
 * Whose work it was, the API asked when it took the decision; what was recorded before somebody else came to own the request counts.
 */
const asOwnedThen = (request: RequestRow, { actorId, onBehalfOf }: DecisionRow): RequestRow => ({
  ...request,
  ownerId: request.ownerId === null ? null : (onBehalfOf ?? actorId),
});

/** The request stands elsewhere than the task that was decided. */
function whyMisplaced(state: RequestState, task: TaskRow): string | undefined {
  // An answer is evidence wherever the request stands, as long as something can still rest on it.
  if (task.kind === 'consult') return isUndecided(state) ? undefined : `the request is ${state.kind} by now`;
  const expected = {
    triage: 'triage',
    assess: 'preparing',
    approve: 'approving',
    'provide-information': '',
    consult: '',
  }[task.kind];
  if (state.kind !== expected) return `the request is ${state.kind} by now`;
  if (state.kind === 'approving' && (state.revision !== task.revision || state.level !== task.level)) {
    return `the request is at level ${state.level} of revision ${state.revision} by now`;
  }
  return undefined;
}

/** Whether the request, as it stands, can still come to this task: same revision, not settled, not returned to its preparer, its level not passed. */
const isStillAsked = (state: RequestState, task: TaskRow): boolean => {
  if (!isUndecided(state) || revisionOf(state) !== task.revision) return false;
  if (task.kind !== 'approve') return true;
  const at = state.kind === 'awaiting-customer' ? state.resume : state;
  return at.kind === 'approving' && (task.level ?? 0) >= at.level;
};

/** For whoever is told that their decision is void. */
function whatIsLeft(state: RequestState, { verdict }: DecisionRow, task: TaskRow): VoidedTask {
  if (task.state === 'void') return 'passed';
  if (leavesOpen(verdict, task.kind)) return task.state === 'open' ? 'still open' : 'passed';
  return isStillAsked(state, task) ? 'open again' : 'passed';
}

/** The seat opens again for somebody else, unless the request has moved on: then nobody has to decide it any more. */
async function voided(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  { why, toWorkflow = why }: Refusal,
  now: string,
) {
  await markDecision(tx, decision, 'void', why, new Date(now));
  const left = whatIsLeft(work.record.state, decision, task);
  if (task.state !== 'void' && !leavesOpen(decision.verdict, task.kind)) {
    const state = left === 'open again' ? 'open' : 'void';
    await updateTask(tx, task, { state, doneAt: null, doneBy: null, verdict: null });
  }
  const result: Consumed = { effect: 'void', why: toWorkflow, step: null };
  return {
    result,
    notices: decisionVoidNotices(decision, why, left),
    audit: [
      {
        actorId: decision.actorId,
        kind: 'decision-void',
        detail: { decisionId: decision.id, taskId: task.id, revision: decision.revision, why },
      },
    ],
  };
}

async function applied(tx: Tx, work: Casework, decision: DecisionRow, task: TaskRow, now: string) {
  await markDecision(tx, decision, 'effective', null, new Date(now));
  const { step, columns, audit, explanations, notices } = await applyVerdict(tx, work, decision, task, now);
  const result: Consumed = { effect: 'effective', why: decision.verdict, step };
  const effective = {
    actorId: decision.actorId,
    kind: 'decision-effective',
    detail: {
      decisionId: decision.id,
      taskId: task.id,
      verdict: decision.verdict,
      revision: decision.revision,
      ...(decision.onBehalfOf === null ? {} : { onBehalfOf: decision.onBehalfOf }),
      contentHash: decision.contentHash,
    },
  };
  return {
    result,
    ...(columns ? { request: columns } : {}),
    audit: [effective, ...audit],
    explanations,
    notices,
  };
}
