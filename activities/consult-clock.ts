import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { tasksOf, updateTask } from '../db/stores/casework.ts';
import { taskById, type TaskRow } from '../db/stores/decision-context.ts';
import type { ActorId } from '../domain/actor.ts';
import { colleaguesIn } from '../domain/assignment.ts';
import type { Directory } from '../domain/directory.ts';
import { describeInstant } from '../domain/instant.ts';
import type { Message } from '../domain/notice.ts';
import type { Waiting } from '../domain/run.ts';
import { secondsOf, startClock, type SlaClock } from '../domain/sla.ts';
import type { Team } from '../domain/vocabulary.ts';
import { managersOf, present } from '../domain/whom-to-tell.ts';
import { resumeClocks } from './approval-clock.ts';
import type { Casework } from './casework.ts';
import { waitingForAnswers } from './consult-waiting.ts';
import type { FiredMark } from './ladder-notices.ts';

/** A consulted team's own time, beside the request's clocks: it binds nothing and breaches nothing. */
export const withConsult = (
  { record, policy, calendar }: Casework,
  taskId: string,
  now: string,
): readonly SlaClock[] => [
  ...record.clocks,
  { ...startClock('consult', calendar, secondsOf(policy.sla.consultHours), now), taskId },
];

export const withoutConsult = (clocks: readonly SlaClock[], taskId: string): readonly SlaClock[] =>
  clocks.filter((clock) => clock.taskId !== taskId);

/**
 * What these seats have asked of teams is asked no more, now that nobody decides the seats.
 * @returns the request's clocks without those of the questions
 */
export async function voidConsultsOf(
  tx: Tx,
  { request, record }: Casework,
  seats: readonly Pick<TaskRow, 'id' | 'revision'>[],
): Promise<readonly SlaClock[]> {
  const [first] = seats;
  if (!first) return record.clocks;
  const asked = (await tasksOf(tx, request, first.revision)).filter(
    ({ kind, state, returnsTo }) =>
      kind === 'consult' && state === 'open' && seats.some(({ id }) => id === returnsTo),
  );
  for (const task of asked) await updateTask(tx, task, { state: 'void' });
  return asked.reduce((clocks, { id }) => withoutConsult(clocks, id), record.clocks);
}

export interface Overdue {
  readonly messages: readonly Message[];
  readonly audit: readonly AuditEntry[];
  readonly clocks: readonly SlaClock[];
  /** Null: nobody waited for it. */
  readonly waiting: Waiting | null;
}

/**
 * The time of consulted teams is up: who asked and the teams' managers are told, and an approver's seat that waited is open again, so that
 * no silence of others holds it. An answer is still taken, as evidence.
 * @param clocks the request's, with the marks that fire now
 */
export async function consultsOverdue(
  tx: Tx,
  work: Casework,
  fired: readonly FiredMark[],
  { directory, clocks, now }: { directory: Directory; clocks: readonly SlaClock[]; now: string },
): Promise<Overdue> {
  const late = await lateTasks(tx, work, fired);
  const seats: TaskRow[] = [];
  for (const { returnsTo } of late) {
    const seat = await taskById(tx, work.request.legalEntity, returnsTo ?? '');
    if (seat?.kind === 'approve' && seat.state === 'waiting') seats.push(seat);
  }
  const freed = await freeSeats(tx, work, seats, late);
  const on = { ...work, record: { ...work.record, clocks } };
  return {
    messages: late.flatMap((consult) => told(work, consult, directory)),
    audit: late.map(({ id, team, dueAt }) => ({
      actorId: `system@${work.policy.version}`,
      kind: 'consult-overdue',
      detail: { taskId: id, team, dueAt: dueAt?.toISOString() ?? null, seatsReopened: freed.length },
    })),
    clocks: freed.length === 0 ? clocks : await resumeClocks(tx, on, now, 'waiting-for-colleague'),
    waiting: freed.length === 0 ? null : await waitingForAnswers(tx, work, work.request.revision),
  };
}

async function lateTasks(tx: Tx, { request }: Casework, fired: readonly FiredMark[]): Promise<TaskRow[]> {
  const tasks: TaskRow[] = [];
  for (const { clock } of fired) {
    const task = await taskById(tx, request.legalEntity, clock.taskId ?? '');
    if (task?.state === 'open') tasks.push(task);
  }
  return tasks;
}

/** A seat that waits for another team as well, whose time is not up, goes on waiting. */
async function freeSeats(
  tx: Tx,
  { request }: Casework,
  seats: readonly TaskRow[],
  late: readonly TaskRow[],
): Promise<TaskRow[]> {
  const open = (await tasksOf(tx, request, request.revision)).filter(
    ({ kind, state, id }) => kind === 'consult' && state === 'open' && !late.some((task) => task.id === id),
  );
  const freed = seats.filter(({ id }) => open.every(({ returnsTo }) => returnsTo !== id));
  for (const seat of freed) await updateTask(tx, seat, { state: 'open' });
  return freed;
}

/** Who asked, and who answers for the team: its lead where it has one, else the managers of its people. */
function told({ request, entity }: Casework, consult: TaskRow, directory: Directory): Message[] {
  const { legalEntity } = request;
  const team = consult.team as Team;
  const ids = (role: 'team-lead' | 'analyst') =>
    colleaguesIn(directory, legalEntity, team, [role]).map(({ id }) => id);
  const leads = ids('team-lead');
  const answerable = leads.length > 0 ? leads : managersOf(ids('analyst'), directory);
  const due = `${describeInstant((consult.dueAt ?? new Date(0)).toISOString(), entity.zone)} (${entity.zone})`;
  const message = (recipientId: ActorId, what: string): Message => ({
    recipientId,
    kind: 'consult',
    title: `${request.id}: ${team} has not answered`,
    text: `${team} was asked about ${request.id}: “${consult.question ?? ''}” The answer was due ${due} and has not come. ${what}`,
  });
  const asker = consult.askedBy === null ? [] : present([consult.askedBy], legalEntity, directory);
  return [
    ...asker.map((id) =>
      message(id, 'You can decide without it, or ask them again; an answer is still taken.'),
    ),
    ...present(answerable, legalEntity, directory, leads.length > 0 ? { role: 'team-lead', team } : undefined)
      .filter((id) => !asker.includes(id))
      .map((id) => message(id, 'See that somebody of the team answers.')),
  ];
}
