import { storedState } from '../../db/stores/decision-context.ts';
import type { ExplanationRow } from '../../db/stores/explanations.ts';
import type { EvidenceRow, RequestRecord } from '../../db/stores/reading-record.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Involvement } from '../../db/stores/involvement.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import type { RequestView } from '../schemas/resources.ts';
import { requestActions } from './actions.ts';
import { changeActions } from './change-actions.ts';
import { changeViewsOf, moveAction, type RequestChanges } from './changes.ts';
import { clocksOf } from './clocks.ts';
import { consultsOf } from './consults.ts';
import { explanationOf } from './explanations.ts';
import { moneyOfJson } from './money.ts';
import type { NameOf } from './names.ts';
import { newOwnersFor, ownershipActions } from './ownership-actions.ts';
import { type OpenAmounts, postingsOf, proposalViewOf } from './proposal.ts';
import { instantOf, summaryOf } from './summary.ts';

export interface RequestParts {
  readonly request: RequestWithCustomer;
  readonly record: RequestRecord;
  /** The version the request is under. */
  readonly policy: Policy;
  readonly involvement: Involvement;
  readonly nameOf: NameOf;
  readonly explanations: readonly ExplanationRow[];
  readonly changes: RequestChanges;
  readonly open: OpenAmounts | undefined;
  readonly workflowUrl: string | null;
  readonly now: Date;
}

export function requestViewOf(actor: Actor, parts: RequestParts): RequestView {
  const { request, record, policy, nameOf, involvement, now } = parts;
  const assessment = record.assessment?.content as Assessment | undefined;
  return {
    ...summaryOf(request),
    body: request.body,
    invoiceId: request.invoiceId,
    requester: nameOf(request.requesterId),
    submittedBy: nameOf(request.submittedBy),
    skill: request.skill,
    policyVersion: request.policyVersion,
    classification: classificationOf(record.classified),
    checks: (assessment?.checks ?? []).map((check) => ({ ...check, sources: [...check.sources] })),
    explanation: assessment?.explanation ?? null,
    lookBack: (assessment?.lookBack ?? []).map((found) => ({
      ...found,
      difference: moneyOfJson(found.difference),
    })),
    evidence: newestOfEach(record.evidence).map((row) => evidenceOf(row, nameOf)),
    proposal: record.proposal ? proposalViewOf(record.proposal, parts.open, parts) : null,
    postings: postingsOf(record),
    clocks: clocksOf(request, policy, now),
    explanations: parts.explanations.map(explanationOf),
    consults: consultsOf(request.id, involvement, nameOf),
    changes: changeViewsOf(actor, parts.changes, nameOf),
    reopened: request.cycle,
    firstOutcome: request.firstOutcome,
    firstClosedAt: instantOf(request.firstClosedAt),
    question: questionOf(request),
    actions: [
      ...requestActions(actor, request, involvement),
      ...ownershipActions(actor, request, involvement),
      ...changeActions(actor, request, { policy, now, openTwin: parts.changes.openTwin }),
      moveAction(actor, request, parts.changes, now),
    ],
    newOwners: newOwnersFor(actor, request, involvement),
    workflowUrl: parts.workflowUrl,
  };
}

/** Detail of the audit event `classified`. */
interface Classified {
  readonly confidence?: number;
  readonly reasons?: readonly string[];
  readonly route?: { readonly rule?: string; readonly because?: string };
}

function classificationOf(detail: unknown): RequestView['classification'] {
  if (typeof detail !== 'object' || detail === null) return null;
  const { confidence = 0, reasons = [], route } = detail as Classified;
  return { confidence, reasons: [...reasons], route: route?.because ?? route?.rule ?? '' };
}

/** Each revision reads its sources again; what did not change is shown once. */
const newestOfEach = (rows: readonly EvidenceRow[]): EvidenceRow[] => [
  ...new Map(rows.map((row) => [`${row.sourceRef}/${row.hash}`, row])).values(),
];

const evidenceOf = (row: EvidenceRow, nameOf: NameOf): RequestView['evidence'][number] => ({
  id: row.id,
  kind: row.kind,
  sourceRef: row.sourceRef,
  summary: row.summary,
  content: row.content,
  hash: row.hash,
  addedBy: nameOf(row.addedBy).name,
  at: instantOf(row.at) ?? '',
});

function questionOf(request: RequestWithCustomer): string | null {
  const state = storedState(request);
  return state.kind === 'awaiting-customer' ? state.question : null;
}
