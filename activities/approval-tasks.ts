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
  | 'role'
  | 'team'
  | 'because'
  | 'contentHash'
> & {
  readonly level: number;
  readonly openedAt: Date | null;
  readonly dueAt: Date | null;
};

/** One task per seat; the first level is open, the others wait their turn. */
export function approvalTasks(
  work: Casework,
  chain: ApprovalChain,
  revision: number,
  contentHash: string,
  now: string,
): NewTask[] {
  const { request } = work;
  return chain.seats.map((seat, i) => ({
    legalEntity: request.legalEntity,
    id: taskIdOf(request, `r${revision}-l${seat.level}-${i + 1}`),
    requestId: request.id,
    revision,
    kind: 'approve',
    state: seat.level === 1 ? 'open' : 'waiting',
    level: seat.level,
    role: seat.role,
    team: seat.team,
    because: chain.because,
    contentHash,
    openedAt: seat.level === 1 ? new Date(now) : null,
    dueAt: seat.level === 1 ? approvalDue(work, seat.role, now) : null,
  }));
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
