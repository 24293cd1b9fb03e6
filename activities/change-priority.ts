import type { Tx } from '../db/connection.ts';
import { tasksOf } from '../db/stores/casework.ts';
import { actorById } from '../db/stores/people.ts';
import type { ChangeRow } from '../db/stores/request-changes.ts';
import { changeableOf } from '../db/stores/request-row.ts';
import { priorityAuthorityRefusal, priorityRefusal } from '../domain/request-change.ts';
import { secondsOf, slaPlan, withBudget, type SlaClock } from '../domain/sla.ts';
import type { Priority } from '../domain/vocabulary.ts';
import { approvalBudget, setSeatsDue } from './approval-clock.ts';
import { moved, waitingOf, type Casework } from './casework.ts';
import type { Changed } from './applied.ts';

/**
 * Another priority (domain rules 1.4): what is consumed stays, the policy's budgets are swapped; the workflow's clock then fires the
 * highest of the marks that are passed. Who asked is looked at again.
 */
export async function changePriority(
  tx: Tx,
  work: Casework,
  change: ChangeRow,
  now: string,
): Promise<Changed> {
  const { request, policy } = work;
  const { priority } = change.detail as { readonly priority: Priority };
  const actor = await actorById(tx, change.requestedBy, new Date(now));
  if (!actor) return { ok: false, why: 'the person who asked for it is no longer active' };
  const refusal =
    priorityAuthorityRefusal(actor, request) ?? priorityRefusal(changeableOf(request), priority);
  if (refusal !== undefined) return { ok: false, why: refusal };
  const type = request.type ?? 'unclassified';
  const target = policy.sla.targets[type]?.[priority];
  if (!target) return { ok: false, why: `policy ${policy.version} has no target for ${type} at ${priority}` };
  const clocks = await rebudgeted(tx, work, target, now);
  await setSeatsDue(tx, work, clocks, now);
  const waiting = waitingOf(work);
  const labels = { type, priority, queue: request.team ?? 'service-desk' };
  const { step, columns } = moved(work, now, { state: work.record.state, waiting, clocks, labels });
  const because = `${actor.name} gave it ${priority}: ${change.reason}`;
  return {
    ok: true,
    step,
    request: { ...columns, priority },
    audit: [],
    explanations: [
      {
        step: 'prioritise',
        rule: 'by-hand',
        because: `a person gave it this priority: ${change.reason}`,
        inputs: { from: request.priority, responseHours: target[0], resolutionHours: target[1] },
        outcome: priority,
        counterfactual: `${request.priority} as before`,
      },
    ],
    notices:
      request.ownerId === null || request.ownerId === actor.id
        ? []
        : [
            {
              subject: `priority/${change.id}`,
              recipientId: request.ownerId,
              kind: 'ownership',
              title: `${request.id} has priority ${priority} now`,
              text: `${because}. It had ${request.priority}. What was used of its time stays used; look at its clocks.`,
            },
          ],
  };
}

/** Policy clocks get the new budgets. The approval's clock is shortened where half of what is left to resolve is less now, never lengthened. */
async function rebudgeted(
  tx: Tx,
  work: Casework,
  [response, resolution]: readonly [number, number],
  now: string,
): Promise<SlaClock[]> {
  const budgets: Partial<Record<SlaClock['name'], number>> = {
    'policy-response': secondsOf(response),
    'policy-resolution': secondsOf(resolution),
  };
  const clocks = work.record.clocks.map((clock) => {
    const budget = budgets[clock.name];
    return budget === undefined ? clock : withBudget(clock, budget);
  });
  const seats = (await tasksOf(tx, work.request, work.request.revision)).filter(
    ({ kind, state }) => kind === 'approve' && (state === 'open' || state === 'waiting'),
  );
  return clocks.map((clock) => {
    if (clock.name !== 'approval' || seats.length === 0) return clock;
    const { consumedSeconds } = slaPlan(clock, now, []);
    const most = consumedSeconds + approvalBudget(work, clocks, seats, now);
    return most < clock.budgetSeconds ? withBudget(clock, most) : clock;
  });
}
