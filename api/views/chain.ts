import { assignedAt, candidatesOf } from '../../db/stores/decision-context.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Involvement, TaskRow } from '../../db/stores/involvement.ts';
import { hasVeto } from '../../domain/approval-chain.ts';
import type { ApprovalChain } from '../../domain/approval-plan.ts';
import { seatBecause } from '../../domain/approval-words.ts';
import type { RequestView } from '../schemas/resources.ts';
import type { NameOf } from './names.ts';
import { instantOf } from './summary.ts';

export type ChainSeatView = NonNullable<RequestView['proposal']>['approvals']['seats'][number];

export interface ChainParts {
  readonly request: RequestWithCustomer;
  readonly revision: number;
  readonly chain: ApprovalChain;
  readonly involvement: Involvement;
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
    because: seatBecause(chain, seat.level),
    dueAt: null,
    decidedBy: null,
    onBehalfOf: null,
    veto: seat.veto,
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
  onBehalfOf: stoodInFor(task, parts),
  veto: hasVeto(parts.chain, task),
  assignee: assigneeOf(task, parts),
  escalatedAt: instantOf(task.escalatedAt),
  decidedAt: instantOf(task.doneAt),
  verdict: task.verdict,
  candidates: candidatesFor(task, parts),
});

/** Whose it is alone: of a seat under way, while they can still fill it. */
function assigneeOf(task: TaskRow, { request, involvement, nameOf }: ChainParts): ChainSeatView['assignee'] {
  const undecided = task.state === 'open' || task.state === 'waiting';
  const id = undecided ? assignedAt(request, task, involvement) : task.assigneeId;
  return id === null ? null : nameOf(id);
}

/** Whom the one rule would let decide if the seat were open now. */
function candidatesFor(task: TaskRow, { request, involvement }: ChainParts): ChainSeatView['candidates'] {
  if (task.state !== 'open' && task.state !== 'waiting') return [];
  const { people, absences } = involvement.directory;
  const awayUntil = (id: string) =>
    absences
      .filter(({ principalId }) => principalId === id)
      .map(({ until }) => until)
      .toSorted()
      .at(-1) ?? null;
  const named = (id: string) => ({ id, name: people.find((person) => person.id === id)?.name ?? id });
  return candidatesOf(request, task, 'approve', involvement).map(({ personId, via, onBehalfOf }) => ({
    ...named(personId),
    via,
    onBehalfOf: onBehalfOf === null ? null : named(onBehalfOf),
    awayUntil: awayUntil(personId),
  }));
}

/** For whom whoever filled the seat stood in. */
function stoodInFor(task: TaskRow, { involvement, nameOf }: ChainParts): ChainSeatView['onBehalfOf'] {
  const id = involvement.decisions.findLast(
    (row) => row.taskId === task.id && row.status !== 'void' && row.verdict === task.verdict,
  )?.onBehalfOf;
  return id == null ? null : nameOf(id);
}
