import type { Tx } from '../db/connection.ts';
import { onceForRequest, type RequestRow } from '../db/door.ts';
import { claimOf, decisionById, insertAssessment } from '../db/stores/casework.ts';
import { customerById, kycOf } from '../db/stores/customers.ts';
import { receiptById } from '../db/stores/receipts.ts';
import type { DecisionRow } from '../db/stores/decision-context.ts';
import type { Assessment, EvidenceItem } from '../domain/assessment.ts';
import type { DecisionDetail } from '../domain/decision.ts';
import type { DisputeReason } from '../domain/dispute-reason.ts';
import type { Explanation } from '../domain/explanation.ts';
import { money, type CurrencyCode } from '../domain/money.ts';
import { explainAssessment, explainDenial } from '../domain/resolution-explanation.ts';
import { resolutionByPerson } from '../domain/resolution-by-person.ts';
import { revisionOf } from '../domain/request.ts';
import { rulesOf } from '../domain/request-types/registry.ts';
import type { Claim, Dossier } from '../domain/request-type.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { openCase, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { gatherDossier } from './dossier.ts';

/** What the workflow is told of an assessment; the rest, an analyst's reason too, is in the assessment's row. */
export interface AssessmentSummary {
  readonly revision: number;
  readonly verdict: Assessment['verdict'];
}

/** Assessing a claim against contract, price agreement, invoice and transactions. */
export const assessmentActivities = ({ db }: ActivityDeps) => ({
  /** Checks the claim, once per revision; a person's proposal is checked the same way and carries their name. */
  assess: ({ requestId, legalEntity, now }: RequestRef, revision: number): Promise<AssessmentSummary> => {
    const at = new Date(now);
    return onceForRequest(
      db,
      { legalEntity, requestId, key: `${revision}/assess/request`, input: { revision }, at },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { state } = work.record;
        if (state.kind !== 'assessing' || revisionOf(state) !== revision)
          throw new Error(`request ${requestId} is ${state.kind}, not assessing revision ${revision}`);
        const decision =
          state.decisionId === null ? undefined : await decisionById(tx, legalEntity, state.decisionId);
        const assessment = await assessed(tx, work, decision);
        await insertAssessment(tx, request, revision, assessment, state.preparedBy, at);
        const { verdict, explanation } = assessment;
        return {
          result: { revision, verdict },
          explanations: explained(work, assessment, decision),
          audit: [
            {
              actorId: state.preparedBy,
              kind: 'assessed',
              detail: {
                revision,
                verdict,
                explanation,
                checks: assessment.checks.map(({ id, passed }) => ({ id, passed })),
                lookBack: assessment.lookBack.length,
              },
            },
          ],
        };
      },
    );
  },
});

async function assessed(
  tx: Tx,
  { request, policy, entity }: Casework,
  decision: DecisionRow | undefined,
): Promise<Assessment> {
  const customer = await customerById(tx, request.legalEntity, request.customerId);
  const claim = claimOf(request, customer?.name ?? '');
  const rules = rulesOf(request.type ?? '');
  const dossier = await gatherDossier(tx, request, claim, entity, rules.sources);
  const reason = request.reason as DisputeReason;
  const byRules = await withKyc(tx, request, rules.assess(claim, reason, dossier, policy));
  if (!decision || decision.verdict === 'classify') return byRules;
  return byPerson(
    byRules,
    decision,
    claim,
    reason,
    await withNamedReceipt(tx, request, dossier, decision.detail as DecisionDetail),
  );
}

/** A classification by a person leaves the judging to the rules. */
function explained(
  { request, policy, entity }: Casework,
  assessment: Assessment,
  decision: DecisionRow | undefined,
): Explanation[] {
  const byRules = decision === undefined || decision.verdict === 'classify';
  const why = explainAssessment(assessment, {
    ...{ type: request.type ?? 'unclassified', reason: request.reason ?? 'unknown', byRules },
  });
  if (decision?.verdict !== 'deny') return [why];
  const claimed = money(request.claimedMinor, request.currency as CurrencyCode);
  return [
    why,
    explainDenial(policy, claimed, {
      role: decision.role as Role,
      team: (request.team ?? '*') as Team | '*',
      functionalCurrency: entity.currency,
    }),
  ];
}

/** A person may name a receipt that does not carry the quoted reference. */
async function withNamedReceipt(
  tx: Tx,
  { legalEntity }: RequestRow,
  dossier: Dossier,
  { receiptId }: DecisionDetail,
): Promise<Dossier> {
  if (receiptId === undefined || dossier.receipts.some(({ id }) => id === receiptId)) return dossier;
  const receipt = await receiptById(tx, legalEntity, receiptId);
  return receipt ? { ...dossier, receipts: [...dossier.receipts, receipt] } : dossier;
}

/** What the analyst proposes or denies, beside the same checks; their reason is evidence. */
function byPerson(
  byRules: Assessment,
  decision: DecisionRow,
  claim: Claim,
  classified: DisputeReason,
  dossier: Dossier,
): Assessment {
  const { verdict, reason } = decision;
  const detail = decision.detail as DecisionDetail;
  const note: EvidenceItem = {
    kind: 'analyst-note',
    sourceRef: decision.id,
    summary: reason,
    content: { reason, detail },
  };
  const { checks, lookBack } = byRules;
  const found = { checks, lookBack, evidence: [...byRules.evidence, note] };
  const answer = resolutionByPerson({ verdict, reason, detail, classified }, claim, dossier);
  if (!answer.ok)
    return {
      ...found,
      verdict: 'needs-person',
      why: answer.why,
      explanation: `A person must look: ${answer.why}.`,
    };
  const { resolution, outcome } = answer;
  return { ...found, explanation: reason, verdict: 'resolved', outcome, resolution };
}

async function withKyc(tx: Tx, request: RequestRow, assessment: Assessment): Promise<Assessment> {
  const profile = await kycOf(tx, request.legalEntity, request.customerId);
  if (profile?.status !== 'prohibited' && profile?.risk !== 'prohibited') return assessment;
  const { checks, evidence, lookBack } = assessment;
  const why = 'the customer is prohibited by KYC; nothing is granted without a person';
  return { checks, evidence, lookBack, verdict: 'needs-person', why, explanation: why };
}
