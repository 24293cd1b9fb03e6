import type { Tx } from '../db/connection.ts';
import { tasksOf, updateTask } from '../db/stores/casework.ts';
import { policyByVersion } from '../db/stores/customers.ts';
import { proposalOf } from '../db/stores/decision-context.ts';
import { actorById } from '../db/stores/people.ts';
import { publishedPolicies } from '../db/stores/policies.ts';
import { hasAssessment, lastPreparation, movableOf, tookPartIn } from '../db/stores/policy-moves.ts';
import type { ChangeRow } from '../db/stores/request-changes.ts';
import { systemActor } from '../domain/actor.ts';
import type { Explanation } from '../domain/explanation.ts';
import type { Notice } from '../domain/notice.ts';
import { checkMoveDecision, moveRefusal } from '../domain/policy/move.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Assessing, RequestState } from '../domain/request.ts';
import type { Waiting } from '../domain/run.ts';
import { sameData } from '../domain/same-data.ts';
import { secondsOf, withBudget, withCalendar, type SlaClock } from '../domain/sla.ts';
import { advance, byDocket, moved, waitingOf, type Casework } from './casework.ts';
import type { Changed } from './applied.ts';
import { workingTime } from './kept-calendars.ts';
import { returnProposal } from './take-back.ts';

/**
 * Another policy, as a controller approved it: the new version is pinned, budgets and calendars are swapped and what was consumed stays.
 * A proposal that waits for approval is made anew by the same preparer, since it was routed by the old matrix; approvals given to it are
 * void. Who approved it, and whether it is still possible, is looked at again.
 */
export async function changePolicy(tx: Tx, work: Casework, change: ChangeRow, now: string): Promise<Changed> {
  const { request, record } = work;
  const { toVersion } = change.detail as { readonly toVersion: string };
  const why = await whyNot(tx, work, change, toVersion, now);
  if (why !== undefined) return { ok: false, why };
  const policy = await policyByVersion(tx, toVersion);
  const target = policy.sla.targets[request.type ?? 'unclassified']?.[request.priority ?? 'P4'];
  const calendar = policy.calendars[request.legalEntity];
  if (!target || !calendar)
    return {
      ok: false,
      why: `policy ${toVersion} has no ${calendar ? 'service level' : 'calendar'} for this request`,
    };
  const under: Casework = { ...work, policy, calendar: workingTime(policy, request.legalEntity) };
  const { state, gave, notices, revision, voided } = await proposedAnew(tx, work, policy, now);
  const clocks = record.clocks
    .filter(({ taskId }) => taskId === undefined || !voided.includes(taskId))
    .map((clock) => underPolicy(clock, work, under, target, now));
  const { step, columns } = moved(under, now, { state, clocks, waiting: waitingIn(work, state) });
  return {
    ok: true,
    step,
    request: { ...columns, policyVersion: toVersion },
    notices,
    explanations: explained(work, change, toVersion, target, revision === null ? null : gave.length),
    audit: [
      {
        actorId: change.decidedBy ?? change.requestedBy,
        kind: 'policy-moved',
        detail: {
          ...{ changeId: change.id, from: request.policyVersion, to: toVersion },
          ...(revision !== null && { revision, approvalsVoided: gave }),
        },
      },
    ],
  };
}

async function whyNot(
  tx: Tx,
  work: Casework,
  change: ChangeRow,
  toVersion: string,
  now: string,
): Promise<string | undefined> {
  const { request, record } = work;
  const by = change.decidedBy === null ? undefined : await actorById(tx, change.decidedBy, new Date(now));
  if (!by) return 'nobody who is active has approved it';
  const check = checkMoveDecision(by, {
    ...{ legalEntity: request.legalEntity, requestedBy: change.requestedBy },
    tookPart: await tookPartIn(tx, request),
  });
  // Words for whoever reads the request, not for the person whose authority ended.
  if (!check.allowed) return `${by.name}, who approved it, may not any more`;
  // A proposal that is about to be checked has no approvers yet: the new policy finds them.
  const state =
    record.state.kind === 'assessing' ? await beforeAssessment(tx, work, record.state) : record.state;
  return moveRefusal({ ...movableOf(request), state }, toVersion, await publishedPolicies(tx), now);
}

/** A decision and the move came together: the assessment has not begun, so nothing was made under the old policy. */
async function beforeAssessment(tx: Tx, { request }: Casework, state: Assessing): Promise<RequestState> {
  return (await hasAssessment(tx, request, state.revision))
    ? state
    : { kind: 'preparing', revision: state.revision, taskId: '' };
}

/** What waits for approval becomes the next revision: proposal returned, seats void, approvals taken back. */
async function proposedAnew(tx: Tx, work: Casework, policy: Policy, now: string) {
  const { request, record } = work;
  const at = record.state.kind === 'awaiting-customer' ? record.state.resume : record.state;
  const was = await preparationOf(tx, work, at);
  const bySystem = was.preparedBy === systemActor(work.policy.version);
  const state = advance(record.state, {
    kind: 'move-policy',
    preparedBy: bySystem ? systemActor(policy.version) : was.preparedBy,
    decisionId: was.decisionId,
  });
  const none = {
    ...{ state, gave: [] as readonly string[], notices: [] as readonly Notice[], revision: null },
    voided: [] as readonly string[],
  };
  if (at.kind !== 'approving') return none;
  const under = (await tasksOf(tx, request, at.revision)).filter(
    ({ kind, state: its }) => ['approve', 'consult'].includes(kind) && ['waiting', 'open'].includes(its),
  );
  for (const task of under) await updateTask(tx, task, { state: 'void' });
  const why = `the request was moved to policy ${policy.version}, and its proposal is made anew`;
  const { gave, notices } = await returnProposal(tx, work, at.revision, why, now);
  return { state, gave, notices, revision: at.revision, voided: under.map(({ id }) => id) };
}

/** Who prepared what waits for approval, and by which decision; nobody needs it where nothing does. */
async function preparationOf(
  tx: Tx,
  { request, policy }: Casework,
  at: RequestState,
): Promise<Pick<Assessing, 'preparedBy' | 'decisionId'>> {
  const system = systemActor(policy.version);
  if (at.kind === 'assessing') return at;
  if (at.kind !== 'approving') return { preparedBy: system, decisionId: null };
  const proposal = await proposalOf(tx, request.legalEntity, request.id, at.revision);
  if (!proposal) throw new Error(`request ${request.id} has no proposal of revision ${at.revision}`);
  const { preparerId } = proposal;
  return {
    preparedBy: preparerId,
    decisionId: preparerId === system ? null : await lastPreparation(tx, request, preparerId),
  };
}

/** A contract's own clock keeps its budget; one that runs by the policy's working time follows it. */
function underPolicy(
  clock: SlaClock,
  before: Casework,
  after: Casework,
  [response, resolution]: readonly [number, number],
  now: string,
): SlaClock {
  const policies = sameData(clock.calendar, before.calendar);
  const swapped = policies ? withCalendar(clock, after.calendar, now) : clock;
  if (clock.name === 'policy-response') return withBudget(swapped, secondsOf(response));
  return clock.name === 'policy-resolution' ? withBudget(swapped, secondsOf(resolution)) : swapped;
}

const waitingIn = (work: Casework, state: RequestState): Waiting =>
  state.kind === 'assessing' ? byDocket('the claim is checked again under the new policy') : waitingOf(work);

/** @param voided approvals taken back; null: nothing was being approved */
function explained(
  { request }: Casework,
  { reason, id }: ChangeRow,
  toVersion: string,
  [responseHours, resolutionHours]: readonly [number, number],
  voided: number | null,
): Explanation[] {
  const inputs = { changeId: id, from: request.policyVersion, to: toVersion };
  const because = `the request was moved from policy ${request.policyVersion} to ${toVersion}: ${reason}`;
  const counterfactual = `without the move, policy ${request.policyVersion} as before`;
  return [
    {
      ...{ step: 'prioritise', rule: 'policy-move', because, counterfactual },
      inputs: { ...inputs, responseHours, resolutionHours },
      outcome: request.priority,
    },
    ...(voided === null
      ? []
      : [
          {
            ...{ step: 'require-approvals' as const, rule: 'policy-move', because, counterfactual },
            inputs: { ...inputs, approvalsVoided: voided },
            outcome: 'proposed again under the new policy',
          },
        ]),
  ];
}
