import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { tasksOf, updateTask } from '../db/stores/casework.ts';
import { candidatesOf, type TaskRow } from '../db/stores/decision-context.ts';
import { involvementIn } from '../db/stores/involvement.ts';
import type { ActorId } from '../domain/actor.ts';
import type { Directory } from '../domain/directory.ts';
import { describeInstant } from '../domain/instant.ts';
import type { Message } from '../domain/notice.ts';
import { roleWords } from '../domain/role-words.ts';
import {
  approvalBudgetSeconds,
  pause,
  type PauseReason,
  resume,
  slaPlan,
  startClock,
  type SlaClock,
} from '../domain/sla.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { managersOf, present, toldBy } from '../domain/whom-to-tell.ts';
import type { Casework } from './casework.ts';
import { belongingOf, type FiredMark } from './ladder-notices.ts';
import { unfillable } from './unfillable.ts';

/** Hours for a role the policy's table does not name. */
const OTHER_ROLES_HOURS = 8;

/**
 * The approval's own clock (domain rules 1.8) of a level that opens: the least of the policy's hours for its seats, or half of what is
 * left to resolve the request. One for the level; the one of the level before it ends. It ends by itself (casework.ts, `moved`) when
 * the request is not being approved any more.
 * @returns the request's clocks with it, and when its seats are due
 */
export function beginApproval(
  work: Casework,
  seats: readonly { readonly role: string }[],
  now: string,
): { readonly clocks: readonly SlaClock[]; readonly dueAt: Date | null } {
  const { record, calendar } = work;
  const others = record.clocks.filter(({ name }) => name !== 'approval');
  const budget = approvalBudget(work, others, seats, now);
  const clock = startClock('approval', calendar, budget, now);
  return { clocks: [...others, clock], dueAt: dueOf(clock, now) };
}

/** min(the policy's table, half of what is left to resolve): seconds, at least 1. */
export function approvalBudget(
  { policy }: Pick<Casework, 'policy'>,
  clocks: readonly SlaClock[],
  seats: readonly { readonly role: string }[],
  now: string,
): number {
  const hours = seats.map(({ role }) => policy.sla.approvalHours[role as Role] ?? OTHER_ROLES_HOURS);
  const remaining = clocks
    .filter(({ name }) => name.endsWith('-resolution'))
    .map((clock) => clock.budgetSeconds - slaPlan(clock, now, []).consumedSeconds);
  const table = Math.floor(Math.min(...hours) * 3_600);
  return approvalBudgetSeconds(table, remaining.length === 0 ? table * 2 : Math.min(...remaining));
}

/** Stops the clocks that the reason stops; seats whose clock stands have no due date. */
export async function pauseClocks(
  tx: Tx,
  work: Casework,
  now: string,
  reason: PauseReason,
): Promise<readonly SlaClock[]> {
  const clocks = work.record.clocks.map((clock) =>
    pause(clock, now, reason, work.policy.sla.thirdPartyPauses),
  );
  await setSeatsDue(tx, work, clocks, now);
  return clocks;
}

/**
 * What stood for this reason goes on with what was left, and the seats' due dates with it. The approval's clock stays stopped while the
 * other reason lasts: the customer's answer does not end a consultation, nor a colleague's answer the waiting for the customer.
 */
export async function resumeClocks(
  tx: Tx,
  work: Casework,
  now: string,
  reason: 'waiting-for-customer' | 'waiting-for-colleague',
): Promise<readonly SlaClock[]> {
  const still = await otherReason(tx, work, reason);
  const clocks = work.record.clocks.map((clock) => {
    const on = resume(clock, now, reason);
    return still && on !== clock && clock.name === 'approval' ? pause(on, now, still) : on;
  });
  await setSeatsDue(tx, work, clocks, now);
  return clocks;
}

async function otherReason(
  tx: Tx,
  { request, record }: Casework,
  ended: PauseReason,
): Promise<PauseReason | undefined> {
  if (ended === 'waiting-for-colleague')
    return record.state.kind === 'awaiting-customer' ? 'waiting-for-customer' : undefined;
  const tasks = await tasksOf(tx, request, request.revision);
  const approvals = tasks
    .filter(({ kind, state }) => kind === 'approve' && state === 'waiting')
    .map(({ id }) => id);
  const consulted = tasks.some(
    ({ kind, state, returnsTo }) =>
      kind === 'consult' && state === 'open' && returnsTo !== null && approvals.includes(returnsTo),
  );
  return consulted ? 'waiting-for-colleague' : undefined;
}

/** Every seat of the level under way is due when the approval's clock is. */
export async function setSeatsDue(
  tx: Tx,
  work: Casework,
  clocks: readonly SlaClock[],
  now: string,
): Promise<void> {
  const clock = clocks.find(({ name }) => name === 'approval');
  if (!clock) return;
  const dueAt = dueOf(clock, now);
  for (const seat of await seatsUnderWay(tx, work)) await updateTask(tx, seat, { dueAt });
}

const dueOf = (clock: SlaClock, now: string): Date | null => {
  const { dueAt } = slaPlan(clock, now, []);
  return dueAt === null ? null : new Date(dueAt);
};

/** Undecided seats of the level that the request stands at. */
async function seatsUnderWay(tx: Tx, { request, record }: Casework): Promise<TaskRow[]> {
  const state = record.state.kind === 'awaiting-customer' ? record.state.resume : record.state;
  if (state.kind !== 'approving') return [];
  const { revision, level } = state;
  return (await tasksOf(tx, request, revision)).filter(
    (seat) =>
      seat.kind === 'approve' && seat.level === level && (seat.state === 'open' || seat.state === 'waiting'),
  );
}

/** What a mark of the approval's clock does: whom it tells, and what is on record of it. It never approves. */
export async function approvalMark(
  tx: Tx,
  work: Casework,
  { clock, percent, trueAt }: FiredMark,
  directory: Directory,
  now: string,
): Promise<{ readonly messages: readonly Message[]; readonly audit: readonly AuditEntry[] }> {
  const { request, policy } = work;
  const seats = await seatsUnderWay(tx, work);
  const involvement = await involvementIn(tx, [request], new Date(now));
  const standings = seats.flatMap((seat) => candidatesOf(request, seat, 'approve', involvement));
  const candidates = [...new Set(standings.map(({ personId }) => personId))];
  const expired = percent >= 100;
  if (expired)
    for (const seat of seats)
      if (seat.escalatedAt === null) await updateTask(tx, seat, { escalatedAt: new Date(now) });
  const told = expired
    ? present(escalatedTo(work, candidates, percent, directory), request.legalEntity, directory)
    : thoseHere(candidates, directory);
  const messages = told.map((recipientId) => ({
    recipientId,
    ...(expired ? expiry(work, seats, clock, now) : reminder(work, clock, percent, now)),
  }));
  const nobodys = unfillable(work, seats, involvement);
  const event = {
    actorId: `system@${policy.version}`,
    kind: expired ? 'approval-expired' : 'approval-reminder',
    detail: { percent, trueAt, seats: seats.map(({ id }) => id), told: messages.length },
  };
  return { messages: [...messages, ...nobodys.messages], audit: [event, ...nobodys.audit] };
}

/** Stand-ins are among the candidates, so nobody is told for another. If all are away, they are told all the same. */
function thoseHere(candidates: readonly ActorId[], { absences }: Directory): readonly ActorId[] {
  const here = candidates.filter((id) => !absences.some(({ principalId }) => principalId === id));
  return here.length > 0 ? here : candidates;
}

/**
 * At expiry the candidates' managers and whose request it is; the second time, the managers' managers. Where nobody may fill a seat,
 * the entity's receivables managers hear of it.
 */
function escalatedTo(
  work: Casework,
  candidates: readonly ActorId[],
  percent: number,
  directory: Directory,
): ActorId[] {
  const belonging = belongingOf(work);
  const managers =
    candidates.length > 0
      ? managersOf(candidates, directory)
      : toldBy(work.policy, ['manager'], belonging, directory);
  if (percent > 100) return managersOf(managers, directory);
  const whose = toldBy(
    work.policy,
    [belonging.ownerId === null ? 'team-lead' : 'owner'],
    belonging,
    directory,
  );
  return [...new Set([...managers, ...whose])];
}

const dueWords = ({ entity }: Casework, clock: SlaClock, now: string): string =>
  `${describeInstant(dueOf(clock, now)?.toISOString() ?? now, entity.zone)} (${entity.zone})`;

const reminder = (work: Casework, clock: SlaClock, percent: number, now: string) => ({
  kind: 'approval-reminder' as const,
  title: `${work.request.id}: your approval is due ${dueWords(work, clock, now)}`,
  text: `${percent} % of the time to approve ${work.request.id} is used, and its approval is still open. It is due ${dueWords(work, clock, now)}.`,
});

function expiry(
  work: Casework,
  seats: readonly Pick<TaskRow, 'role' | 'team'>[],
  clock: SlaClock,
  now: string,
) {
  const whose = [...new Set(seats.map(({ role, team }) => roleWords(role as Role, team as Team | '*')))].join(
    ' and ',
  );
  return {
    kind: 'approval-expired' as const,
    title: `${work.request.id}: the approval is overdue`,
    text: `The approval of ${work.request.id} by the ${whose} was due ${dueWords(work, clock, now)} and has not come. Nothing is approved by waiting: see that somebody decides, or that the authority is lent.`,
  };
}
