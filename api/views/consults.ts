import type { Involvement, TaskRow } from '../../db/stores/involvement.ts';
import type { RequestView } from '../schemas/resources.ts';
import type { NameOf } from './names.ts';
import { instantOf } from './summary.ts';

/** What teams of ours were asked about a request, and what they answered; the oldest first. */
export const consultsOf = (
  requestId: string,
  { tasks, decisions }: Involvement,
  nameOf: NameOf,
): RequestView['consults'] =>
  tasks
    .filter((task) => task.requestId === requestId && task.kind === 'consult')
    .toSorted((a, b) => (a.openedAt?.getTime() ?? 0) - (b.openedAt?.getTime() ?? 0))
    .map((task) => consultOf(task, decisions, nameOf));

function consultOf(
  task: TaskRow,
  decisions: Involvement['decisions'],
  nameOf: NameOf,
): RequestView['consults'][number] {
  const answer = decisions.find(
    (row) => row.taskId === task.id && row.verdict === 'answer' && row.status !== 'void',
  );
  return {
    taskId: task.id,
    team: task.team,
    question: task.question ?? task.because,
    askedBy: task.askedBy === null ? null : nameOf(task.askedBy),
    askedAt: instantOf(task.openedAt),
    dueAt: instantOf(task.dueAt),
    state: task.state,
    answer: answer?.reason ?? null,
    answeredBy: answer ? nameOf(answer.actorId) : null,
    answeredAt: instantOf(answer?.decidedAt ?? null),
  };
}
