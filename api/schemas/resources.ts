import { z } from 'zod';
import { CURRENCY_CODES } from '../../domain/money.ts';
import { REQUEST_TYPES } from '../../domain/request-types/registry.ts';
import {
  CHANNELS,
  OUTCOMES,
  PRIORITIES,
  STAGES,
  CHANGE_KINDS,
  EXPLAINED_STEPS,
  TASK_KINDS,
  TASK_STATES,
  TEAMS,
  VERDICTS,
} from '../../domain/vocabulary.ts';

/** Amounts in answers: exact decimal string, a point, the currency's digits; never rounded. */
export const moneyView = z
  .strictObject({ amount: z.string(), currency: z.enum(CURRENCY_CODES) })
  .meta({ id: 'Money', description: 'Exact decimal string with its ISO 4217 currency.' });

export const instantView = z.iso.datetime().meta({ description: 'UTC instant, ISO 8601.' });

/** What this reader may do here, and why not. The web offers what this says and nothing else. */
export const actionView = z
  .strictObject({
    name: z.enum([
      ...VERDICTS,
      'reply',
      'withdraw',
      'claim',
      'hand-over',
      'reassign',
      'return-to-queue',
      'change-priority',
      'move-policy',
      'reopen',
    ]),
    allowed: z.boolean(),
    code: z.string().nullable().meta({
      description: 'Why it is not allowed, as a code: SOD_VIOLATION, NOT_AUTHORISED, TASK_NOT_OPEN …',
    }),
    reason: z.string().nullable().meta({ description: 'Why it is not allowed, in words for this reader.' }),
    taskId: z.string().nullable(),
  })
  .meta({ id: 'Action' });

export const waitingView = z
  .strictObject({
    for: z.string().nullable().meta({ description: 'Whom the request waits for, in words.' }),
    until: instantView.nullable(),
    next: z.string().nullable().meta({ description: 'What happens next, in words.' }),
  })
  .meta({ id: 'Waiting' });

export const personView = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'Person' });

export const requestSummaryView = z
  .strictObject({
    id: z.string(),
    legalEntity: z.string(),
    channel: z.enum(CHANNELS),
    subject: z.string(),
    customer: z.strictObject({ id: z.string(), name: z.string() }),
    type: z.enum(REQUEST_TYPES).nullable(),
    reason: z.string().nullable(),
    claimed: moneyView,
    priority: z.enum(PRIORITIES).nullable(),
    team: z.enum(TEAMS).nullable(),
    owner: z.union([personView, z.null()]).meta({ description: 'Null: in the queue of the team.' }),
    stage: z.enum(STAGES),
    revision: z.int(),
    waiting: waitingView,
    slaDue: instantView.nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    receivedAt: instantView,
    closedAt: instantView.nullable(),
  })
  .meta({ id: 'RequestSummary' });

export const checkView = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    claimed: z.string(),
    found: z.string(),
    passed: z.enum(['yes', 'no', 'unknown']),
    rule: z.string(),
    sources: z.array(z.string()),
  })
  .meta({ id: 'Check', description: 'One line of claimed against what the evidence says.' });

export const evidenceView = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    sourceRef: z.string(),
    summary: z.string(),
    content: z.unknown(),
    hash: z.string(),
    addedBy: z.string(),
    at: instantView,
  })
  .meta({ id: 'Evidence' });

export const postingView = z
  .strictObject({
    account: z.string().meta({ description: 'Account key, such as accounts-receivable.' }),
    side: z.enum(['debit', 'credit']),
    amount: moneyView,
  })
  .meta({ id: 'PostingLine' });

export const chainSeatView = z
  .strictObject({
    taskId: z.string().nullable(),
    level: z.int(),
    role: z.string(),
    state: z.enum(TASK_STATES),
    because: z.string(),
    dueAt: instantView.nullable(),
    decidedBy: z.union([personView, z.null()]),
    onBehalfOf: z.union([personView, z.null()]).meta({ description: 'For whom the decider stood in.' }),
    decidedAt: instantView.nullable(),
    verdict: z.enum(VERDICTS).nullable(),
    veto: z.boolean().meta({ description: 'A rejection here rejects at once.' }),
    assignee: z.union([personView, z.null()]).meta({ description: 'The one person whose seat it is.' }),
    escalatedAt: instantView
      .nullable()
      .meta({ description: 'When its time ran out and their manager was told.' }),
    candidates: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          via: z.enum(['role', 'delegation', 'absence']),
          onBehalfOf: z.union([personView, z.null()]),
          awayUntil: instantView
            .nullable()
            .meta({ description: 'While they are recorded as away: they may decide all the same.' }),
        }),
      )
      .meta({ description: 'Who could decide it now, and for whom they would stand in.' }),
  })
  .meta({ id: 'ChainSeat' });

export const proposalView = z
  .strictObject({
    revision: z.int(),
    contentHash: z.string(),
    status: z.enum(['pending', 'approved', 'returned', 'refused', 'withdrawn', 'posted']),
    outcome: z.enum(OUTCOMES),
    resolution: z
      .unknown()
      .meta({ description: 'Resolution: credit-memo, cash-application or denial, with its lines.' }),
    resolutionKind: z.enum(['credit-memo', 'cash-application', 'denial']),
    amount: moneyView,
    entries: z.array(postingView),
    preparer: personView,
    balance: z
      .strictObject({ invoiceId: z.string(), before: moneyView, after: moneyView })
      .nullable()
      .meta({ description: "The invoice's open amount before and after." }),
    letter: z.strictObject({ subject: z.string(), text: z.string() }),
    approvals: z.strictObject({
      because: z.string(),
      counterfactual: z.string().nullable(),
      basis: moneyView,
      levels: z
        .array(z.strictObject({ level: z.int(), quorum: z.int(), of: z.int() }))
        .meta({ description: 'How many of how many seats must approve.' }),
      seats: z.array(chainSeatView),
    }),
  })
  .meta({ id: 'Proposal' });

export const clockView = z
  .strictObject({
    name: z.string(),
    budgetSeconds: z.number(),
    consumedSeconds: z.number(),
    paused: z.boolean(),
    dueAt: instantView.nullable(),
    binding: z.boolean(),
    why: z.string().nullable(),
    calendar: z.string(),
    startedAt: instantView,
    pauses: z.array(z.strictObject({ from: instantView, to: instantView.nullable(), reason: z.string() })),
    marks: z.array(z.strictObject({ percent: z.int(), at: instantView.nullable(), fired: z.boolean() })),
  })
  .meta({ id: 'Clock' });

export const consultView = z
  .strictObject({
    taskId: z.string(),
    team: z.string(),
    question: z.string(),
    askedBy: z.union([personView, z.null()]),
    askedAt: instantView.nullable(),
    dueAt: instantView.nullable(),
    state: z.enum(TASK_STATES),
    answer: z.string().nullable(),
    answeredBy: z.union([personView, z.null()]),
    answeredAt: instantView.nullable(),
  })
  .meta({ id: 'Consult' });

export const explanationView = z
  .strictObject({
    id: z.string(),
    step: z.enum(EXPLAINED_STEPS),
    revision: z.int(),
    rule: z.string(),
    policyVersion: z.string(),
    because: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    outcome: z.unknown(),
    counterfactual: z.string().nullable(),
    at: instantView,
  })
  .meta({
    id: 'Explanation',
    description: 'Why a rule decided as it did, and what would have been otherwise.',
  });

export const changeView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(CHANGE_KINDS),
    detail: z.record(z.string(), z.unknown()),
    reason: z.string(),
    requestedBy: personView,
    requestedAt: instantView,
    status: z.enum(['requested', 'approved', 'refused', 'effective', 'void']),
    decidedBy: z.union([personView, z.null()]),
    decidedAt: instantView.nullable(),
    statusReason: z.string().nullable(),
    mayDecide: z.boolean(),
    whyNot: z.string().nullable().meta({ description: 'Why the reader may not decide it.' }),
  })
  .meta({ id: 'RequestChange' });

export const requestView = requestSummaryView
  .extend({
    body: z.string(),
    invoiceId: z.string().nullable(),
    requester: personView,
    submittedBy: personView,
    skill: z.string().nullable().meta({ description: 'What its owner must know.' }),
    policyVersion: z.string(),
    classification: z
      .strictObject({ confidence: z.number(), reasons: z.array(z.string()), route: z.string() })
      .nullable()
      .meta({ description: 'How it was classified and why it was routed where it is.' }),
    checks: z.array(checkView),
    explanation: z.string().nullable(),
    lookBack: z.array(
      z.strictObject({ invoiceId: z.string(), line: z.int(), item: z.string(), difference: moneyView }),
    ),
    evidence: z.array(evidenceView),
    proposal: z.union([proposalView, z.null()]),
    postings: z
      .array(
        z.strictObject({
          entryNumber: z.string(),
          documentType: z.string(),
          documentId: z.string(),
          postingDate: z.string(),
          lines: z.array(postingView),
        }),
      )
      .meta({ description: 'What was posted to the ledger.' }),
    clocks: z.array(clockView),
    explanations: z.array(explanationView),
    consults: z.array(consultView),
    changes: z.array(changeView),
    reopened: z.int().meta({ description: 'How often it was reopened.' }),
    firstOutcome: z.enum(OUTCOMES).nullable(),
    firstClosedAt: instantView.nullable(),
    question: z
      .string()
      .nullable()
      .meta({ description: 'What the customer is being asked, while that is waited for.' }),
    actions: z.array(actionView),
    newOwners: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          post: z.string().meta({ description: 'What they are in the team of the request.' }),
          away: z.boolean().meta({ description: 'Nobody who is away is given a request.' }),
        }),
      )
      .meta({ description: 'To whom the reader may hand it over or reassign it.' }),
    workflowUrl: z.string().nullable().meta({ description: 'The run in the Temporal Web UI.' }),
  })
  .meta({ id: 'Request' });

export const eventView = z
  .strictObject({
    seq: z.int(),
    at: instantView,
    actor: personView,
    onBehalfOf: z
      .union([personView, z.null()])
      .meta({ description: 'Of a decision: for whom they stood in.' }),
    kind: z.string(),
    title: z.string().meta({ description: 'The event in words.' }),
    detail: z.unknown(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' });

export const documentView = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    recipient: z.string(),
    text: z.string(),
    sentAt: instantView.nullable(),
    at: instantView,
  })
  .meta({ id: 'Document' });

export const taskView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(TASK_KINDS),
    state: z.enum(TASK_STATES),
    revision: z.int(),
    level: z.int().nullable(),
    role: z.string(),
    because: z.string(),
    contentHash: z.string(),
    dueAt: instantView.nullable(),
    openedAt: instantView.nullable(),
    decidedBy: z.union([personView, z.null()]),
    verdict: z.enum(VERDICTS).nullable(),
    amount: moneyView,
    team: z.string(),
    question: z.string().nullable().meta({ description: 'What a consulted team is asked.' }),
    assignee: z.union([personView, z.null()]),
    onBehalfOf: z.union([personView, z.null()]).meta({
      description: 'For whom the reader would decide it; null: in a role of their own, or not at all.',
    }),
    escalatedAt: instantView.nullable(),
    after: z.array(z.strictObject({ role: z.string(), team: z.string(), yours: z.boolean() })).meta({
      description:
        'Of an approval whose turn has not come: whose approvals come first, and whether the reader may give them.',
    }),
    request: requestSummaryView,
    actions: z.array(actionView),
  })
  .meta({ id: 'Task' });

export const decisionView = z
  .strictObject({
    id: z.string(),
    taskId: z.string(),
    requestId: z.string(),
    revision: z.int(),
    verdict: z.enum(VERDICTS),
    reason: z.string(),
    actor: personView,
    onBehalfOf: z.union([personView, z.null()]),
    decidedAt: instantView,
    status: z.enum(['recorded', 'effective', 'void']).meta({
      description: 'Recorded takes effect when the workflow has consumed it, also after an outage.',
    }),
  })
  .meta({ id: 'Decision' });

export const meView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['person', 'service']),
    entities: z.array(
      z.strictObject({ code: z.string(), name: z.string(), zone: z.string(), currency: z.string() }),
    ),
    grants: z.array(z.strictObject({ role: z.string(), entity: z.string(), team: z.string() })),
    links: z.strictObject({ temporalUi: z.string().nullable(), apiReference: z.string() }),
  })
  .meta({ id: 'Me' });

export const trialBalanceView = z
  .strictObject({
    legalEntity: z.string(),
    accounts: z.array(
      z.strictObject({
        number: z.string(),
        key: z.string(),
        name: z.string(),
        type: z.string(),
        debit: moneyView,
        credit: moneyView,
      }),
    ),
    totals: z.array(z.strictObject({ debit: moneyView, credit: moneyView, balanced: z.boolean() })),
  })
  .meta({ id: 'TrialBalance' });

export const page = <T extends z.ZodType>(item: T, id: string) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });

export const bulkDecisionView = z
  .strictObject({
    outcomes: z.array(
      z.strictObject({
        taskId: z.string(),
        recorded: z.boolean(),
        decision: z.union([decisionView, z.null()]),
        code: z.string().nullable(),
        reason: z
          .string()
          .nullable()
          .meta({ description: 'Why it was not recorded, in words for this reader.' }),
      }),
    ),
  })
  .meta({ id: 'DecisionOutcomes' });

export type RequestView = z.infer<typeof requestView>;
/** A change of a request that waits for the reader. */
export const changeToDecideView = z
  .strictObject({ request: requestSummaryView, change: changeView })
  .meta({ id: 'ChangeToDecide' });

export type ChangeToDecideView = z.infer<typeof changeToDecideView>;
export type RequestSummaryView = z.infer<typeof requestSummaryView>;
export type TaskView = z.infer<typeof taskView>;
