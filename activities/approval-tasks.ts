import type { Tx } from '../db/connection.ts';
import type { TaskRow } from '../db/stores/decision-context.ts';
import { instantAfter } from '../domain/calendar.ts';
import type { ApprovalChain } from '../domain/approval-chain.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Waiting } from '../domain/run.ts';
import { approvalBudgetSeconds, slaPlan } from '../domain/sla.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
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
    because: chain.because,
    contentHash,
    openedAt: null,
    dueAt: null,
  }));
}

/** The seats of a revision once a level is open: the caller writes those of `opened`. */
export interface OpenedLevel<T> {
  readonly opened: readonly T[];
  readonly waiting: Waiting;
}

/**
 * Opens the seats of one level and starts their clocks. The one place where a level opens: at the proposal and after the level
 * before it.
 * @param tasks every seat of the revision
 */
export function openLevel<T extends NewTask>(
  _tx: Tx,
  work: Casework,
  tasks: readonly T[],
  level: number,
  now: string,
): Promise<OpenedLevel<T>> {
  const opened = tasks
    .filter((task) => task.level === level)
    .map((task) => ({
      ...task,
      state: 'open' as const,
      openedAt: new Date(now),
      dueAt: approvalDue(work, task.role as Role, now),
    }));
  const later = tasks.filter((task) => (task.level ?? 0) > level);
  return Promise.resolve({ opened, waiting: waitingForSeats([...opened, ...later]) });
}

/** The approval's own clock: the policy's hours, or half of what is left to resolve the request, whichever is less. */
export function approvalDue({ policy, calendar, record }: Casework, role: Role, now: string): Date {
  const hours = policy.sla.approvalHours[role] ?? 8;
  const remaining = record.clocks
    .filter(({ name }) => name.endsWith('resolution'))
    .map((clock) => clock.budgetSeconds - slaPlan(clock, now, []).consumedSeconds);
  const budget = approvalBudgetSeconds(hours * 3_600, Math.max(0, Math.min(...remaining)));
  return new Date(instantAfter(calendar, now, budget));
}

/** Whom the open seats wait for. */
export function waitingForSeats(
  tasks: readonly Pick<TaskRow, 'state' | 'role' | 'team' | 'dueAt'>[],
): Waiting {
  const words = (state: string) =>
    tasks
      .filter((task) => task.state === state)
      .map(({ role, team }) => roleWords(role as Role, team as Team | '*'));
  const open = tasks.filter(({ state }) => state === 'open');
  const due = open.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  const after = words('waiting')[0];
  return {
    for: words('open').join(' and '),
    until: due.length > 0 ? new Date(Math.min(...due)).toISOString() : null,
    next: after
      ? `approve, then the ${after} approves`
      : 'approve, then the resolution is posted and the customer told',
  };
}
