/**
 * The closed word lists of the domain. Database checks, API schemas and discriminated unions are all made from these arrays,
 * so a word exists in exactly one place.
 */

export const CHANNELS = ['portal', 'crm', 'email', 'service-desk', 'rpa', 'bank-feed'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a request stands, as lists and the Temporal Web UI show it. */
export const STAGES = [
  'captured',
  'verifying',
  'triage',
  'assessing',
  'preparing',
  'approving',
  'awaiting-customer',
  'executing',
  'confirming',
  'closed',
] as const;
export type Stage = (typeof STAGES)[number];

export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const TEAMS = [
  'billing',
  'cash-application',
  'credit',
  'service-desk',
  'receivables',
  'finance',
  'sales',
  'logistics',
] as const;
export type Team = (typeof TEAMS)[number];

/** Roles of people. `analyst` and `team-lead` are held for one team; the rest for the entity or the group. */
export const ROLES = [
  'analyst',
  'team-lead',
  'manager',
  'controller',
  'treasurer',
  'cfo',
  'committee',
  'committee-alternate',
  'payment-releaser',
  'master-data-steward',
  'kyc-officer',
  'policy-author',
  'policy-publisher',
  'auditor',
  'service-desk',
] as const;
export type Role = (typeof ROLES)[number];

export const OUTCOMES = [
  'VALID_FULL',
  'VALID_PARTIAL',
  'INVALID',
  'WITHDRAWN',
  'COMMERCIAL_GESTURE',
  'WRITE_OFF',
  'DUPLICATE_REQUEST',
  'APPROVED',
  'APPROVED_PARTIAL',
  'REFUSED',
  'NO_RESPONSE',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What people are asked to do. */
export const TASK_KINDS = ['triage', 'assess', 'approve', 'provide-information', 'consult'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['waiting', 'open', 'done', 'void'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/**
 * What a person can answer to a task. `ask` sends a question to the customer and `consult` one to a team of ours; both keep the task.
 * `answer` answers a consult task.
 */
export const VERDICTS = [
  'approve',
  'reject',
  'ask',
  'consult',
  'answer',
  'classify',
  'propose',
  'deny',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What segregation of duties keeps apart: acts of a person for a customer, or on a policy. */
export const DUTIES = [
  'request',
  'prepare',
  'approve',
  'release-payment',
  'change-bank-details',
  'approve-refund',
  'clear-kyc',
  'approve-credit',
  'request-write-off',
  'apply-cash',
  'override-score',
  'approve-limit',
  'author-policy',
  'publish-policy',
] as const;
export type Duty = (typeof DUTIES)[number];

/** Automatic decisions that are explained. */
export const EXPLAINED_STEPS = [
  'classify',
  'prioritise',
  'route',
  'assign',
  'assess',
  'require-approvals',
  'approve-automatically',
  'deny',
] as const;
export type ExplainedStep = (typeof EXPLAINED_STEPS)[number];

/** Why a person of ours is told something. */
export const NOTICE_KINDS = [
  'sla-mark',
  'sla-breach',
  'approval-reminder',
  'approval-expired',
  'approval-void',
  'decision-void',
  'answer-received',
  'ownership',
  'consult',
  'delegation',
  'policy',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What is decided about a request beside its tasks. */
export const CHANGE_KINDS = ['priority', 'policy-version', 'reopening'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Keys that postings name; a table per legal entity, item category and tax code maps them to accounts (defaults of the chart of accounts). */
export const ACCOUNT_KEYS = [
  'cash',
  'payments-in-transit',
  'accounts-receivable',
  'loss-allowance',
  'notes-receivable',
  'lc-receivable',
  'output-tax',
  'refund-liability',
  'customer-credits',
  'unidentified-cash',
  'unapplied-cash',
  'on-account',
  'opening-equity',
  'revenue',
  'cash-discounts',
  'consideration-payable',
  'interest-and-late-fees',
  'impairment-expense',
  'modification-gain-loss',
  'payment-differences',
  'customer-marketing-expense',
  'realised-fx',
] as const;
export type AccountKey = (typeof ACCOUNT_KEYS)[number];

export const ITEM_CATEGORIES = ['goods', 'services', 'freight'] as const;
export type ItemCategory = (typeof ITEM_CATEGORIES)[number];
