import { messageRefusal } from '../../db/customer-messages.ts';
import { contextOf } from '../../db/stores/decision-context.ts';
import type { Involvement } from '../../db/stores/involvement.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkDecision, type DecisionContext, verdictsOf } from '../../domain/approval.ts';
import { speakerRefusal } from '../speaking.ts';
import type { TaskView } from '../schemas/resources.ts';

export type ActionView = TaskView['actions'][number];

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
