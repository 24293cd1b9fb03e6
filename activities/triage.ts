import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { onceForRequest, type RequestRow } from '../db/door.ts';
import { claimOf, insertTasks, lockAccount } from '../db/stores/casework.ts';
import { customerById, contractsOf, policyByVersion, legalEntityByCode } from '../db/stores/customers.ts';
import { invoiceById } from '../db/stores/invoices.ts';
import { requestById } from '../db/stores/request-row.ts';
import { earlierTwin } from '../db/stores/twins.ts';
import { inEntity, together } from '../db/transaction.ts';
import { contentHash } from '../db/canonical.ts';
import { systemActor } from '../domain/actor.ts';
import { alwaysOpen, businessDaysBetween } from '../domain/calendar.ts';
import { classify, explainClassification, type Classification } from '../domain/classify.ts';
import { inForce } from '../domain/contract.ts';
import { localDate } from '../domain/instant.ts';
import { fromJson, money, type CurrencyCode } from '../domain/money.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Explanation } from '../domain/explanation.ts';
import {
  explainPriority,
  prioritise,
  type PriorityDecision,
  type PriorityFacts,
} from '../domain/priority.ts';
import { REQUEST_TYPE_RULES } from '../domain/request-types/registry.ts';
import type { Step, Waiting } from '../domain/run.ts';
import { secondsOf, slaPlan, startClock, type SlaClock } from '../domain/sla.ts';
import { advance, byDocket, moved, openCase, taskIdOf, type Casework } from './casework.ts';
import type { CreditStanding } from './credit.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { functionalOf } from './functional.ts';
import { calendarKept, workingTime } from './kept-calendars.ts';
import type { KycStanding } from './kyc.ts';
import type { CustomerStanding } from './master-data.ts';
import { routeRequest, type Routed } from './routing.ts';

/** What was learnt of the customer before the claim itself is read. */
export interface Standing {
  readonly customer: CustomerStanding;
  readonly kyc: KycStanding;
  readonly credit: CreditStanding;
}

export interface Triage {
  /** Null: no rule fired. */
  readonly classification: Classification | null;
  readonly priority: PriorityDecision;
  /** Why it has this priority: figures and codes. */
  readonly prioritised: Explanation;
}

/** Classifying, prioritising, routing. */
export const triageActivities = ({ db }: ActivityDeps) => ({
  /** Reads what the customer says, with explicit rules. */
  classifyAndPrioritise: ({ requestId, legalEntity, now }: RequestRef, standing: Standing): Promise<Triage> =>
    inEntity(db, legalEntity, async (tx) => {
      const request = await requestById(tx, legalEntity, requestId);
      const policy = await policyByVersion(tx, request.policyVersion);
      const customer = await customerById(tx, legalEntity, request.customerId);
      const facts: PriorityFacts = {
        ...(await functionalClaim(tx, request, now)),
        keyAccount: standing.customer.keyAccount,
        onCreditHold: standing.credit.onHold,
        legalDeadline: false,
        businessDaysToDue: await businessDaysToDue(tx, request, policy, now),
      };
      return {
        classification: classify(claimOf(request, customer?.name ?? ''), REQUEST_TYPE_RULES),
        priority: prioritise(policy, facts),
        prioritised: explainPriority(policy, facts),
      };
    }),

  /** Writes class, priority, owner and clocks; opens a triage task where the rules are not sure. */
  routeAndAssign: (
    { requestId, legalEntity, now }: RequestRef,
    standing: Standing,
    triage: Triage,
  ): Promise<Step> => {
    const at = new Date(now);
    return onceForRequest(
      db,
      { legalEntity, requestId, key: '0/route/request', input: {}, at },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { step, columns, routed, sure } = await routing(tx, work, standing, triage, now);
        const refusal = standing.kyc.eligible ? null : standing.kyc.because;
        return {
          result: step,
          request: {
            ...columns,
            ...routed.columns,
            ...classColumns(triage, sure),
            priority: triage.priority.priority,
          },
          audit: [
            { actorId: systemActor(request.policyVersion), kind: 'verified', detail: { ...standing } },
            classifiedEvent(work, triage, routed),
            ...routed.audit,
          ],
          explanations: [
            explainClassification(work.policy, triage.classification, refusal),
            triage.prioritised,
            ...routed.explanations,
          ],
          notices: routed.notices,
        };
      },
    );
  },
});

const classifiedEvent = (
  { request }: Casework,
  { classification, priority }: Triage,
  { decision }: Routed,
): AuditEntry => ({
  actorId: systemActor(request.policyVersion),
  kind: 'classified',
  detail: {
    type: classification?.type ?? null,
    reason: classification?.reason ?? null,
    confidence: classification?.confidence ?? 0,
    reasons: classification?.reasons ?? [],
    priority: priority.priority,
    priorityBecause: priority.because,
    route: {
      rule: decision.rule,
      because: decision.because,
      team: decision.team,
      department: decision.department,
    },
    policyVersion: request.policyVersion,
  },
});

const classColumns = ({ classification }: Triage, sure: boolean) =>
  sure && classification
    ? { type: classification.type, reason: classification.reason, confidence: classification.confidence }
    : { confidence: classification?.confidence ?? 0 };

async function routing(
  tx: Tx,
  work: Casework,
  standing: Standing,
  { classification, priority }: Triage,
  now: string,
) {
  const { request, policy } = work;
  const sure =
    standing.kyc.eligible &&
    classification !== null &&
    classification.confidence >= policy.classification.automaticFrom;
  if (sure && request.invoiceId !== null) await lockAccount(tx, request.legalEntity, request.invoiceId);
  const duplicateOf = sure ? await earlierTwin(tx, request, classification.reason) : null;
  const routed = await routeRequest(tx, work, sure ? classification : null, duplicateOf !== null, now);
  const triageTaskId = sure ? null : taskIdOf(request, 'triage');
  const clocks = await startClocks(tx, work, sure ? classification.type : 'unclassified', priority.priority);
  const [response] = clocks;
  const until = response ? slaPlan(response, now, []).dueAt : null;
  if (triageTaskId) {
    const because = standing.kyc.eligible ? whyUnsure(classification) : standing.kyc.because;
    await openTriage(
      tx,
      request,
      triageTaskId,
      because,
      new Date(now),
      until === null ? null : new Date(until),
    );
  }
  const state = advance(work.record.state, {
    kind: 'route',
    system: systemActor(policy.version),
    triageTaskId,
    duplicateOf,
  });
  const waiting: Waiting = triageTaskId
    ? { for: 'the service desk', until, next: 'somebody says what kind of request this is' }
    : byDocket('the claim is checked against contract, prices, invoices and receipts');
  const labels = {
    type: sure ? classification.type : 'unclassified',
    priority: priority.priority,
    queue: routed.decision.team,
  };
  return { ...moved(work, now, { state, waiting, clocks, labels }), routed, sure };
}

const whyUnsure = (classification: Classification | null): string =>
  classification
    ? `the rules read it as ${classification.type}/${classification.reason} with a confidence of only ${classification.confidence}`
    : 'no classification rule recognises it';

async function openTriage(
  tx: Tx,
  request: RequestRow,
  id: string,
  because: string,
  openedAt: Date,
  dueAt: Date | null,
): Promise<void> {
  await insertTasks(tx, [
    {
      legalEntity: request.legalEntity,
      id,
      requestId: request.id,
      revision: 0,
      kind: 'triage',
      state: 'open',
      role: 'service-desk',
      team: 'service-desk',
      because,
      contentHash: contentHash({ task: id }),
      openedAt,
      dueAt,
    },
  ]);
}

/** The policy's clocks, and the contract's own where it promises one. */
async function startClocks(
  tx: Tx,
  { request, policy, entity, calendar }: Casework,
  type: string,
  priority: Triage['priority']['priority'],
): Promise<SlaClock[]> {
  const target = policy.sla.targets[type]?.[priority];
  if (!target) throw new Error(`policy ${policy.version} has no SLA target for ${type} at ${priority}`);
  const [response, resolution] = target;
  const from = request.receivedAt.toISOString();
  const contracts = await contractsOf(tx, request.legalEntity, request.customerId);
  const promised = inForce(contracts, localDate(from, entity.zone))?.clock;
  return [
    startClock('policy-response', calendar, secondsOf(response), from),
    startClock('policy-resolution', calendar, secondsOf(resolution), from),
    ...(promised
      ? [
          startClock(
            'contract-resolution',
            promised.calendar === '24x7' ? calendarKept(alwaysOpen('24x7', entity.zone)) : calendar,
            secondsOf(promised.resolutionHours),
            from,
          ),
        ]
      : []),
  ];
}

/** What the bounds of the policy are held against; without a rate none of them is. */
async function functionalClaim(
  tx: Tx,
  { legalEntity, claimedMinor, currency }: RequestRow,
  now: string,
): Promise<Pick<PriorityFacts, 'amount' | 'unpriced'>> {
  const entity = await legalEntityByCode(tx, legalEntity);
  if (!entity) throw new Error(`legal entity ${legalEntity} is not there`);
  const claimed = money(claimedMinor, currency as CurrencyCode);
  const functional = await functionalOf(tx, claimed, entity, now);
  return functional
    ? { amount: fromJson(functional.amount) }
    : { amount: null, unpriced: { from: claimed.currency, to: entity.currency } };
}

async function businessDaysToDue(
  tx: Tx,
  request: RequestRow,
  policy: Policy,
  now: string,
): Promise<number | null> {
  if (request.invoiceId === null) return null;
  const [invoice, entity] = await together(
    invoiceById(tx, request.legalEntity, request.invoiceId),
    legalEntityByCode(tx, request.legalEntity),
  );
  if (!invoice || !entity) return null;
  const today = localDate(now, entity.zone);
  return invoice.dueDate < today
    ? null
    : businessDaysBetween(workingTime(policy, request.legalEntity), today, invoice.dueDate);
}
