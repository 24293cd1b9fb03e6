import { contextOf } from '../../db/stores/decision-context.ts';
import type { Involvement, TaskRow } from '../../db/stores/involvement.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Actor } from '../../domain/actor.ts';
import type { DecisionContext } from '../../domain/approval.ts';
import type { TaskView } from '../schemas/resources.ts';
import { mayDecide, taskActions } from './actions.ts';
import { moneyOfColumns } from './money.ts';
import type { NameOf } from './names.ts';
import { instantOf, summaryOf } from './summary.ts';

export interface TaskParts {
  readonly task: TaskRow;
  readonly request: RequestWithCustomer;
  readonly involvement: Involvement;
  readonly nameOf: NameOf;
}

export function taskViewOf(actor: Actor, { task, request, involvement, nameOf }: TaskParts): TaskView {
  const context = contextOf(actor, request, task, involvement);
  return {
    id: task.id,
    kind: task.kind,
    state: task.state,
    revision: task.revision,
    level: task.level,
    role: task.role,
    because: task.because,
    contentHash: task.contentHash,
    dueAt: instantOf(task.dueAt),
    openedAt: instantOf(task.openedAt),
    decidedBy: task.doneBy === null ? null : nameOf(task.doneBy),
    verdict: task.verdict,
    amount: amountOf(task, request, involvement),
    team: task.team,
    question: task.question,
    assignee: task.assigneeId === null ? null : nameOf(task.assigneeId),
    onBehalfOf: standsInFor(context, involvement),
    escalatedAt: instantOf(task.escalatedAt),
    after: approvalsBefore(actor, { task, request, involvement, nameOf }),
    request: summaryOf(request),
    actions: taskActions(context, task.id),
  };
}

/** Whose approvals are open before this one's turn comes. */
function approvalsBefore(actor: Actor, { task, request, involvement }: TaskParts): TaskView['after'] {
  if (task.kind !== 'approve' || task.state !== 'waiting') return [];
  return involvement.tasks
    .filter(
      ({ requestId, revision, kind, state, level }) =>
        requestId === task.requestId &&
        revision === task.revision &&
        kind === 'approve' &&
        state === 'open' &&
        (level ?? 0) < (task.level ?? 0),
    )
    .map((before) => ({
      role: before.role,
      team: before.team,
      yours: mayDecide(contextOf(actor, request, before, involvement)),
    }));
}

/** For whom the reader would decide it, if they may. */
function standsInFor(context: DecisionContext, { directory }: Involvement): TaskView['onBehalfOf'] {
  const id = context.standing?.onBehalfOf ?? null;
  if (id === null || !mayDecide(context)) return null;
  return { id, name: directory.people.find((person) => person.id === id)?.name ?? id };
}

/** What is proposed, once something is; what is claimed before. */
function amountOf(
  task: TaskRow,
  request: RequestWithCustomer,
  { proposals }: Involvement,
): TaskView['amount'] {
  const proposal = proposals.find(
    (row) => row.requestId === task.requestId && row.revision === task.revision,
  );
  return proposal
    ? moneyOfColumns(proposal.amountMinor, proposal.currency)
    : moneyOfColumns(request.claimedMinor, request.currency);
}
