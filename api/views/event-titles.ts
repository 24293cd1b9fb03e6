import type { Outcome } from '../../domain/vocabulary.ts';

/** Audit kinds in words. The detail is plain JSON of that kind; only what is a string or number is ever put into a title. */
type Detail = Readonly<Record<string, unknown>>;

const TITLES: Readonly<Record<string, string | ((detail: Detail) => string)>> = {
  captured: (d) => `Handed in ${CHANNEL_WORDS[text(d, 'channel', '')] ?? 'through a channel'}`,
  verified: 'Customer, identity and credit standing checked',
  classified: (d) => {
    const type = text(d, 'type', '');
    if (type === '') return 'No type fits surely: a person classifies';
    return isUnsure(d)
      ? `Read as ${type.replaceAll('-', ' ')} with confidence ${text(d, 'confidence', '0')}: a person classifies it`
      : `Classified as ${type.replaceAll('-', ' ')}${after(', ', text(d, 'priority', ''))}`;
  },
  assessed: (d) => `Claim checked against the evidence${after(', revision ', text(d, 'revision', ''))}`,
  'analyst-called': (d) => `Given to an analyst${after(': ', text(d, 'why', ''))}`,
  proposed: (d) => `Resolution proposed${after(', revision ', text(d, 'revision', ''))}`,
  'approvals-required': 'Approvals asked for',
  'approved-automatically': 'Approved automatically: the policy asks nobody',
  approved: 'Proposal approved',
  'returned-to-preparer': 'Proposal returned to its preparer',
  'decision-recorded': (d) => `Decision taken: ${text(d, 'verdict', 'an answer')}`,
  'decision-effective': (d) => `Decision took effect${after(': ', text(d, 'verdict', ''))}`,
  'decision-void': (d) => `Decision is void${after(': ', text(d, 'why', ''))}`,
  'decision-refused': (d) => `Decision refused${after(': ', text(d, 'reason', ''))}`,
  'signal-ignored': (d) => `A message was ignored${after(': ', text(d, 'why', ''))}`,
  'asked-customer': 'Question put to the customer',
  consulted: (d) => `Question put to ${text(d, 'team', 'another team')}`,
  'consult-overdue': (d) => `No answer from ${text(d, 'team', 'another team')} in time`,
  'consult-answered': (d) => `Answer of ${text(d, 'team', 'another team')} filed as evidence`,
  'owner-changed': (d) => ownerChange(d),
  'ownership-refused': (d) => `Change of owner refused${after(': ', text(d, 'reason', ''))}`,
  'reply-recorded': 'Answer of the customer received',
  replied: 'Answer of the customer taken up',
  'withdrawal-recorded': 'Withdrawal received',
  withdrawn: 'Withdrawn',
  'no-response': 'The customer did not answer in time',
  executed: 'Posted to the ledger',
  'not-executed': (d) => `Not carried out${after(': ', text(d, 'why', ''))}`,
  'letter-filed': (d) => `Letter written${after(': ', text(d, 'letter', '').replaceAll('-', ' '))}`,
  'letter-undeliverable': (d) =>
    `Letter not delivered: ${text(d, 'why', 'the mail server refused it for good')}`,
  confirmed: 'Customer told of the result',
  'sla-mark': (d) => `${clockOf(d)}: ${text(d, 'percent', 'a share')} % of the time allowed is used`,
  'sla-breached': (d) => `${clockOf(d)}: the time allowed is exceeded`,
  'seat-not-needed': 'Approval no longer needed: enough others of its level approved',
  'seat-unfillable': (d) => `Nobody may give an approval it needs: ${text(d, 'why', 'nobody is left')}`,
  'approval-reminder': 'Reminded of the approval that is still open',
  'approval-expired': 'The approval is overdue: managers told',
  'change-requested': (d) => `${changeOf(d)} asked for`,
  'change-effective': (d) => `${changeOf(d)} took effect`,
  'change-approved': (d) => `${changeOf(d)} approved`,
  'change-refused': (d) => `${changeOf(d)} refused${after(': ', text(d, 'reason', ''))}`,
  'change-void': (d) => `${changeOf(d)} is void${after(': ', text(d, 'why', ''))}`,
  'policy-moved': (d) => `Moved to policy ${text(d, 'to', 'another version')}`,
  'policy-move-refused': (d) => `Move to another policy refused${after(': ', text(d, 'reason', ''))}`,
  'authority-lent': 'Authority lent to somebody',
  'authority-taken-back': 'Lent authority taken back',
  'absence-recorded': 'Absence recorded',
  'absence-cancelled': 'Absence cancelled',
  reopened: (d) => `Reopened${after(': ', text(d, 'reason', ''))}`,
  closed: (d) => `Closed${after(': ', outcomeOf(d))}`,
  'access-refused': 'Access refused',
};

/** The event in words; a kind without words of its own is shown as it is written. */
export function eventTitle(kind: string, detail: unknown): string {
  const title = Object.hasOwn(TITLES, kind) ? TITLES[kind] : undefined;
  const plain = typeof detail === 'object' && detail !== null ? (detail as Detail) : {};
  if (title === undefined) return sentence(kind);
  return typeof title === 'string' ? title : title(plain);
}

const OWNER_CHANGES: Readonly<Record<string, string>> = {
  assign: 'Given to an owner',
  claim: 'Claimed',
  'hand-over': 'Handed over',
  reassign: 'Given to another owner',
};

/** Names stay out of a title: the detail has the ids, and the page shows whose it is. */
function ownerChange(detail: Detail): string {
  const queue = text(detail, 'queue', 'its team');
  const reason = after(': ', text(detail, 'reason', ''));
  if (typeof detail['to'] !== 'string') return `Returned to the queue of ${queue}${reason}`;
  const action = text(detail, 'action', '');
  return `${(Object.hasOwn(OWNER_CHANGES, action) ? OWNER_CHANGES[action] : undefined) ?? 'Owner changed'}${reason}`;
}

/** The rules named a type and the request still went to the service desk: they were not sure enough. */
function isUnsure({ route, confidence }: Detail): boolean {
  const team = typeof route === 'object' && route !== null && 'team' in route ? route.team : undefined;
  return team === 'service-desk' && typeof confidence === 'number' && confidence < 1;
}

const CHANGES: Readonly<Record<string, string>> = {
  priority: 'Another priority',
  'policy-version': 'The move to another policy',
  reopening: 'Reopening',
};

function changeOf(detail: Detail): string {
  const change = text(detail, 'change', '');
  return (Object.hasOwn(CHANGES, change) ? CHANGES[change] : undefined) ?? 'A change';
}

const CLOCKS: Readonly<Record<string, string>> = {
  'policy-response': 'First response',
  'policy-resolution': 'Resolution',
  'contract-resolution': "Resolution by the customer's contract",
  approval: 'Approval',
};

function clockOf(detail: Detail): string {
  const clock = text(detail, 'clock', '');
  return (Object.hasOwn(CLOCKS, clock) ? CLOCKS[clock] : undefined) ?? 'Clock';
}

const OUTCOMES: Readonly<Record<string, string>> = {
  VALID_FULL: 'valid in full',
  VALID_PARTIAL: 'valid in part',
  INVALID: 'not valid',
  WRITE_OFF: 'written off',
  APPROVED_PARTIAL: 'approved in part',
} satisfies Partial<Record<Outcome, string>>;

function outcomeOf(detail: Detail): string {
  const code = text(detail, 'outcome', '');
  const words = Object.hasOwn(OUTCOMES, code) ? OUTCOMES[code] : undefined;
  return words ?? code.toLowerCase().replaceAll('_', ' ');
}

/** The words with what leads to them, or nothing. */
const after = (lead: string, words: string): string => (words === '' ? '' : lead + words);

/** How it came in, in words. */
const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  portal: 'through the portal',
  crm: 'through the CRM',
  email: 'by e-mail',
  'service-desk': 'through the service desk',
  rpa: 'through a robot',
  'bank-feed': 'from the bank feed',
};

const text = (detail: Detail, key: string, otherwise: string): string => {
  const value = detail[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
};

function sentence(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ').trim();
  return words === '' ? 'Event' : words.charAt(0).toUpperCase() + words.slice(1);
}
