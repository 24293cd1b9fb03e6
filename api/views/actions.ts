import { messageRefusal } from '../../db/customer-messages.ts';
import { storedState } from '../../db/stores/decision-context.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Involvement, TaskRow } from '../../db/stores/reading-tasks.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkDecision, type DecisionContext, verdictsOf } from '../../domain/approval.ts';
import { revisionOf } from '../../domain/request.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';
import { speakerRefusal } from '../speaking.ts';
import type { TaskView } from '../schemas/resources.ts';

export type ActionView = TaskView['actions'][number];

/** checkDecision's context from what was read for several requests at once. */
export function contextOf(
  actor: Actor,
  request: RequestWithCustomer,
  task: TaskRow,
  { touches, decisions, proposals }: Involvement,
): DecisionContext {
  const ofThis = (row: { requestId: string; revision: number }) =>
    row.requestId === request.id && row.revision === task.revision;
  return {
    actor,
    legalEntity: request.legalEntity,
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
    preparerId: task.kind === 'approve' ? (proposals.find(ofThis)?.preparerId ?? null) : null,
    touches: touches.filter((touch) => touch.requestId === request.id),
    approvers: decisions
      .filter((row) => ofThis(row) && row.verdict === 'approve' && row.status !== 'void')
      .map((row) => row.actorId),
  };
}

/** Every verdict the task takes, with whether this actor may give it now, and why not. */
export const taskActions = (context: DecisionContext, taskId: string): ActionView[] =>
  verdictsOf(context.task.kind).map((name) => {
    const check = checkDecision(context, name, null);
    const refusal = check.allowed ? { code: null, reason: null } : { code: check.code, reason: check.reason };
    return { name, allowed: check.allowed, ...refusal, taskId };
  });

/** Whether the actor may decide the task at all. */
export const mayDecide = (context: DecisionContext): boolean =>
  verdictsOf(context.task.kind).some((verdict) => checkDecision(context, verdict, null).allowed);

/** Open tasks' verdicts, then what may be said for the customer. */
export function requestActions(
  actor: Actor,
  request: RequestWithCustomer,
  involvement: Involvement,
): ActionView[] {
  const open = involvement.tasks.filter((task) => task.requestId === request.id && task.state === 'open');
  return [
    ...open.flatMap((task) => taskActions(contextOf(actor, request, task, involvement), task.id)),
    speaking(actor, request, 'reply'),
    speaking(actor, request, 'withdraw'),
  ];
}

function speaking(actor: Actor, request: RequestWithCustomer, name: 'reply' | 'withdraw'): ActionView {
  const kind = name === 'reply' ? 'reply' : 'withdrawal';
  const notNow = messageRefusal(request, kind);
  const reason = notNow?.reason ?? speakerRefusal(actor, request) ?? null;
  const code = notNow?.code ?? (reason === null ? null : 'NOT_AUTHORISED');
  return { name, allowed: reason === null, code, reason, taskId: null };
}
