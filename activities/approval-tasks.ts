import type { Tx } from '../db/connection.ts';
import { barredAt, type TaskRow } from '../db/stores/decision-context.ts';
import { involvementIn } from '../db/stores/involvement.ts';
import type { ActorId } from '../domain/actor.ts';
import type { ApprovalChain } from '../domain/approval-plan.ts';
import { seatBecause } from '../domain/approval-words.ts';
import { seatCommittee } from '../domain/committee.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Waiting } from '../domain/run.ts';
import type { SlaClock } from '../domain/sla.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { beginApproval } from './approval-clock.ts';
import { taskIdOf, type Casework } from './casework.ts';

type NewTask = Pick<
  TaskRow,
  | 'legalEntity'
  | 'id'
  | 'requestId'
  | 'revision'
  | 'kind'
  | 'state'
  | 'level'
  | 'role'
  | 'team'
  | 'assigneeId'
  | 'because'
  | 'contentHash'
  | 'openedAt'
  | 'dueAt'
>;

/** One task per seat; all wait until `openLevel` opens theirs. */
export function approvalTasks(
  { request }: Casework,
  chain: ApprovalChain,
  revision: number,
  contentHash: string,
): NewTask[] {
  return chain.seats.map((seat, i) => ({
    legalEntity: request.legalEntity,
    id: taskIdOf(request, `r${revision}-l${seat.level}-${i + 1}`),
    requestId: request.id,
    revision,
    kind: 'approve',
    state: 'waiting',
    level: seat.level,
    role: seat.role,
    team: seat.team,
    assigneeId: null,
    because: seatBecause(chain, seat.level),
    contentHash,
    openedAt: null,
    dueAt: null,
  }));
}

/** The seats of a revision once a level is open: the caller writes those of `opened`. */
export interface OpenedLevel<T> {
  readonly opened: readonly T[];
  readonly waiting: Waiting;
  /** With the approval's own clock of this level: the caller hands them to `moved`. */
  readonly clocks: readonly SlaClock[];
}

/**
 * Opens the seats of one level and starts their clocks. The one place where a level opens: at the proposal and after the level
 * before it.
 * @param tasks every seat of the revision
 */
export async function openLevel<T extends NewTask>(
  tx: Tx,
  work: Casework,
  tasks: readonly T[],
  level: number,
  now: string,
): Promise<OpenedLevel<T>> {
  const seats = tasks.filter((task) => task.level === level);
  const { clocks, dueAt } = beginApproval(work, seats, now);
  const named = await assignees(tx, work, seats, now);
  const opened = seats.map((task, i) => ({
    ...task,
    ...{ state: 'open' as const, openedAt: new Date(now), dueAt, assigneeId: named[i] ?? null },
  }));
  const later = tasks.filter((task) => (task.level ?? 0) > level);
  return { opened, waiting: waitingForSeats([...opened, ...later]), clocks };
}

/** A committee's seats are named people's from the moment they open; every other seat is anyone's who holds its role. */
async function assignees(
  tx: Tx,
  { request }: Casework,
  seats: readonly NewTask[],
  now: string,
): Promise<(ActorId | null)[]> {
  const [first] = seats;
  if (first?.role !== 'committee') return [];
  const involvement = await involvementIn(tx, [request], new Date(now));
  const barred = barredAt(request, first, involvement);
  return seatCommittee(seats.length, request.legalEntity, involvement.directory, barred);
}

/** Whom the open seats wait for. */
export function waitingForSeats(
  tasks: readonly Pick<TaskRow, 'state' | 'role' | 'team' | 'dueAt'>[],
): Waiting {
  const words = (state: string) => {
    const all = tasks
      .filter((task) => task.state === state)
      .map(({ role, team }) => roleWords(role as Role, team as Team | '*'));
    return [...new Set(all)].map((word) => {
      const n = all.filter((one) => one === word).length;
      return n === 1 ? word : `${n} ${word}s`;
    });
  };
  const open = tasks.filter(({ state }) => state === 'open');
  const due = open.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  const after = words('waiting')[0];
  return {
    for: words('open').join(' and '),
    until: due.length > 0 ? new Date(Math.min(...due)).toISOString() : null,
    next: after
      ? `approve, then the ${after} ${after.match(/^\d/) ? 'approve' : 'approves'}`
      : 'approve, then the resolution is posted and the customer told',
  };
}
