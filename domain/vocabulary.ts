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

/** What a person can answer to a task. `ask` sends a question to the customer and keeps the task. */
export const VERDICTS = ['approve', 'reject', 'ask', 'classify', 'propose', 'deny'] as const;
export type Verdict = (typeof VERDICTS)[number];

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
