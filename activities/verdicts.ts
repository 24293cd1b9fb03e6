import type { Tx } from '../db/connection.ts';
import { contentHash } from '../db/canonical.ts';
import { insertTasks, lockAccount, updateTask } from '../db/stores/casework.ts';
import type { DecisionRow, TaskRow } from '../db/stores/decision-context.ts';
import { earlierTwin } from '../db/stores/twins.ts';
import { addBusinessDays } from '../domain/calendar.ts';
import { localDate } from '../domain/instant.ts';
import { roleWords } from '../domain/role-words.ts';
import type { DecisionDetail } from '../domain/decision.ts';
import { secondsOf, withBudget, type SlaClock } from '../domain/sla.ts';
import type { Priority, Role, Team } from '../domain/vocabulary.ts';
import { pauseClocks } from './approval-clock.ts';
import { startOfDay } from './business-morning.ts';
import { advance, byDocket, moved, taskIdOf, type Casework } from './casework.ts';
import type { Applied } from './applied.ts';
import { answered, consulted } from './consult.ts';
import { routeRequest } from './routing.ts';
import { seatAnswered } from './seat-verdicts.ts';

/** Carries out one effective verdict. */
export function applyVerdict(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Applied> {
  switch (decision.verdict) {
    case 'approve':
    case 'reject':
      return seatAnswered(tx, work, decision, task, now);
    case 'ask':
      return asked(tx, work, decision, task, now);
    case 'classify':
      return classified(tx, work, decision, now);
    case 'consult':
      return consulted(tx, work, decision, task, now);
    case 'answer':
      return answered(tx, work, decision, task, now);
    case 'propose':
    case 'deny':
      return Promise.resolve(prepared(work, decision, now));
    default:
      return decision.verdict satisfies never;
  }
}

/** The question goes to the customer; resolution and approval clocks pause, the seat waits and comes back to who asked. */
async function asked(
  tx: Tx,
  work: Casework,
  decision: DecisionRow,
  task: TaskRow,
  now: string,
): Promise<Applied> {
  const { request, record } = work;
  const question = (decision.detail as DecisionDetail).question ?? decision.reason;
  const id = taskIdOf(request, `ask-${decision.id.slice(-12)}`);
  await insertTasks(tx, [
    {
      legalEntity: request.legalEntity,
      id,
      requestId: request.id,
      revision: task.revision,
      kind: 'provide-information',
      state: 'open',
      role: 'customer',
      team: '*',
      because: decision.reason,
      question,
      contentHash: contentHash({ task: id }),
      openedAt: new Date(now),
      askedBy: decision.actorId,
    },
  ]);
  // The answer comes back to the same approver, whoever else could fill the seat; for a stand-in, to whom they stand in for.
  if (task.kind === 'approve')
    await updateTask(tx, task, { assigneeId: decision.onBehalfOf ?? decision.actorId });
  const state = advance(record.state, { kind: 'ask', at: now, question, taskId: task.id });
  const clocks = await pauseClocks(tx, work, now, 'waiting-for-customer');
  const { step, columns } = moved(work, now, {
    state,
    clocks,
    waiting: {
      for: 'the customer',
      until: closingDay(work, now),
      next: `their answer goes back to the ${roleWords(task.role as Role, task.team as Team | '*')}; without one the request is closed`,
    },
  });
  return {
    step,
    columns,
    audit: [{ actorId: decision.actorId, kind: 'asked-customer', detail: { taskId: id, question } }],
  };
}

/** The morning of the business day on which an unanswered request is closed. */
const closingDay = ({ policy, calendar }: Casework, askedAt: string): string =>
  startOfDay(
    calendar,
    addBusinessDays(calendar, localDate(askedAt, calendar.zone), policy.customerWait.closeDay),
  );

/** Whoever classifies is the preparer: nothing they classified is automatic, and they never approve it. */
async function classified(tx: Tx, work: Casework, decision: DecisionRow, now: string): Promise<Applied> {
  const { request, record, policy } = work;
  const { type, disputeReason } = decision.detail as DecisionDetail;
  if (type === undefined || disputeReason === undefined)
    throw new Error(`decision ${decision.id} classifies nothing`);
  if (request.invoiceId !== null) await lockAccount(tx, request.legalEntity, request.invoiceId);
  const duplicateOf = await earlierTwin(tx, request, disputeReason);
  const routed = await routeRequest(tx, work, { type, reason: disputeReason }, duplicateOf !== null, now);
  const { decision: decided } = routed;
  const state = advance(
    record.state,
    duplicateOf === null
      ? { kind: 'prepare', by: decision.actorId, decisionId: decision.id }
      : { kind: 'join', duplicateOf },
  );
  const clocks = record.clocks.map((clock) =>
    rebudgeted(clock, policy.sla.targets[type]?.[request.priority as Priority]),
  );
  const labels = { type, priority: request.priority ?? 'P4', queue: decided.team };
  const { step, columns } = moved(work, now, {
    state,
    clocks,
    labels,
    waiting: byDocket('the claim is checked against the records'),
  });
  return {
    step,
    columns: { ...columns, ...routed.columns, type, reason: disputeReason, confidence: 1 },
    explanations: routed.explanations,
    notices: routed.notices,
    audit: [
      {
        actorId: decision.actorId,
        kind: 'classified',
        detail: {
          type,
          reason: disputeReason,
          confidence: 1,
          reasons: [`classified by a person: ${decision.reason}`],
          priority: request.priority,
          route: {
            rule: decided.rule,
            because: decided.because,
            team: decided.team,
            department: decided.department,
          },
          policyVersion: policy.version,
        },
      },
      ...routed.audit,
    ],
  };
}

function rebudgeted(clock: SlaClock, target: readonly [number, number] | undefined): SlaClock {
  if (!target) return clock;
  if (clock.name === 'policy-response') return withBudget(clock, secondsOf(target[0]));
  return clock.name === 'policy-resolution' ? withBudget(clock, secondsOf(target[1])) : clock;
}

/** A person's proposal or denial is assessed and proposed under their name, as the next revision. */
function prepared(work: Casework, decision: DecisionRow, now: string): Applied {
  const state = advance(work.record.state, {
    kind: 'prepare',
    by: decision.actorId,
    decisionId: decision.id,
  });
  const { step, columns } = moved(work, now, {
    state,
    waiting: byDocket('the proposal is checked and its approvers are found'),
  });
  return { step, columns, audit: [] };
}
