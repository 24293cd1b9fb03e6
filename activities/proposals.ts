import type { Tx } from '../db/connection.ts';
import { contentHash } from '../db/canonical.ts';
import { onceForRequest } from '../db/door.ts';
import {
  assessmentOf,
  earlierProposals,
  evidenceOf,
  insertProposal,
  insertTasks,
  insertTouches,
  lockAccount,
} from '../db/stores/casework.ts';
import { customerById, pricesOf, type CustomerRow } from '../db/stores/customers.ts';
import { invoiceById } from '../db/stores/invoices.ts';
import type { Assessment } from '../domain/assessment.ts';
import { requiredApprovals } from '../domain/approval-chain.ts';
import type { ApprovalChain } from '../domain/approval-plan.ts';
import type { FunctionalAmount } from '../domain/functional-amount.ts';
import type { Invoice } from '../domain/invoice.ts';
import { fromJson, money, toJson, zero, type CurrencyCode } from '../domain/money.ts';
import type { ProposalContent } from '../domain/proposal.ts';
import { explainChain } from '../domain/resolution-explanation.ts';
import { amountOf, letterOf, matrixColumnOf, transfersOf } from '../domain/resolution.ts';
import type { RequestState } from '../domain/request.ts';
import type { Step } from '../domain/run.ts';
import type { Team } from '../domain/vocabulary.ts';
import { approvalTasks, openLevel } from './approval-tasks.ts';
import { advance, byDocket, moved, openCase, type Casework } from './casework.ts';
import { openAssessTask } from './assess-task.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { functionalOf } from './functional.ts';
import { tellOfUnfillable } from './unfillable.ts';

type Assessing = Extract<RequestState, { kind: 'assessing' }>;
type Resolved = Extract<Assessment, { verdict: 'resolved' }>;

/** Proposing a resolution and finding who must approve it. */
export const proposalActivities = ({ db }: ActivityDeps) => ({
  /**
   * Turns the assessment of a revision into a proposal with its exact entries and approval chain, or calls the analyst where the rules
   * can't resolve it. One transaction; the customer group's account is locked, so that two pieces of a split amount see each other.
   */
  propose: ({ requestId, legalEntity, now }: RequestRef, revision: number): Promise<Step> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `${revision}/propose/request`, input: { revision }, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { state } = work.record;
        if (state.kind !== 'assessing' || state.revision !== revision)
          throw new Error(`request ${requestId} is ${state.kind}, not assessing revision ${revision}`);
        const assessment = await assessmentOf(tx, request, revision);
        return assessment.verdict === 'needs-person'
          ? callAnalyst(tx, work, assessment.why, now)
          : submitProposal(tx, work, state, assessment, now);
      },
    ),
});

async function callAnalyst(tx: Tx, work: Casework, why: string, now: string) {
  const { state, waiting } = await openAssessTask(
    tx,
    work,
    work.record.state,
    { kind: 'call-analyst' },
    why,
    now,
  );
  const { step, columns } = moved(work, now, { state, waiting });
  return {
    result: step,
    request: columns,
    audit: [{ actorId: `system@${work.policy.version}`, kind: 'analyst-called', detail: { why } }],
  };
}

async function submitProposal(
  tx: Tx,
  work: Casework,
  assessing: Assessing,
  assessment: Resolved,
  now: string,
) {
  const { request, policy } = work;
  const { legalEntity } = request;
  const customer = await customerById(tx, legalEntity, request.customerId);
  if (!customer) throw new Error(`customer ${request.customerId} is not there`);
  await lockAccount(tx, legalEntity, customer.groupId);
  const content = await contentOf(tx, work, assessing, assessment, customer, now);
  const hash = contentHash(content);
  const chain = await chainOf(tx, work, assessing, assessment, customer.groupId, content.functional, now);
  await insertProposal(tx, {
    legalEntity,
    requestId: request.id,
    revision: assessing.revision,
    contentHash: hash,
    content,
    customerGroup: customer.groupId,
    matrixColumn: chain.column,
    amountMinor: BigInt(content.amount.minor),
    basisMinor: BigInt(chain.basis.minor),
    functionalMinor: content.functional && BigInt(content.functional.amount.minor),
    currency: request.currency,
    requesterId: request.requesterId,
    preparerId: assessing.preparedBy,
    chain,
    status: chain.seats.length === 0 ? 'approved' : 'pending',
    routedAt: new Date(now),
  });
  await touchPriceMaintainers(tx, work, assessment, now);
  const levels = chain.levels.length;
  const state = advance(assessing, { kind: 'propose', contentHash: hash, levels, outcome: content.outcome });
  const planned = approvalTasks(work, chain, assessing.revision, hash);
  const { opened, waiting, clocks } =
    levels === 0
      ? {
          opened: [],
          waiting: byDocket('the resolution is posted to the ledger'),
          clocks: work.record.clocks,
        }
      : await openLevel(tx, work, planned, 1, now);
  await insertTasks(tx, [...opened, ...planned.filter(({ level }) => level !== 1)]);
  const nobodys = await tellOfUnfillable(tx, work, opened, now);
  const { step, columns } = moved(work, now, { state, waiting, clocks });
  const { basis, because, counterfactual, seats, column } = chain;
  return {
    result: step,
    request: columns,
    audit: [
      {
        actorId: assessing.preparedBy,
        kind: 'proposed',
        detail: {
          revision: assessing.revision,
          contentHash: hash,
          outcome: content.outcome,
          amount: content.amount,
          resolution: content.resolution.kind,
        },
      },
      {
        actorId: `system@${policy.version}`,
        kind: levels === 0 ? 'approved-automatically' : 'approvals-required',
        detail: { column, basis, seats, because, counterfactual },
      },
      ...nobodys.audit,
    ],
    notices: nobodys.notices,
    explanations: [explainChain(policy, chain)],
  };
}

async function contentOf(
  tx: Tx,
  { request, policy, entity }: Casework,
  { revision }: Assessing,
  assessment: Resolved,
  customer: CustomerRow,
  now: string,
): Promise<ProposalContent> {
  const invoice: Invoice | null =
    request.invoiceId === null ? null : await invoiceById(tx, request.legalEntity, request.invoiceId);
  const { resolution, outcome } = assessment;
  const amount = amountOf(resolution);
  return {
    v: 1,
    legalEntity: request.legalEntity,
    requestId: request.id,
    revision,
    policyVersion: policy.version,
    outcome,
    resolution,
    amount: toJson(amount),
    functional: await functionalOf(tx, amount, entity, now),
    entries: transfersOf(resolution, invoice),
    evidence: await evidenceOf(tx, request, revision),
    letter: letterOf(resolution, invoice, {
      customerName: customer.name,
      claimed: money(request.claimedMinor, request.currency as CurrencyCode),
      ground: assessment.explanation,
    }),
  };
}

async function chainOf(
  tx: Tx,
  work: Casework,
  assessing: Assessing,
  assessment: Resolved,
  group: string,
  functional: FunctionalAmount | null,
  now: string,
): Promise<ApprovalChain> {
  const { request, policy } = work;
  const { resolution } = assessment;
  const byRules = assessing.preparedBy === `system@${policy.version}`;
  if (byRules && resolution.kind === 'denial') throw new Error('rules never deny: a denial needs a person');
  const column = matrixColumnOf(resolution);
  const since = new Date(Date.parse(now) - policy.approvals.aggregationHours * 3_600_000);
  const own = amountOf(resolution);
  const amount = functional ? fromJson(functional.amount) : own;
  const currency = work.entity.currency;
  const earlier = await earlierProposals(tx, request, group, column, since, currency);
  const unpriced = functional === null || earlier === null;
  return requiredApprovals(policy, {
    column,
    amount,
    earlier: unpriced ? zero(amount.currency) : earlier,
    team: request.team as Team,
    everyCheckPassed: byRules && assessment.checks.every(({ passed }) => passed === 'yes'),
    unpriced,
    converted: functional && own.currency !== amount.currency ? { from: own, ...functional } : undefined,
    exactCash: byRules && resolution.kind === 'cash-application' && resolution.exact,
  });
}

/** Whoever maintained a price agreement the proposal rests on within the policy's days may not approve it. */
async function touchPriceMaintainers(
  tx: Tx,
  { request, policy }: Casework,
  { evidence, checks }: Resolved,
  now: string,
): Promise<void> {
  const relied = new Set([
    ...checks.flatMap(({ sources }) => sources),
    ...evidence.map(({ sourceRef }) => sourceRef),
  ]);
  const since = Date.parse(now) - policy.approvals.priceMaintainerDays * 86_400_000;
  const prices = await pricesOf(tx, request.legalEntity, request.customerId);
  const maintainers = prices.filter(
    ({ id, maintainedAt }) => relied.has(id) && Date.parse(maintainedAt) >= since,
  );
  await insertTouches(
    tx,
    maintainers.map(({ maintainedBy }) => ({
      legalEntity: request.legalEntity,
      requestId: request.id,
      actorId: maintainedBy,
      relation: 'price-maintainer' as const,
      at: new Date(now),
    })),
  );
}
