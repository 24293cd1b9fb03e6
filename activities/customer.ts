import type { Tx } from '../db/connection.ts';
import { contentHash } from '../db/canonical.ts';
import { onceForRequest } from '../db/door.ts';
import {
  consumeMessage,
  hasUnconsumedMessage,
  insertEvidence,
  messageById,
  tasksOf,
  updateTask,
  voidTasks,
} from '../db/stores/casework.ts';
import { taskById, type TaskRow } from '../db/stores/decision-context.ts';
import { requestById } from '../db/stores/request-row.ts';
import { legalEntityByCode, policyByVersion } from '../db/stores/customers.ts';
import { inEntity, together } from '../db/transaction.ts';
import { addBusinessDays } from '../domain/calendar.ts';
import { localDate } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import { isUndecided, revisionOf } from '../domain/request.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { resumeClocks } from './approval-clock.ts';
import { startOfDay } from './business-morning.ts';
import { advance, byDocket, moved, openCase, type Casework } from './casework.ts';
import { askersOf } from './consult.ts';
import type { Consumed } from './applied.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ignored } from './ignored-signal.ts';
import { workingTime } from './kept-calendars.ts';
import { withdrawProposal } from './take-back.ts';

export interface CustomerWait {
  readonly steps: readonly {
    readonly kind: 'remind' | 'announce-closing' | 'close';
    readonly businessDay: number;
    readonly at: string;
  }[];
}

type Message = NonNullable<Awaited<ReturnType<typeof messageById>>>;

/** What the customer's side says, and what happens while they say nothing. */
export const customerActivities = ({ db }: ActivityDeps) => ({
  /** Takes a reply or a withdrawal; made-up, foreign and repeated ones are audited and change nothing. */
  consumeCustomerMessage: (
    { requestId, legalEntity, now }: RequestRef,
    messageId: string,
    n: number,
  ): Promise<Consumed> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `m/customer/${n}`, input: { messageId }, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const message = await messageById(tx, legalEntity, messageId);
        const why = whyIgnored(work, message);
        if (!message || why) return ignored({ messageId }, why ?? 'no such message is recorded');
        await consumeMessage(tx, legalEntity, messageId, new Date(now));
        return message.kind === 'reply' ? replied(tx, work, message, now) : withdrawn(tx, work, message, now);
      },
    ),

  /** When the customer is reminded, told of the closing, and closed out: the morning of the policy's business days after the question. */
  planCustomerWait: ({ requestId, legalEntity }: RequestRef, since: string): Promise<CustomerWait> =>
    inEntity(db, legalEntity, async (tx) => {
      const request = await requestById(tx, legalEntity, requestId);
      const [policy, entity] = await together(
        policyByVersion(tx, request.policyVersion),
        legalEntityByCode(tx, legalEntity),
      );
      if (!entity) throw new Error(`legal entity ${legalEntity} is not there`);
      const calendar = workingTime(policy, legalEntity);
      const asked = localDate(since, entity.zone);
      const on = (kind: CustomerWait['steps'][number]['kind'], businessDay: number) => ({
        kind,
        businessDay,
        at: startOfDay(calendar, addBusinessDays(calendar, asked, businessDay)),
      });
      const { reminderDays, closePendingDay, closeDay } = policy.customerWait;
      return {
        steps: [
          ...reminderDays.map((day) => on('remind', day)),
          on('announce-closing', closePendingDay),
          on('close', closeDay),
        ],
      };
    }),

  /**
   * The customer did not answer in time: the request ends without effect, unless an answer is recorded and on its way.
   * @param n messages consumed so far: part of the key, so that a refusal to end is not the answer for ever
   */
  endWithoutResponse: (
    { requestId, legalEntity, now }: RequestRef,
    since: string,
    n: number,
  ): Promise<Consumed> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `0/no-response/${since}/${n}`, input: {}, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        if (work.record.state.kind !== 'awaiting-customer' || (await hasUnconsumedMessage(tx, request))) {
          return {
            result: { effect: 'ignored' as const, why: 'the customer has answered', step: null },
            audit: [],
          };
        }
        const state = advance(work.record.state, { kind: 'no-response' });
        return ended(tx, work, state, now, {
          actorId: `system@${work.policy.version}`,
          kind: 'no-response',
          detail: {},
        });
      },
    ),
});

function whyIgnored({ request, record }: Casework, message: Message | undefined): string | undefined {
  if (!message) return 'no such message is recorded';
  if (message.requestId !== request.id) return 'the message is about another request';
  // The outbox keeps no order: a message can arrive after the request was closed and reopened.
  if (message.cycle !== request.cycle) return 'it was said before the request was reopened';
  if (message.consumedAt !== null) return 'the message was taken before';
  if (message.kind === 'reply' && !isUndecided(record.state)) return 'the request was already decided';
  if (message.kind === 'withdrawal' && !isUndecided(record.state)) return 'the request was already decided';
  return undefined;
}

async function replied(tx: Tx, work: Casework, message: Message, now: string) {
  const { request, record } = work;
  await fileStatement(tx, work, message);
  const event = { actorId: message.actorId, kind: 'replied', detail: { messageId: message.id } };
  // A second answer to one question is evidence, too; the request has moved on already.
  if (record.state.kind !== 'awaiting-customer') {
    const result: Consumed = { effect: 'effective', why: 'reply, filed as evidence', step: null };
    return { result, audit: [event] };
  }
  const { resume: back, taskId } = record.state;
  // Another policy voided the seat that asked: the answer goes into the next proposal.
  const anew = back.kind === 'assessing';
  const revision = anew ? back.revision - 1 : revisionOf(back);
  await reopenTask(tx, work, taskId);
  const asked = (await tasksOf(tx, request, revision)).filter(
    (task) => task.kind === 'provide-information' && task.state === 'open',
  );
  for (const task of asked)
    await updateTask(tx, task, { state: 'done', doneAt: new Date(now), doneBy: message.actorId });
  const state = advance(record.state, { kind: 'answer' });
  const clocks = await resumeClocks(tx, work, now, 'waiting-for-customer');
  // Read again: its due date went on with the clock.
  const returned = await taskById(tx, request.legalEntity, taskId);
  const waiting = anew
    ? byDocket('the claim is checked again, with the customer’s answer')
    : {
        for: returned ? roleWords(returned.role as Role, returned.team as Team | '*') : 'Docket',
        until: returned?.dueAt?.toISOString() ?? null,
        next: 'decide, with the customer’s answer',
      };
  const { step, columns } = moved(work, now, { state, clocks, waiting });
  const result: Consumed = { effect: 'effective', why: 'reply', step };
  return {
    result,
    request: columns,
    audit: [event],
    notices: anew ? [] : asked.flatMap((task) => answerNotices(request.id, task, returned)),
  };
}

/** Whoever asked is told that they can go on; where they stood in for somebody, so is whose seat it is. */
const answerNotices = (
  requestId: string,
  { id, askedBy, question }: TaskRow,
  asking: TaskRow | undefined,
): Notice[] =>
  askersOf(askedBy, asking).map((recipientId) => ({
    subject: `answer/${id}`,
    recipientId,
    kind: 'answer-received',
    title: `${requestId}: the customer has answered ${recipientId === askedBy ? 'your question' : 'a question of your seat'}`,
    text: `${recipientId === askedBy ? 'You asked' : 'They were asked in your stead'}: “${question ?? ''}” The answer is among the evidence of ${requestId}, and the decision is yours again.`,
  }));

/** What the customer says is evidence, hashed like any other. */
async function fileStatement(tx: Tx, { request, record }: Casework, message: Message): Promise<void> {
  const content = { text: message.text };
  await insertEvidence(tx, {
    legalEntity: request.legalEntity,
    id: `EVD-${message.id.slice(4)}`,
    requestId: request.id,
    revision: revisionOf(record.state),
    kind: 'customer-statement',
    sourceRef: message.id,
    summary: 'The customer’s answer',
    content,
    hash: contentHash(content),
    addedBy: message.actorId,
    at: message.at,
  });
}

/** The seat that asked is open again: the answer returns to where the question came from. */
async function reopenTask(tx: Tx, { request }: Casework, taskId: string): Promise<void> {
  const task = await taskById(tx, request.legalEntity, taskId);
  if (task?.state === 'waiting') await updateTask(tx, task, { state: 'open' });
}

async function withdrawn(tx: Tx, work: Casework, message: Message, now: string) {
  const state = advance(work.record.state, { kind: 'withdraw', because: message.text.slice(0, 200) });
  return ended(tx, work, state, now, {
    actorId: message.actorId,
    kind: 'withdrawn',
    detail: { messageId: message.id, reason: message.text },
  });
}

async function ended(
  tx: Tx,
  work: Casework,
  state: Casework['record']['state'],
  now: string,
  event: { actorId: string; kind: string; detail: Record<string, unknown> },
) {
  const { request, record } = work;
  await voidTasks(tx, request);
  const revision = revisionOf(record.state);
  const { notices } = await withdrawProposal(
    tx,
    work,
    revision,
    'the request ended before it was posted',
    now,
  );
  const { step, columns } = moved(work, now, {
    state,
    waiting: byDocket('the customer is told and the request is closed'),
  });
  const result: Consumed = { effect: 'effective', why: event.kind, step };
  return { result, request: columns, audit: [event], notices };
}
