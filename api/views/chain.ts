import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Involvement, TaskRow } from '../../db/stores/reading-tasks.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ApprovalChain } from '../../domain/approval-chain.ts';
import { checkDecision } from '../../domain/approval.ts';
import type { RequestView } from '../schemas/resources.ts';
import { contextOf } from './actions.ts';
import type { NameOf } from './names.ts';
import { instantOf } from './summary.ts';

export type ChainSeatView = NonNullable<RequestView['proposal']>['approvals']['seats'][number];

export interface ChainParts {
  readonly request: RequestWithCustomer;
  readonly revision: number;
  readonly chain: ApprovalChain;
  readonly involvement: Involvement;
  /** Everyone of the entity, with their grants. */
  readonly people: readonly Actor[];
  readonly nameOf: NameOf;
}

/** The seats in order: as tasks once the workflow has opened the chain, as planned until then. */
export function seatsOf(parts: ChainParts): ChainSeatView[] {
  const { request, revision, chain, involvement } = parts;
  const seats = involvement.tasks
    .filter((task) => task.requestId === request.id && task.kind === 'approve' && task.revision === revision)
    .toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0));
  if (seats.length > 0) return seats.map((task) => seatOf(task, parts));
  return chain.seats.map((seat) => ({
    taskId: null,
    level: seat.level,
    role: seat.role,
    state: 'waiting',
    because: chain.because,
    dueAt: null,
    decidedBy: null,
    onBehalfOf: null,
    veto: false,
    assignee: null,
    escalatedAt: null,
    decidedAt: null,
    verdict: null,
    candidates: [],
  }));
}

const seatOf = (task: TaskRow, parts: ChainParts): ChainSeatView => ({
  taskId: task.id,
  level: task.level ?? 1,
  role: task.role,
  state: task.state,
  because: task.because,
  dueAt: instantOf(task.dueAt),
  decidedBy: task.doneBy === null ? null : parts.nameOf(task.doneBy),
  onBehalfOf: null,
  veto: false,
  assignee: task.assigneeId === null ? null : parts.nameOf(task.assigneeId),
  escalatedAt: instantOf(task.escalatedAt),
  decidedAt: instantOf(task.doneAt),
  verdict: task.verdict,
  candidates: candidatesOf(task, parts),
});

/** Whom the one rule would let decide if the seat were open now. */
function candidatesOf(
  task: TaskRow,
  { request, involvement, people }: ChainParts,
): ChainSeatView['candidates'] {
  if (task.state !== 'open' && task.state !== 'waiting') return [];
  const opened: TaskRow = { ...task, state: 'open' };
  return people
    .filter((actor) => checkDecision(contextOf(actor, request, opened, involvement), 'approve', null).allowed)
    .map(({ id, name }) => ({ id, name, via: 'role', onBehalfOf: null }));
}
