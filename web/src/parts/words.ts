import type {
  ActionName,
  Channel,
  DisputeReason,
  Outcome,
  RequestType,
  Stage,
  TaskKind,
  Team,
} from '../api/resources.ts';
import { grouped } from './money-words.ts';

/** The API's closed word lists in the reader's words. A new word in the API fails the type check here. */
export const STAGE_WORDS: Record<Stage, string> = {
  captured: 'Captured',
  verifying: 'Verifying',
  triage: 'Triage',
  assessing: 'Assessing',
  preparing: 'Preparing',
  approving: 'Approving',
  'awaiting-customer': 'Awaiting customer',
  executing: 'Executing',
  confirming: 'Confirming',
  closed: 'Closed',
};

/** How it came in. */
export const CHANNEL_WORDS: Record<Channel, string> = {
  portal: 'through the portal',
  crm: 'through the CRM',
  email: 'by e-mail',
  'service-desk': 'through the service desk',
  rpa: 'through a robot',
  'bank-feed': 'from the bank feed',
};

export const TYPE_WORDS: Record<RequestType, string> = {
  'billing-dispute': 'Billing dispute',
  'payment-clarification': 'Payment clarification',
};

export const TEAM_WORDS: Record<Team, string> = {
  billing: 'Billing',
  'cash-application': 'Cash application',
  credit: 'Credit',
  'service-desk': 'Service desk',
  receivables: 'Receivables',
  finance: 'Finance',
};

export const OUTCOME_WORDS: Record<Outcome, string> = {
  VALID_FULL: 'Valid in full',
  VALID_PARTIAL: 'Valid in part',
  INVALID: 'Not valid',
  WITHDRAWN: 'Withdrawn',
  COMMERCIAL_GESTURE: 'Commercial gesture',
  WRITE_OFF: 'Written off',
  DUPLICATE_REQUEST: 'Duplicate request',
  APPROVED: 'Approved',
  APPROVED_PARTIAL: 'Approved in part',
  REFUSED: 'Refused',
  NO_RESPONSE: 'No response',
};

export const TASK_WORDS: Record<TaskKind, string> = {
  triage: 'Classify',
  assess: 'Assess',
  approve: 'Approve',
  'provide-information': 'Provide information',
  consult: 'Consult',
};

export const ACTION_WORDS: Record<ActionName, string> = {
  approve: 'Approve',
  reject: 'Reject',
  ask: 'Ask for information',
  classify: 'Classify',
  propose: 'Propose a resolution',
  deny: 'Deny the claim',
  reply: "Record the customer's reply",
  withdraw: 'Withdraw the request',
};

export const REASON_WORDS: Record<DisputeReason, string> = {
  PRICE: 'Price differs from what was agreed',
  DISCOUNT: 'Agreed discount missing',
  QUANTITY: 'More was billed than delivered or allowed',
  NON_RECEIPT: 'Goods or services not received',
  DAMAGE: 'Goods arrived damaged',
  QUALITY: 'Quality not as promised',
  WRONG_ITEM: 'Wrong item delivered',
  DUPLICATE: 'Billed twice',
  CANCELLED: 'Order was cancelled',
  FREIGHT: 'Freight charged wrongly',
  TAX: 'Tax charged wrongly',
  TERMS: 'Payment terms differ from the contract',
  OVERPAID: 'Paid more than was owed',
  UNDERPAID: 'Paid less than was owed',
  UNEARNED_DISCOUNT: 'Discount taken after its date',
  LATE_FEE: 'Late fee contested',
  PAYMENT_NOT_POSTED: 'Payment not on the account',
};

export const RESOLUTION_WORDS = {
  'credit-memo': 'Credit memo',
  'cash-application': 'Cash application',
  denial: 'Denial',
} as const;

/** The API's fragments ("price differs from …") where they stand alone. */
export const sentence = (words: string): string =>
  withGroupedAmounts(words.charAt(0).toUpperCase() + words.slice(1));

/** Thousands separators in the amounts of a text. */
export const withGroupedAmounts = (words: string): string =>
  words.replaceAll(/(?<![\w.-])\d{4,}\.\d{2}(?![\w.-]*\d)/g, grouped);

/** A key such as accounts-receivable as people read it. */
export const fromKey = (key: string): string => {
  return sentence(key.replaceAll(/[-_]/g, ' '));
};

export const reasonWords = (code: string | null): string | null =>
  code === null ? null : (REASON_WORDS[code as DisputeReason] ?? fromKey(code.toLowerCase()));

/** Words as Mantine's Select takes them. */
export const optionsOf = <Key extends string>(
  words: Readonly<Record<Key, string>>,
): { value: Key; label: string }[] =>
  (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }));
