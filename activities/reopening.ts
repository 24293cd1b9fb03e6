import { contentHash } from '../db/canonical.ts';
import type { Tx } from '../db/connection.ts';
import { onceForRequest, type EffectResult, type RequestRow } from '../db/door.ts';
import { insertTasks, lockAccount } from '../db/stores/casework.ts';
import { blockDunningAgain } from '../db/stores/closing.ts';
import { actorById } from '../db/stores/people.ts';
import { changeById, consumedMessages, markChange, type ChangeRow } from '../db/stores/request-changes.ts';
import { changeableOf, requestById } from '../db/stores/request-row.ts';
import { openTwin } from '../db/stores/twins.ts';
import { inEntity } from '../db/transaction.ts';
import { localDate } from '../domain/instant.ts';
import { reopeningAuthorityRefusal, reopeningRefusal } from '../domain/request-change.ts';
import { reopen, type SlaClock } from '../domain/sla.ts';
import type { Step, Waiting } from '../domain/run.ts';
import { advance, moved, openCase, taskIdOf, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ignored } from './ignored-signal.ts';
import { changeVoidNotices } from './void-notices.ts';

/** Where a reopened request's run begins. */
export interface Reopened {
  readonly step: Step;
  /** How often it was reopened, this time included. */
  readonly cycle: number;
  /** Messages its earlier runs have taken: numbers the next one. */
  readonly consumed: number;
}

/** Beginning a closed request anew. */
export const reopeningActivities = ({ db }: ActivityDeps) => ({
  /**
   * Reopens the request once for each recorded reopening, and says where it stands: a run begun a second time for the same reopening
   * goes on from there, and one begun for a made-up one ends at once, audited.
   */
  reopen: async ({ requestId, legalEntity, now }: RequestRef, changeId: string): Promise<Reopened> => {
    await onceForRequest(
      db,
      {
        ...{ legalEntity, requestId, at: new Date(now) },
        ...{ key: `reopen/${changeId.slice(0, 100)}`, input: { changeId } },
      },
      async (tx, request) => {
        const change = await changeById(tx, legalEntity, changeId);
        const unusable = whyUnusable(change, requestId);
        if (!change || unusable)
          return ignored({ signal: 'reopening', changeId }, unusable ?? 'no such change is recorded');
        const work = await openCase(tx, request);
        const why = await whyVoid(tx, work, change, now);
        const status = why === undefined ? 'effective' : 'void';
        await markChange(tx, change, { status, statusReason: why ?? null, consumedAt: new Date(now) });
        return why === undefined ? reopened(tx, work, change, now) : voided(change, why);
      },
    );
    return inEntity(db, legalEntity, async (tx) => standing(tx, legalEntity, requestId, now));
  },
});

function whyUnusable(change: ChangeRow | undefined, requestId: string): string | undefined {
  if (!change) return 'no such change is recorded';
  if (change.requestId !== requestId) return 'the change is about another request';
  if (change.kind !== 'reopening') return `the change is no reopening but one of ${change.kind}`;
  if (change.status !== 'approved') return `the change can't be taken: it is ${change.status}`;
  return undefined;
}

/** Asked for in time is in time, however long Temporal was away. */
async function whyVoid(
  tx: Tx,
  { request, policy, calendar }: Casework,
  { requestedBy, requestedAt }: ChangeRow,
  now: string,
): Promise<string | undefined> {
  const actor = await actorById(tx, requestedBy, new Date(now));
  if (!actor) return 'who asked for it is no longer active';
  const changeable = changeableOf(request);
  // As at intake: a twin that is just being classified sees this one open, or is seen.
  if (request.invoiceId !== null) await lockAccount(tx, request.legalEntity, request.invoiceId);
  const twin = await openTwin(tx, request);
  return (
    reopeningAuthorityRefusal(actor, changeable) ??
    reopeningRefusal(changeable, { policy, calendar, askedAt: requestedAt.toISOString(), openTwin: twin })
  );
}

/** The clocks go on, dunning stops again for what is left of its days, and somebody looks: nothing is paid again without another approved proposal. */
async function reopened(
  tx: Tx,
  work: Casework,
  change: ChangeRow,
  now: string,
): Promise<EffectResult<object>> {
  const { record, policy } = work;
  const request: RequestRow = { ...work.request, cycle: work.request.cycle + 1 };
  const clocks = record.clocks.map((clock) => goOn(clock, request, now));
  const classified = request.type !== null;
  const taskId = taskIdOf(request, `r${request.revision}-again-${request.cycle}`);
  const state = advance(record.state, { kind: 'reopen', taskId, revision: request.revision, classified });
  const team = request.team ?? 'service-desk';
  const waiting: Waiting = classified
    ? { for: `${team} analyst`, until: null, next: 'propose a resolution or deny the request' }
    : { for: 'the service desk', until: null, next: 'somebody says what kind of request this is' };
  const labels = {
    ...{ type: request.type ?? 'unclassified', priority: request.priority ?? 'P4', queue: team },
  };
  const { step, columns } = moved(work, now, { state, waiting, clocks, labels });
  const dueAt = columns.slaDue ?? null;
  await openTask(tx, request, { taskId, classified, team, because: change.reason, dueAt, now });
  await blockDunningAgain(tx, request, localDate(now, work.entity.zone));
  return {
    result: {},
    request: {
      ...columns,
      ...{ waitingUntil: dueAt, cycle: request.cycle, outcome: null, closedAt: null },
      ...{ withdrawRequestedAt: null, firstOutcome: request.firstOutcome ?? request.outcome },
      firstClosedAt: request.firstClosedAt ?? request.closedAt,
    },
    audit: [
      {
        actorId: change.requestedBy,
        kind: 'reopened',
        detail: {
          ...{ changeId: change.id, reason: change.reason, cycle: request.cycle },
          ...{ outcomeSoFar: request.outcome, stage: step.state.kind, policyVersion: policy.version },
        },
      },
    ],
    notices: request.ownerId === null ? [] : [ownerNotice(request, request.ownerId, change)],
  };
}

/** The response was given; whatever else ran goes on with what it had consumed. */
const goOn = (clock: SlaClock, { closedAt }: RequestRow, now: string): SlaClock =>
  clock.name === 'policy-response' ? clock : reopen(clock, closedAt?.toISOString() ?? now, now);

const ownerNotice = (request: RequestRow, recipientId: string, change: ChangeRow) => ({
  ...{ subject: `reopening/${change.id}`, recipientId, kind: 'ownership' as const },
  title: `${request.id} is open again`,
  text: `It was closed as ${request.outcome} and has been reopened: ${change.reason} Propose a resolution or deny it; its clocks go on with what they had used.`,
});

interface NextTask {
  readonly taskId: string;
  readonly classified: boolean;
  readonly team: string;
  readonly because: string;
  readonly dueAt: Date | null;
  readonly now: string;
}

async function openTask(
  tx: Tx,
  { legalEntity, id: requestId, revision }: RequestRow,
  { taskId, classified, team, because, dueAt, now }: NextTask,
): Promise<void> {
  const asked = classified
    ? { kind: 'assess' as const, role: 'analyst', team, revision }
    : { kind: 'triage' as const, role: 'service-desk', team: 'service-desk', revision: 0 };
  await insertTasks(tx, [
    {
      ...{ legalEntity, id: taskId, requestId, state: 'open', because: `reopened: ${because}`, dueAt },
      ...asked,
      contentHash: contentHash({ task: taskId }),
      openedAt: new Date(now),
    },
  ]);
}

const voided = (change: ChangeRow, why: string): EffectResult<object> => ({
  result: {},
  audit: [
    {
      actorId: change.requestedBy,
      kind: 'change-void',
      detail: { changeId: change.id, change: change.kind, reason: change.reason, why },
    },
  ],
  notices: changeVoidNotices(change, why),
});

/** Read after the effect, not kept in it: a run that begins late must see where the request stands by then. */
async function standing(tx: Tx, legalEntity: string, requestId: string, now: string): Promise<Reopened> {
  const request = await requestById(tx, legalEntity, requestId);
  const work = await openCase(tx, request);
  const { state, clocks } = work.record;
  const waiting: Waiting = {
    for: request.waitingFor ?? 'nobody',
    until: request.waitingUntil?.toISOString() ?? null,
    next: request.nextStep ?? 'nothing: the request is closed',
  };
  const labels = {
    type: request.type ?? 'unclassified',
    priority: request.priority ?? 'P4',
    queue: request.team ?? 'service-desk',
  };
  const open = state.kind === 'closed' ? {} : { clocks, labels };
  return {
    step: moved(work, now, { state, waiting, ...open }).step,
    cycle: request.cycle,
    consumed: await consumedMessages(tx, request),
  };
}
