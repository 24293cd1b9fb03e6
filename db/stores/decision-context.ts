import { and, eq } from 'drizzle-orm';
import type { Actor, ActorId } from '../../domain/actor.ts';
import type { ApprovalChain } from '../../domain/approval-plan.ts';
import { barredFrom, checkDecision, type DecisionContext } from '../../domain/approval.ts';
import { compareInstants } from '../../domain/instant.ts';
import type { MatrixColumn } from '../../domain/policy/schema.ts';
import type { RequestState } from '../../domain/request.ts';
import { revisionOf } from '../../domain/request.ts';
import type { DutyMemory } from '../../domain/segregation.ts';
import {
  candidatesFor,
  standingOf,
  stillAssigned,
  type Candidate,
  type OpenSeat,
  type StandInQuestion,
} from '../../domain/stand-in.ts';
import type { Role, TaskKind, Team, Verdict } from '../../domain/vocabulary.ts';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { proposals, tasks } from '../schema/request.ts';
import type { CustomerDuty } from './duties.ts';
import type { DecisionRow, Involvement, TaskRow } from './involvement.ts';

export type { DecisionRow, TaskRow };
export type ProposalRow = typeof proposals.$inferSelect;

/** Where the request stands as stored; captured while the workflow has not begun. */
export const storedState = (request: Pick<RequestRow, 'state'>): RequestState =>
  (request.state as { state?: RequestState } | null)?.state ?? { kind: 'captured' };

export async function taskById(tx: Tx, legalEntity: string, id: string): Promise<TaskRow | undefined> {
  const [row] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.legalEntity, legalEntity), eq(tasks.id, id)));
  return row;
}

export async function proposalOf(
  tx: Tx,
  legalEntity: string,
  requestId: string,
  revision: number,
): Promise<ProposalRow | undefined> {
  const [row] = await tx
    .select()
    .from(proposals)
    .where(
      and(
        eq(proposals.legalEntity, legalEntity),
        eq(proposals.requestId, requestId),
        eq(proposals.revision, revision),
      ),
    );
  return row;
}

/** What `contextOf` reads a request's standing from; a locked row and a listed one both have it. */
export type JudgedRequest = Pick<
  RequestRow,
  | 'legalEntity'
  | 'id'
  | 'policyVersion'
  | 'customerId'
  | 'type'
  | 'closedAt'
  | 'withdrawRequestedAt'
  | 'revision'
  | 'state'
  | 'requesterId'
  | 'ownerId'
>;

/**
 * checkDecision's context for one person and one task, from what was read for any number of them: the same for what may be offered,
 * for the API's door and for the activity that acts on the decision.
 * @param again a recorded decision that is judged again, in the right it was recorded in; it does not count as somebody's earlier one
 */
export function contextOf(
  actor: Actor,
  request: JudgedRequest,
  task: TaskRow,
  involvement: Involvement,
  again?: Pick<DecisionRow, 'id' | 'onBehalfOf' | 'decidedAt'>,
): DecisionContext {
  const { seat, question, ...shared } = aroundSeat(request, task, involvement, again);
  const standing = standingOf(actor.id, seat, involvement.directory, question, again?.onBehalfOf);
  return { ...shared, actor, standing };
}

/** Everyone whom the one rule would let decide the task if it were open now, and in what right. */
export function candidatesOf(
  request: JudgedRequest,
  task: Seat,
  verdict: Verdict,
  involvement: Involvement,
): Candidate[] {
  const { directory } = involvement;
  const opened: Seat = { ...task, state: 'open' };
  const { seat, question, ...shared } = aroundSeat(request, opened, involvement);
  const people = new Map(directory.people.map((person) => [person.id, person]));
  return candidatesFor(seat, directory, question).filter((standing) => {
    const actor = people.get(standing.personId);
    const facts = { ...shared, customerAsked: false, standing };
    return actor && checkDecision({ ...facts, actor }, verdict, null).allowed;
  });
}

/** Who may not fill this seat, as things stand, whatever role they hold. */
export function barredAt(request: JudgedRequest, seat: Seat, involvement: Involvement): ReadonlySet<ActorId> {
  return aroundSeat(request, seat, involvement).question.barred;
}

/** Whose alone this seat is, as things stand: whoever it was given to, while they can still fill it. */
export const assignedAt = (request: JudgedRequest, seat: Seat, involvement: Involvement): ActorId | null =>
  aroundSeat(request, seat, involvement).task.assigneeId;

type Around = Omit<DecisionContext, 'actor' | 'standing'> & {
  readonly seat: OpenSeat;
  readonly question: StandInQuestion;
};

/** Of a task, what decides who may decide it; one that is about to be written has it too. */
export type Seat = Pick<
  TaskRow,
  'id' | 'requestId' | 'kind' | 'state' | 'revision' | 'role' | 'team' | 'contentHash' | 'assigneeId'
> & { readonly askedBy?: string | null };

function aroundSeat(
  request: JudgedRequest,
  task: Seat,
  involvement: Involvement,
  again?: Pick<DecisionRow, 'id' | 'decidedAt'>,
): Around {
  const { legalEntity } = request;
  const proposal = proposalAt(request, task, involvement);
  const facts = {
    ...partiesOf(request, task, involvement, again?.id ?? ''),
    memory: memoryOf(request, proposal, involvement, again?.decidedAt),
  };
  const assigneeId = assigneeOf(request, task, involvement, facts);
  const shared = {
    legalEntity,
    requestClosed: request.closedAt !== null,
    withdrawn: request.withdrawRequestedAt !== null,
    revision: Math.max(request.revision, revisionOf(storedState(request))),
    // A decision that is judged again was made before the question, or the run would not have come to it.
    customerAsked: again === undefined && isCustomerAsked(request, task, involvement),
    task: {
      kind: task.kind,
      state: task.state,
      revision: task.revision,
      role: task.role as Role,
      team: task.team as Team | '*',
      contentHash: task.contentHash,
      assigneeId,
      askedBy: task.askedBy ?? null,
      assigneeName: involvement.directory.people.find(({ id }) => id === assigneeId)?.name ?? null,
    },
    ...facts,
    ...(assigneeId === null && task.role === 'committee' && { seated: seatedElsewhere(task, involvement) }),
  };
  const { role, team } = shared.task;
  return {
    ...shared,
    seat: { legalEntity, role, team, assigneeId },
    question: {
      depth: involvement.policies.get(request.policyVersion)?.approvals.delegationDepth ?? 0,
      basisMinor: proposal ? functionalBasis(proposal, involvement.currencies.get(legalEntity)) : 0n,
      // Only approvals keep people apart; who worked on a request goes on working on it.
      barred: task.kind === 'approve' ? barredFrom(shared) : new Set(),
    },
  };
}

/** Whose it is alone, as things stand. The seat of one who can't fill it any more is nobody's; an owner's work stays the owner's. */
function assigneeOf(
  request: JudgedRequest,
  { kind, role, team, assigneeId }: Seat,
  { directory }: Involvement,
  facts: Omit<Parameters<typeof barredFrom>[0], 'task'>,
): ActorId | null {
  if (kind !== 'approve') return assigneeId ?? (isOwnersWork(kind) ? request.ownerId : null);
  if (assigneeId === null) return null;
  const seat = { legalEntity: request.legalEntity, role: role as Role, team: team as Team | '*', assigneeId };
  return stillAssigned(seat, directory, barredFrom({ ...facts, task: { kind } }));
}

/** Whether another seat's question to the customer is under way, or recorded and about to be. */
const isCustomerAsked = (
  request: JudgedRequest,
  { id, revision }: Seat,
  { decisions }: Involvement,
): boolean =>
  storedState(request).kind === 'awaiting-customer' ||
  decisions.some(
    (row) =>
      row.requestId === request.id &&
      row.revision === revision &&
      row.kind === 'approve' &&
      row.verdict === 'ask' &&
      row.status === 'recorded' &&
      row.taskId !== id,
  );

/** Whose the other undecided seats of the revision are. */
const seatedElsewhere = ({ id, requestId, revision }: Seat, { tasks: all }: Involvement): ActorId[] =>
  all
    .filter(
      (task) =>
        task.requestId === requestId &&
        task.revision === revision &&
        task.kind === 'approve' &&
        task.id !== id &&
        (task.state === 'open' || task.state === 'waiting'),
    )
    .flatMap(({ assigneeId }) => assigneeId ?? []);

/** Memories of what was read together, so that what bars is looked up once a request and column, not once a task. */
const memories = new WeakMap<Involvement['duties'], Map<string, DutyMemory>>();
const byCustomer = new WeakMap<Involvement['duties'], Map<string, CustomerDuty[]>>();

/**
 * What segregation across requests looks at.
 * @param decidedAt of a decision that is judged again: by what was done before it, so what the person did later voids nothing
 */
function memoryOf(
  request: JudgedRequest,
  proposal: Involvement['proposals'][number] | undefined,
  { duties, policies, at }: Involvement,
  decidedAt?: Date,
): DutyMemory {
  const { legalEntity, id: requestId, policyVersion, type } = request;
  // A person's proposal to a question about a payment applies cash: column_of_decision of migration 0008.
  const proposing = type === 'payment-clarification' ? 'cash-application' : null;
  const column = proposal ? (proposal.matrixColumn as MatrixColumn) : proposing;
  const now = (decidedAt ?? at).toISOString();
  const kept = memories.get(duties) ?? new Map<string, DutyMemory>();
  memories.set(duties, kept);
  const key = [requestId, policyVersion, column, now, decidedAt ? 'again' : ''].join(' ');
  const known = kept.get(key);
  if (known) return known;
  const policy = policies.get(policyVersion);
  if (!policy) throw new Error(`the policy ${policyVersion} of ${requestId} was not read`);
  const all = dutiesOfCustomer(request, duties);
  const memory: DutyMemory = {
    segregation: policy.segregation,
    zone: policy.calendars[legalEntity]?.zone ?? 'UTC',
    ...{ requestId, column, now },
    past: decidedAt ? all.filter((one) => compareInstants(one.at, now) <= 0) : all,
  };
  kept.set(key, memory);
  return memory;
}

function dutiesOfCustomer(
  { legalEntity, customerId }: JudgedRequest,
  duties: Involvement['duties'],
): readonly CustomerDuty[] {
  const known = byCustomer.get(duties);
  const grouped = known ?? new Map<string, CustomerDuty[]>();
  if (!known) {
    byCustomer.set(duties, grouped);
    for (const duty of duties) {
      const acts = grouped.get(customerOf(duty)) ?? [];
      acts.push(duty);
      grouped.set(customerOf(duty), acts);
    }
  }
  return grouped.get(customerOf({ legalEntity, customerId })) ?? NONE;
}

const NONE: readonly CustomerDuty[] = [];
const customerOf = (of: Pick<CustomerDuty, 'legalEntity' | 'customerId'>): string =>
  `${of.legalEntity} ${of.customerId}`;

type Parties = Pick<DecisionContext, 'requesterId' | 'preparerId' | 'touches' | 'deciders'>;

function partiesOf(
  request: JudgedRequest,
  task: Pick<TaskRow, 'revision' | 'kind'>,
  involvement: Involvement,
  exceptDecisionId: string,
): Parties {
  const taken = involvement.decisions.filter(
    (row) =>
      row.requestId === request.id &&
      row.revision === task.revision &&
      row.status !== 'void' &&
      takesSeat(row) &&
      row.id !== exceptDecisionId,
  );
  return {
    requesterId: request.requesterId,
    preparerId: proposalAt(request, task, involvement)?.preparerId ?? null,
    touches: involvement.touches.filter((touch) => touch.requestId === request.id),
    deciders: taken.flatMap(({ actorId, onBehalfOf }) =>
      onBehalfOf === null ? [actorId] : [actorId, onBehalfOf],
    ),
  };
}

/** What an approval is about; other tasks are about no proposal. */
const proposalAt = (
  request: JudgedRequest,
  { kind, revision }: Pick<TaskRow, 'revision' | 'kind'>,
  { proposals: proposed }: Involvement,
): Involvement['proposals'][number] | undefined =>
  kind === 'approve'
    ? proposed.find((row) => row.requestId === request.id && row.revision === revision)
    : undefined;

/** Null where the basis is not known in the functional currency, which limits are in. */
const functionalBasis = (
  proposal: Involvement['proposals'][number],
  functional: string | undefined,
): bigint | null =>
  (proposal.currency === functional || proposal.functionalMinor !== null) &&
  !(proposal.chain as Partial<ApprovalChain>).unpriced
    ? proposal.basisMinor
    : null;

const takesSeat = ({ kind, verdict }: DecisionRow): boolean =>
  kind === 'approve' && (verdict === 'approve' || verdict === 'reject');

/** While a request has an owner, its assessment and triage are theirs. */
const isOwnersWork = (kind: TaskKind): boolean => kind === 'assess' || kind === 'triage';
