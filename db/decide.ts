import { randomUUID } from 'node:crypto';
import { and, desc, eq, ne } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import { checkDecision, type DecisionContext, type RefusalCode } from '../domain/approval.ts';
import type { DecisionBody } from '../domain/decision.ts';
import { endsTask, isResponse, leavesOpen } from '../domain/request.ts';
import { appendAudit } from './audit.ts';
import { contentHash } from './canonical.ts';
import type { Database, Tx } from './connection.ts';
import { checkConsult } from './decide-consult.ts';
import { checkProposal, checkReason } from './decide-proposal.ts';
import { enqueue, lockRequest, updateRequest, type RequestRow } from './door.ts';
import { decisions, requestTouches, tasks } from './schema/request.ts';
import { lockDuties } from './stores/duties.ts';
import { involvementIn } from './stores/involvement.ts';
import {
  contextOf,
  proposalOf,
  taskById,
  type DecisionRow,
  type TaskRow,
} from './stores/decision-context.ts';
import { entityOf, inEntity } from './transaction.ts';

export interface DecisionToRecord {
  readonly taskId: string;
  readonly body: DecisionBody;
  /** From If-Match: the content the person saw. */
  readonly seenHash: string;
  readonly actor: Actor;
  readonly now: Date;
}

export type Recorded =
  | { readonly ok: true; readonly decision: DecisionRow; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly code: RefusalCode | 'NOT_FOUND';
      readonly reason: string;
      readonly field?: string;
    };

type Refused = Extract<Recorded, { ok: false }>;

/**
 * Records a person's decision: request row locked, checked by checkDecision, inserted with its audit event and the signal to the
 * workflow, the seat taken. The same decision again by the same person gives the first answer. A refusal changes nothing but the
 * audit trail. Recorded becomes effective when the workflow has consumed it.
 */
export async function recordDecision(tx: Tx, input: DecisionToRecord): Promise<Recorded> {
  const legalEntity = entityOf(input.taskId);
  const task = legalEntity === undefined ? undefined : await taskById(tx, legalEntity, input.taskId);
  if (legalEntity === undefined || !task)
    return { ok: false, code: 'NOT_FOUND', reason: `There is no task ${input.taskId}.` };
  const request = await lockRequest(tx, legalEntity, task.requestId);
  const fresh = (await taskById(tx, legalEntity, input.taskId)) ?? task;
  const repeated = await sameDecision(tx, fresh, input);
  if (repeated) return { ok: true, decision: repeated, repeated: true };
  await lockDuties(tx, legalEntity, request.customerId);
  const context = contextOf(input.actor, request, fresh, await involvementIn(tx, [request], input.now));
  const refusal = await whyNot(tx, request, context, input);
  const decision = refusal ?? (await insertDecision(tx, request, fresh, context, input));
  if ('ok' in decision) {
    await auditRefusal(tx, request, fresh, input, decision);
    return decision;
  }
  return { ok: true, decision, repeated: false };
}

/** recordDecision in a transaction of its own, for callers that have nothing else to write with it. */
export async function decideTask(db: Database, input: DecisionToRecord): Promise<Recorded> {
  const legalEntity = entityOf(input.taskId);
  if (legalEntity === undefined)
    return { ok: false, code: 'NOT_FOUND', reason: `There is no task ${input.taskId}.` };
  return inEntity(db, legalEntity, (tx) => recordDecision(tx, input));
}

async function whyNot(
  tx: Tx,
  request: RequestRow,
  context: DecisionContext,
  input: DecisionToRecord,
): Promise<Refused | undefined> {
  const check = checkDecision(context, input.body.verdict, input.seenHash);
  if (!check.allowed) return { ok: false, code: check.code, reason: check.reason };
  const { body } = input;
  const problem =
    body.verdict === 'propose'
      ? await checkProposal(tx, request, body)
      : body.verdict === 'classify'
        ? checkReason(body.type, body.disputeReason)
        : body.verdict === 'consult'
          ? await checkConsult(tx, request, body, input.actor.id, input.now)
          : undefined;
  return problem && { ok: false, code: 'VALIDATION', reason: problem.message, field: problem.field };
}

/** The person's own newest answer to this task, if it says the same. */
async function sameDecision(
  tx: Tx,
  task: TaskRow,
  { actor, body, seenHash }: DecisionToRecord,
): Promise<DecisionRow | undefined> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.legalEntity, task.legalEntity),
        eq(decisions.taskId, task.id),
        eq(decisions.actorId, actor.id),
        ne(decisions.status, 'void'),
      ),
    )
    .orderBy(desc(decisions.decidedAt))
    .limit(1);
  const { verdict, reason, ...detail } = body;
  const same =
    row?.verdict === verdict && row.reason === reason && contentHash(row.detail) === contentHash(detail);
  if (!row || !same || seenHash !== task.contentHash) return undefined;
  // Answered, the seat is open again, and the same question is a new one. An assessment stays open: there it is the same one sent twice.
  const askedAnew = verdict === 'ask' || (verdict === 'consult' && task.kind === 'approve');
  return askedAnew && task.state === 'open' ? undefined : row;
}

/**
 * Between the reading and the insert, what was lent may be taken back or an absence end: the database judges by what holds at the
 * insert (guard_decision), and its refusal is an answer like any other.
 */
async function insertDecision(
  tx: Tx,
  request: RequestRow,
  task: TaskRow,
  context: DecisionContext,
  input: DecisionToRecord,
): Promise<DecisionRow | Refused> {
  if (context.standing?.via === 'role') return writeDecision(tx, request, task, context, input);
  try {
    return await tx.transaction((inner) => writeDecision(inner, request, task, context, input));
  } catch (error) {
    if (constraintOf(error) !== 'decision_authority') throw error;
    return {
      ok: false,
      code: 'NOT_AUTHORISED',
      reason:
        'The authority you would decide under has just ended. Open the task again to see who can decide it.',
    };
  }
}

const constraintOf = (error: unknown): unknown =>
  error instanceof Error
    ? (error.cause as { constraint_name?: unknown } | undefined)?.constraint_name
    : undefined;

async function writeDecision(
  tx: Tx,
  request: RequestRow,
  task: TaskRow,
  context: DecisionContext,
  { actor, body, now }: DecisionToRecord,
): Promise<DecisionRow> {
  const { legalEntity, id: requestId } = request;
  const { verdict, reason, ...detail } = body;
  const onBehalfOf = context.standing?.onBehalfOf ?? null;
  const proposal =
    task.kind === 'approve' ? await proposalOf(tx, legalEntity, requestId, task.revision) : undefined;
  const [decision] = await tx
    .insert(decisions)
    .values({
      legalEntity,
      id: `DEC-${legalEntity}-${randomUUID()}`,
      requestId,
      revision: task.revision,
      taskId: task.id,
      kind: task.kind,
      verdict,
      reason,
      detail,
      actorId: actor.id,
      role: task.role,
      onBehalfOf,
      contentHash: proposal?.contentHash ?? null,
      requesterId: proposal?.requesterId ?? null,
      preparerId: proposal?.preparerId ?? null,
      decidedAt: now,
    })
    .returning();
  if (!decision) throw new Error('the decision was not inserted');
  await takeSeat(tx, task, actor, decision);
  await touch(tx, task, decision);
  if (request.firstResponseAt === null && isResponse(verdict))
    await updateRequest(tx, request, { firstResponseAt: now, updatedAt: now });
  await appendAudit(tx, { legalEntity, chain: requestId, at: now }, [
    {
      actorId: actor.id,
      kind: 'decision-recorded',
      detail: {
        decisionId: decision.id,
        taskId: task.id,
        verdict,
        reason,
        revision: task.revision,
        role: context.task.role,
        ...(context.standing && onBehalfOf !== null
          ? { onBehalfOf, via: context.standing.via, path: context.standing.path }
          : {}),
        contentHash: task.contentHash,
      },
    },
  ]);
  await enqueue(tx, legalEntity, requestId, {
    kind: 'signal',
    payload: { signal: 'decided', id: decision.id },
  });
  return decision;
}

/** A question keeps the seat, closed until it is answered; a colleague asked from an assessment leaves that open. */
async function takeSeat(
  tx: Tx,
  task: TaskRow,
  actor: Actor,
  { verdict, decidedAt }: DecisionRow,
): Promise<void> {
  if (leavesOpen(verdict, task.kind)) return;
  const taken = endsTask(verdict)
    ? { state: 'done' as const, doneAt: decidedAt, doneBy: actor.id, verdict }
    : { state: 'waiting' as const };
  await tx
    .update(tasks)
    .set(taken)
    .where(and(eq(tasks.legalEntity, task.legalEntity), eq(tasks.id, task.id)));
}

/** Whoever classifies, prepares or answers with evidence has touched the request and never approves it; nor does who let them do it in their stead. */
async function touch(
  tx: Tx,
  { legalEntity, requestId, kind }: TaskRow,
  { actorId, onBehalfOf, decidedAt: at }: DecisionRow,
): Promise<void> {
  if (kind === 'approve') return;
  const relation = kind === 'triage' ? 'classifier' : kind === 'consult' ? 'evidence' : 'preparer';
  const people = onBehalfOf === null ? [actorId] : [actorId, onBehalfOf];
  await tx
    .insert(requestTouches)
    .values(people.map((id) => ({ legalEntity, requestId, actorId: id, relation, at }) as const))
    .onConflictDoNothing();
}

async function auditRefusal(
  tx: Tx,
  request: RequestRow,
  task: TaskRow,
  { actor, body, now, seenHash }: DecisionToRecord,
  refusal: Refused,
) {
  await appendAudit(tx, { legalEntity: request.legalEntity, chain: request.id, at: now }, [
    {
      actorId: actor.id,
      kind: 'decision-refused',
      detail: {
        taskId: task.id,
        verdict: body.verdict,
        code: refusal.code,
        reason: refusal.reason,
        seenHash,
      },
    },
  ]);
}
