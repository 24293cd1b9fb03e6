import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import {
  CHANNELS,
  OUTCOMES,
  PRIORITIES,
  STAGES,
  TASK_KINDS,
  TASK_STATES,
  VERDICTS,
} from '../../domain/vocabulary.ts';
import { instant, legalEntity, minor, oneOf } from './columns.ts';
import { customers } from './customer.ts';
import { policyVersions } from './organisation.ts';
import { invoices } from './receivables.ts';

/** The request and its read model: everything the inbox and lists show is here or in task; Temporal visibility is never asked. */
export const requests = pgTable(
  'request',
  {
    legalEntity: legalEntity(),
    /** REQ-US10-000123: the workflow id; it names its entity. */
    id: text('id').notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    /** The upstream system's own reference, if it gave one. */
    sourceRef: text('source_ref'),
    customerId: text('customer_id').notNull(),
    invoiceId: text('invoice_id'),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    claimedMinor: minor('claimed_minor').notNull(),
    currency: text('currency').notNull(),
    /** Structured claim as the channel gave it: bank reference, payment date, reason hint. */
    claim: jsonb('claim').notNull().default({}),
    /** Who asked: person:…, or contact:… when it came from outside. Never approves. */
    requesterId: text('requester_id').notNull(),
    /** Which authenticated principal submitted it. */
    submittedBy: text('submitted_by').notNull(),
    receivedAt: instant('received_at').notNull(),
    policyVersion: text('policy_version')
      .notNull()
      .references(() => policyVersions.version),

    type: text('type'),
    reason: text('reason'),
    confidence: doublePrecision('confidence'),
    priority: text('priority', { enum: PRIORITIES }),
    team: text('team'),
    ownerId: text('owner_id'),
    stage: text('stage', { enum: STAGES }).notNull().default('captured'),
    revision: integer('revision').notNull().default(0),
    /** RequestState of domain/request.ts as the workflow last stored it: a run can begin anywhere from it. */
    state: jsonb('state'),
    waitingFor: text('waiting_for'),
    waitingUntil: instant('waiting_until'),
    nextStep: text('next_step'),
    slaDue: instant('sla_due'),
    slaBinding: jsonb('sla_binding'),
    firstResponseAt: instant('first_response_at'),
    withdrawRequestedAt: instant('withdraw_requested_at'),
    /** How often it was reopened: part of the keys of what a closing does. */
    cycle: integer('cycle').notNull().default(0),
    /** Skill the routing rule asks of whoever owns it. */
    skill: text('skill'),
    /** The first resolution, recorded once; a reopened request may get another. */
    firstOutcome: text('first_outcome', { enum: OUTCOMES }),
    firstClosedAt: instant('first_closed_at'),
    outcome: text('outcome', { enum: OUTCOMES }),
    closedAt: instant('closed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    uniqueIndex('request_source').on(t.legalEntity, t.channel, t.submittedBy, t.sourceRef),
    foreignKey({
      columns: [t.legalEntity, t.customerId],
      foreignColumns: [customers.legalEntity, customers.id],
    }),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId],
      foreignColumns: [invoices.legalEntity, invoices.id],
    }),
    index('request_newest').on(t.legalEntity, t.createdAt.desc(), t.id.desc()),
    index('request_customer').on(t.legalEntity, t.customerId, t.createdAt.desc()),
    index('request_open_due')
      .on(t.legalEntity, t.slaDue)
      .where(sql`closed_at is null`),
    index('request_invoice').on(t.legalEntity, t.invoiceId),
    oneOf('request_channel', t.channel, CHANNELS),
    oneOf('request_stage', t.stage, STAGES),
    check(
      'request_priority',
      sql`${t.priority} is null or ${t.priority} in (${sql.raw(PRIORITIES.map((p) => `'${p}'`).join(', '))})`,
    ),
    check(
      'request_outcome',
      sql`${t.outcome} is null or ${t.outcome} in (${sql.raw(OUTCOMES.map((o) => `'${o}'`).join(', '))})`,
    ),
    check('request_claimed', sql`${t.claimedMinor} > 0`),
    check(
      'request_closed',
      sql`(${t.stage} = 'closed') = (${t.closedAt} is not null) and (${t.stage} = 'closed') = (${t.outcome} is not null)`,
    ),
  ],
);

/** Everyone who touched the request, and how. Whoever is here never approves it (trigger on decision). */
export const requestTouches = pgTable(
  'request_touch',
  {
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    actorId: text('actor_id').notNull(),
    relation: text('relation', {
      enum: ['requester', 'submitter', 'preparer', 'classifier', 'claimant', 'evidence', 'price-maintainer'],
    }).notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.requestId, t.actorId, t.relation] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
  ],
);

/** What was found: one row per source, hashed; the proposal's content hash covers these hashes. */
export const evidence = pgTable(
  'evidence',
  {
    legalEntity: legalEntity(),
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    kind: text('kind').notNull(),
    /** The document it came from: CON-1003, INV-18750-A, RCPT-70311 … */
    sourceRef: text('source_ref').notNull(),
    summary: text('summary').notNull(),
    content: jsonb('content').notNull(),
    hash: text('hash').notNull(),
    addedBy: text('added_by').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    index('evidence_request').on(t.legalEntity, t.requestId, t.revision),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
  ],
);

/** Assessment of one revision: checks of claim against evidence (Assessment of domain/assessment.ts). */
export const assessments = pgTable(
  'assessment',
  {
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    content: jsonb('content').notNull(),
    assessedBy: text('assessed_by').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.requestId, t.revision] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
  ],
);

/** One per revision. Requester and preparer are repeated into decisions by composite key, so CHECKs can compare them with the approver. */
export const proposals = pgTable(
  'proposal',
  {
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    /** SHA-256 of the RFC 8785 JSON of ProposalContent (domain/proposal.ts). */
    contentHash: text('content_hash').notNull(),
    content: jsonb('content').notNull(),
    customerGroup: text('customer_group').notNull(),
    matrixColumn: text('matrix_column').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    /** This proposal plus the 30-day aggregate of the same group and column: what the matrix was read with. */
    basisMinor: minor('basis_minor').notNull(),
    currency: text('currency').notNull(),
    /** The amount at the rate of the proposal's date, functional currency; null where no rate was known. The basis is in it too. */
    functionalMinor: minor('functional_minor'),
    requesterId: text('requester_id').notNull(),
    preparerId: text('preparer_id').notNull(),
    /** ApprovalChain of domain/approval.ts: levels, and why. */
    chain: jsonb('chain').notNull(),
    status: text('status', {
      enum: ['pending', 'approved', 'returned', 'refused', 'withdrawn', 'posted'],
    }).notNull(),
    routedAt: instant('routed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.requestId, t.revision] }),
    unique('proposal_hash').on(t.legalEntity, t.requestId, t.revision, t.contentHash),
    unique('proposal_people').on(
      t.legalEntity,
      t.requestId,
      t.revision,
      t.contentHash,
      t.requesterId,
      t.preparerId,
    ),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    index('proposal_aggregate').on(t.legalEntity, t.customerGroup, t.matrixColumn, t.routedAt),
    oneOf('proposal_status', t.status, ['pending', 'approved', 'returned', 'refused', 'withdrawn', 'posted']),
  ],
);

/** What waits for people. An approval seat is a task of kind approve with its level. */
export const tasks = pgTable(
  'task',
  {
    legalEntity: legalEntity(),
    /** TSK-US10-… */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    kind: text('kind', { enum: TASK_KINDS }).notNull(),
    state: text('state', { enum: TASK_STATES }).notNull(),
    level: integer('level'),
    role: text('role').notNull(),
    team: text('team').notNull(),
    /** Named person where the seat is one person's (committee, delegate). */
    assigneeId: text('assignee_id'),
    /** Why it came to this role, in the reader's words. */
    because: text('because').notNull(),
    /** For provide-information: what the customer is asked. */
    question: text('question'),
    /** What a decision must name (If-Match): the proposal's content hash, or the task's own version. */
    contentHash: text('content_hash').notNull(),
    openedAt: instant('opened_at'),
    dueAt: instant('due_at'),
    doneAt: instant('done_at'),
    doneBy: text('done_by'),
    verdict: text('verdict', { enum: VERDICTS }),
    /** When the approval's own clock expired and its manager was told; the seat stays as it is. */
    escalatedAt: instant('escalated_at'),
    /** A consult: the seat or task that asked, which waits for the answer where it is an approval. */
    returnsTo: text('returns_to'),
    /** A consult or a question: who asked. */
    askedBy: text('asked_by'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    index('task_inbox')
      .on(t.legalEntity, t.dueAt, t.id)
      .where(sql`state = 'open'`),
    index('task_request').on(t.legalEntity, t.requestId),
    oneOf('task_kind', t.kind, TASK_KINDS),
    oneOf('task_state', t.state, TASK_STATES),
    check('task_done', sql`(${t.state} = 'done') = (${t.doneBy} is not null)`),
  ],
);

/**
 * Recorded by the API alone (grants), effective when the workflow has consumed it.
 * CHECKs and the guard trigger refuse an approval by the requester, the preparer, or anyone who touched the request.
 */
export const decisions = pgTable(
  'decision',
  {
    legalEntity: legalEntity(),
    /** DEC-US10-… */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    taskId: text('task_id').notNull(),
    kind: text('kind', { enum: TASK_KINDS }).notNull(),
    verdict: text('verdict', { enum: VERDICTS }).notNull(),
    reason: text('reason').notNull(),
    /** Verdict-specific: question, classification, proposed credit lines (domain/decision.ts). */
    detail: jsonb('detail').notNull().default({}),
    actorId: text('actor_id').notNull(),
    /** In which role, and on whose behalf, the actor decided. */
    role: text('role').notNull(),
    onBehalfOf: text('on_behalf_of'),
    /** Approvals only: what was seen. Null for other kinds. */
    contentHash: text('content_hash'),
    requesterId: text('requester_id'),
    preparerId: text('preparer_id'),
    status: text('status', { enum: ['recorded', 'effective', 'void'] })
      .notNull()
      .default('recorded'),
    statusReason: text('status_reason'),
    decidedAt: instant('decided_at').notNull(),
    consumedAt: instant('consumed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({ columns: [t.legalEntity, t.taskId], foreignColumns: [tasks.legalEntity, tasks.id] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    foreignKey({
      name: 'decision_proposal',
      columns: [t.legalEntity, t.requestId, t.revision, t.contentHash, t.requesterId, t.preparerId],
      foreignColumns: [
        proposals.legalEntity,
        proposals.requestId,
        proposals.revision,
        proposals.contentHash,
        proposals.requesterId,
        proposals.preparerId,
      ],
    }),
    uniqueIndex('decision_one_per_seat')
      .on(t.legalEntity, t.taskId)
      .where(sql`verdict not in ('ask', 'consult') and status <> 'void'`),
    uniqueIndex('decision_distinct_people')
      .on(t.legalEntity, t.requestId, t.revision, t.actorId)
      .where(sql`kind = 'approve' and verdict = 'approve' and status <> 'void'`),
    index('decision_request').on(t.legalEntity, t.requestId),
    oneOf('decision_kind', t.kind, TASK_KINDS),
    oneOf('decision_verdict', t.verdict, VERDICTS),
    oneOf('decision_status', t.status, ['recorded', 'effective', 'void']),
    check('decision_reason', sql`${t.verdict} = 'approve' or length(trim(${t.reason})) > 0`),
    check(
      'decision_approval_bound',
      sql`${t.kind} <> 'approve' or num_nonnulls(${t.contentHash}, ${t.requesterId}, ${t.preparerId}) = 3`,
    ),
    check(
      'decision_segregation_of_duties',
      sql`${t.kind} <> 'approve' or (${t.actorId} <> ${t.requesterId} and ${t.actorId} <> ${t.preparerId} and coalesce(${t.onBehalfOf}, '') not in (${t.requesterId}, ${t.preparerId}))`,
    ),
  ],
);

/** What the customer's side says later: an answer to a question, or a withdrawal. */
export const customerMessages = pgTable(
  'customer_message',
  {
    legalEntity: legalEntity(),
    /** MSG-US10-… */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    kind: text('kind', { enum: ['reply', 'withdrawal'] }).notNull(),
    text: text('text').notNull(),
    actorId: text('actor_id').notNull(),
    /** How often the request had been reopened when it came. */
    cycle: integer('cycle').notNull().default(0),
    at: instant('at').notNull(),
    consumedAt: instant('consumed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
    uniqueIndex('customer_message_one_withdrawal')
      .on(t.legalEntity, t.requestId, t.cycle)
      .where(sql`kind = 'withdrawal'`),
    oneOf('customer_message_kind', t.kind, ['reply', 'withdrawal']),
  ],
);

/** Letters and restatements as sent. */
export const documents = pgTable(
  'document',
  {
    legalEntity: legalEntity(),
    /** DOC-US10-… */
    id: text('id').notNull(),
    requestId: text('request_id').notNull(),
    kind: text('kind', {
      enum: ['acknowledgement', 'question', 'resolution-letter', 'corrected-invoice', 'internal-notice'],
    }).notNull(),
    title: text('title').notNull(),
    /** Message-ID: deterministic, so a re-sent letter is the same letter. */
    messageId: text('message_id').notNull(),
    recipient: text('recipient').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    sentAt: instant('sent_at'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.id] }),
    uniqueIndex('document_message').on(t.legalEntity, t.messageId),
    index('document_request').on(t.legalEntity, t.requestId),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
  ],
);

/** Each mark of each clock fires once. */
export const slaMarks = pgTable(
  'sla_mark',
  {
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    clock: text('clock').notNull(),
    percent: integer('percent').notNull(),
    /** When the budget was consumed, not when the mark was noticed. */
    trueAt: instant('true_at').notNull(),
    at: instant('at').notNull(),
    breach: boolean('breach').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.requestId, t.clock, t.percent] }),
    foreignKey({
      columns: [t.legalEntity, t.requestId],
      foreignColumns: [requests.legalEntity, requests.id],
    }),
  ],
);

/** Dunning is blocked for the disputed amount from intake to close, 60 days at most. */
export const dunningBlocks = pgTable(
  'dunning_block',
  {
    legalEntity: legalEntity(),
    requestId: text('request_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    from: instant('blocked_from').notNull(),
    until: date('blocked_until').notNull(),
    releasedAt: instant('released_at'),
  },
  (t) => [
    primaryKey({ columns: [t.legalEntity, t.requestId] }),
    foreignKey({
      columns: [t.legalEntity, t.invoiceId],
      foreignColumns: [invoices.legalEntity, invoices.id],
    }),
  ],
);
