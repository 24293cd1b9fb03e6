import { contentHash } from '../db/canonical.ts';
import type { Tx } from '../db/connection.ts';
import { insertEvidence, insertTasks, tasksOf, updateTask } from '../db/stores/casework.ts';
import { taskById, type DecisionRow, type TaskRow } from '../db/stores/decision-context.ts';
import { directoryAt } from '../db/stores/directory.ts';
import { colleaguesIn } from '../domain/assignment.ts';
import { instantAfter } from '../domain/calendar.ts';
import type { DecisionDetail } from '../domain/decision.ts';
import { describeInstant } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import { revisionOf } from '../domain/request.ts';
import type { SlaClock } from '../domain/sla.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { present } from '../domain/whom-to-tell.ts';
import { pauseClocks, resumeClocks } from './approval-clock.ts';
import { withConsult, withoutConsult } from './consult-clock.ts';
import { waitingForAnswers } from './consult-waiting.ts';
import { moved, taskIdOf, waitingOf, type Casework } from './casework.ts';
import type { Applied } from './applied.ts';

/**
 * Asks a team of ours. The seat of an approver waits for the answer and its own clock with it; an assessment stays open, since the
 * analyst can go on. The resolution runs in both: the time is ours.
 */
export async function consulted(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Applied> {
  const consult = consultOf(work, decision, task, now);
  await insertTasks(tx, [consult]);
  const event = {
    actorId: decision.actorId,
    kind: 'consulted',
    detail: {
      ...{ taskId: consult.id, returnsTo: task.id, team: consult.team, question: consult.question },
      dueAt: consult.dueAt.toISOString(),
    },
  };
  const notices = await noticesOf(tx, work, consult, task, now);
  const clocked = withClocks(work, withConsult(work, consult.id, now));
  const { state, clocks: running } = clocked.record;
  if (task.kind !== 'approve') {
    const { step, columns } = moved(work, now, { state, clocks: running, waiting: waitingOf(work) });
    return { step, columns, audit: [event], notices };
  }
  // The answer comes back to the same approver, whoever else could fill the seat.
  await updateTask(tx, task, { assigneeId: decision.onBehalfOf ?? decision.actorId });
  const clocks = await pauseClocks(tx, clocked, now, 'waiting-for-colleague');
  const waiting = await waitingForAnswers(tx, work, task.revision);
  const { step, columns } = moved(work, now, { state, clocks, waiting });
  return { step, columns, audit: [event], notices };
}

const consultOf = (
  { request, calendar, policy }: Casework,
  { id, actorId, reason, detail }: DecisionRow,
  task: TaskRow,
  now: string,
) => {
  const { team, question } = detail as DecisionDetail;
  if (team === undefined || question === undefined) throw new Error(`decision ${id} consults nobody`);
  const taskId = taskIdOf(request, `consult-${id.slice(-12)}`);
  return {
    ...{ legalEntity: request.legalEntity, id: taskId, requestId: request.id, revision: task.revision },
    ...{ kind: 'consult' as const, state: 'open' as const, role: 'analyst', team, because: reason, question },
    contentHash: contentHash({ task: taskId }),
    openedAt: new Date(now),
    dueAt: new Date(instantAfter(calendar, now, Math.round(policy.sla.consultHours * 3_600))),
    returnsTo: task.id,
    askedBy: actorId,
  };
};

/** To everyone of the team but who asks; whoever is away is told through who stands in. */
async function noticesOf(
  tx: Tx,
  { request, entity }: Casework,
  { id, team, question, dueAt, askedBy }: ReturnType<typeof consultOf>,
  task: TaskRow,
  now: string,
): Promise<Notice[]> {
  const directory = await directoryAt(tx, new Date(now));
  const colleagues = colleaguesIn(directory, request.legalEntity, team, ['analyst']).map((one) => one.id);
  const due = `${describeInstant(dueAt.toISOString(), entity.zone)} (${entity.zone})`;
  const asker = roleWords(task.role as Role, task.team as Team | '*');
  return present(colleagues, request.legalEntity, directory, { role: 'analyst', team })
    .filter((recipientId) => recipientId !== askedBy)
    .map((recipientId) => ({
      subject: `consult/${id}`,
      recipientId,
      kind: 'consult',
      title: `${request.id}: a question to ${team}, due ${due}`,
      text: `The ${asker} asks ${team} about ${request.id}: “${question}” Answer by ${due}. The answer becomes evidence, so whoever gives it can't approve the request.`,
    }));
}

/** A colleague's answer is evidence of the next proposal; the one being approved keeps its content, and its approver sees the answer. */
export async function answered(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  consult: TaskRow,
  now: string,
): Promise<Applied> {
  const evidenceId = await fileAnswer(tx, work, decision, consult);
  const event = {
    actorId: decision.actorId,
    kind: 'consult-answered',
    detail: { taskId: consult.id, team: consult.team, evidenceId },
  };
  const asking = await taskById(tx, consult.legalEntity, consult.returnsTo ?? '');
  const notices = tellAsker(work, consult, asking);
  const clocked = withClocks(work, withoutConsult(work.record.clocks, consult.id));
  const { state, clocks: running } = clocked.record;
  if (asking?.kind !== 'approve' || asking.state !== 'waiting') {
    const { step, columns } = moved(work, now, { state, clocks: running, waiting: waitingOf(work) });
    return { step, columns, audit: [event], notices };
  }
  const open = (await tasksOf(tx, work.request, consult.revision)).filter(
    ({ kind, state, id }) => kind === 'consult' && state === 'open' && id !== consult.id,
  );
  if (open.every(({ returnsTo }) => returnsTo !== asking.id)) await updateTask(tx, asking, { state: 'open' });
  const clocks = (await isAsking(tx, work, open))
    ? running
    : await resumeClocks(tx, clocked, now, 'waiting-for-colleague');
  const waiting =
    state.kind === 'approving' ? await waitingForAnswers(tx, work, consult.revision) : waitingOf(work);
  const { step, columns } = moved(work, now, { state, clocks, waiting });
  return { step, columns, audit: [event], notices };
}

const withClocks = (work: Casework, clocks: readonly SlaClock[]): Casework => ({
  ...work,
  record: { ...work.record, clocks },
});

/** Whether an approver's seat waits for one of these consults. */
async function isAsking(tx: Tx, { request }: Casework, open: readonly TaskRow[]): Promise<boolean> {
  const tasks = await tasksOf(tx, request, request.revision);
  const seats = new Set(
    tasks.filter(({ kind, state }) => kind === 'approve' && state === 'waiting').map(({ id }) => id),
  );
  return open.some(({ returnsTo }) => returnsTo !== null && seats.has(returnsTo));
}

async function fileAnswer(
  tx: Tx,
  { request, record }: Casework,
  decision: DecisionRow,
  { id, team, question }: TaskRow,
): Promise<string> {
  const content = { team, question, answer: decision.reason };
  const evidenceId = `EVD-${decision.id.slice(4)}`;
  await insertEvidence(tx, {
    ...{ legalEntity: request.legalEntity, id: evidenceId, requestId: request.id },
    revision: Math.max(request.revision, revisionOf(record.state)),
    kind: 'consult-answer',
    sourceRef: id,
    summary: `What ${team} answered`,
    content,
    hash: contentHash(content),
    addedBy: decision.actorId,
    at: decision.decidedAt,
  });
  return evidenceId;
}

/** Who asked, and, where they stood in for somebody, whose seat it is. */
const tellAsker = (
  { request }: Casework,
  { id, team, askedBy }: TaskRow,
  asking: TaskRow | undefined,
): Notice[] =>
  askersOf(askedBy, asking).map((recipientId) => ({
    subject: `answer/${id}`,
    recipientId,
    kind: 'answer-received',
    title: `${request.id}: ${team} has answered`,
    text: `${team} has answered what was asked about ${request.id}. The answer is among the evidence of the request: read it, then decide.`,
  }));

/** Whom an answer is for. @param asking the seat that waits for it */
export const askersOf = (
  askedBy: string | null,
  asking: Pick<TaskRow, 'kind' | 'assigneeId'> | undefined,
): string[] => {
  const whose = asking?.kind === 'approve' ? asking.assigneeId : null;
  return [...new Set([askedBy, whose].filter((id) => id !== null))];
};
