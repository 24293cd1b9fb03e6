import type {
  ActionName,
  Change,
  Channel,
  DisputeReason,
  Explanation,
  NoticeKind,
  Outcome,
  Priority,
  Proposal,
  RequestType,
  Stage,
  TaskKind,
  Team,
} from '../api/resources.ts';
import { grouped, moneyWords } from './money-words.ts';

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
  sales: 'Sales',
  logistics: 'Logistics',
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
  consult: 'Ask another team',
  answer: 'Answer',
  claim: 'Claim',
  'hand-over': 'Hand over',
  reassign: 'Reassign',
  'return-to-queue': 'Return to the queue',
  'change-priority': 'Change the priority',
  'move-policy': 'Move to another policy',
  reopen: 'Reopen',
};

/** What a notice is about. */
export const NOTICE_WORDS: Record<NoticeKind, string> = {
  'sla-mark': 'Service level',
  'sla-breach': 'Service level missed',
  'approval-reminder': 'Approval due',
  'approval-expired': 'Approval overdue',
  'approval-void': 'Approval void',
  'decision-void': 'Decision void',
  'answer-received': 'Answer received',
  ownership: 'Ownership',
  consult: 'Consultation',
  delegation: 'Standing in',
  policy: 'Policy',
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

/** What each type may be about; the API refuses any other. */
export const REASONS_OF: Record<RequestType, readonly DisputeReason[]> = {
  'billing-dispute': (Object.keys(REASON_WORDS) as DisputeReason[]).filter(
    (reason) => reason !== 'PAYMENT_NOT_POSTED',
  ),
  'payment-clarification': ['PAYMENT_NOT_POSTED'],
};

export const RESOLUTION_WORDS = {
  'credit-memo': 'Credit memo',
  'cash-application': 'Cash application',
  denial: 'Denial',
} as const;

/** What a rule decided by itself, in the order in which a request meets it. */
export const EXPLAINED_WORDS: Record<Explanation['step'], string> = {
  classify: 'What it is',
  prioritise: 'How urgent it is',
  route: 'Which team has it',
  assign: 'Whose it is',
  assess: 'What the claim comes to',
  'require-approvals': 'Who has to approve',
  'approve-automatically': 'Why nobody had to approve',
  deny: 'Why it was denied',
};

/** What each priority is for, as the policy's default sets it. */
export const PRIORITY_WORDS: Record<Priority, string> = {
  P1: 'P1, most urgent',
  P2: 'P2, urgent',
  P3: 'P3, normal',
  P4: 'P4, can wait',
};

/** A change to a request beside its tasks, in one phrase. */
export function changeWords({ kind, detail }: Pick<Change, 'kind' | 'detail'>): string {
  const to = (key: string): string => (typeof detail[key] === 'string' ? ` to ${detail[key]}` : '');
  switch (kind) {
    case 'priority':
      return `Change of priority${to('priority')}`;
    case 'policy-version':
      return `Move to policy${to('toVersion').replace(' to', '')}`;
    case 'reopening':
      return 'Reopening';
  }
}

const CLOCK_WORDS: Readonly<Record<string, string>> = {
  'policy-response': 'First response',
  'policy-resolution': 'Resolution',
  'contract-resolution': "Resolution by the customer's contract",
  approval: 'Approval',
};

/** What a clock measures. */
export const clockWords = (name: string): string => CLOCK_WORDS[name] ?? fromKey(name);

/** A proposal in one phrase: "credit memo of 25,000.00 USD". */
export const proposalWords = ({
  resolutionKind,
  amount,
}: Pick<Proposal, 'resolutionKind' | 'amount'>): string =>
  `${RESOLUTION_WORDS[resolutionKind].toLowerCase()} of ${moneyWords(amount)}`;

/** A text of the API in words alone, its amounts grouped. */
export const plainWords = (words: string): string => withGroupedAmounts(withoutCodes(words));

/** The API's fragments ("price differs from …") where they stand alone. */
export const sentence = (words: string): string => capitalised(plainWords(words));

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const ROLE_WORDS: Readonly<Record<string, string>> = {
  'team-lead': 'team lead',
  manager: 'receivables manager',
  cfo: 'CFO',
  committee: 'committee member',
  'payment-releaser': 'payment releaser',
  'master-data-steward': 'master-data steward',
  'kyc-officer': 'KYC officer',
  'policy-author': 'policy author',
  'policy-publisher': 'policy publisher',
  'service-desk': 'service desk',
};

/** A role as people read it, within a sentence. */
export const roleWords = (role: string): string =>
  (Object.hasOwn(ROLE_WORDS, role) ? ROLE_WORDS[role] : undefined) ?? role.replaceAll('-', ' ');

/** Codes of closed lists as they stand in the API's texts, in words. */
const CODES: Readonly<Record<string, string>> = {
  ...ROLE_WORDS,
  'credit-memo': 'credit memo',
  ...lowered(TYPE_WORDS),
  ...lowered(TEAM_WORDS),
  ...lowered(OUTCOME_WORDS),
  ...lowered(REASON_WORDS),
};

/** A code that is no word by itself: hyphened, in joined capitals, in capitals after its type, or an acronym. What is quoted or part of an id stays. */
const CODE = /(?<![\w".-])(?:[a-z]+(?:-[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|(?<=[a-z]\/)[A-Z]+|cfo)(?![\w"-])/g;

const withoutCodes = (words: string): string =>
  words.replaceAll(CODE, (code) => (Object.hasOwn(CODES, code) ? (CODES[code] ?? code) : code));

function lowered(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([code, said]) => [code, lowerFirst(said)]));
}

export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Thousands separators in the amounts of a text. */
export const withGroupedAmounts = (words: string): string =>
  words.replaceAll(/(?<![\w.-])\d{4,}(?:\.\d{2}(?![\w.-]*\d)|(?= JPY\b))/g, grouped);

/** A key such as accounts-receivable as people read it. */
export const fromKey = (key: string): string => KEY_WORDS[key] ?? sentence(key.replaceAll(/[-_]/g, ' '));

/** Keys whose hyphens or capitals are part of the words. */
const KEY_WORDS: Readonly<Record<string, string>> = {
  'cash-application-other-payer': 'Cash application to another payer',
  'clear-kyc': 'Clear KYC',
  'lc-discrepancy-waiver': 'Letter-of-credit discrepancy waiver',
  'master-data-change': 'Master-data change',
  'request-write-off': 'Request a write-off',
  'write-off': 'Write-off',
  cfo: 'CFO',
  'kyc-officer': 'KYC officer',
  kyc: 'KYC',
};

export const reasonWords = (code: string | null): string | null =>
  code === null ? null : (REASON_WORDS[code as DisputeReason] ?? fromKey(code.toLowerCase()));

/** Words as Mantine's Select takes them. */
export const optionsOf = <Key extends string>(
  words: Readonly<Record<Key, string>>,
): { value: Key; label: string }[] =>
  (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }));
