/** Audit kinds in words. The detail is plain JSON of that kind; only what is a string or number is ever put into a title. */
type Detail = Readonly<Record<string, unknown>>;

const TITLES: Readonly<Record<string, string | ((detail: Detail) => string)>> = {
  captured: (d) => `Handed in through ${text(d, 'channel', 'a channel')}`,
  started: 'Work began',
  verified: 'Customer, identity and eligibility checked',
  'verification-failed': 'Customer, identity or eligibility needs a person',
  classified: (d) =>
    `Classified as ${text(d, 'type', 'a request').replaceAll('-', ' ')}${d['priority'] ? `, ${text(d, 'priority', '')}` : ''}`,
  reclassified: 'Classified again by a person',
  routed: (d) => `Sent to ${text(d, 'team', 'a team')}`,
  assigned: 'Assigned',
  claimed: 'Claimed',
  assessed: 'Claim checked against the evidence',
  'evidence-added': 'Evidence added',
  proposed: (d) => `Resolution proposed, revision ${text(d, 'revision', '1')}`,
  'proposal-returned': 'Proposal returned to its preparer',
  'proposal-approved': 'Proposal approved',
  'task-opened': 'A task was opened',
  'task-voided': 'A task became void',
  'tasks-opened': 'Approvals were asked for',
  'decision-recorded': (d) => `Decided: ${text(d, 'verdict', 'an answer')}`,
  'decision-effective': (d) => `Decision took effect${d['verdict'] ? `: ${text(d, 'verdict', '')}` : ''}`,
  'decision-void': 'Decision became void',
  'decision-refused': (d) => `Decision refused: ${text(d, 'reason', 'not allowed')}`,
  'signal-ignored': 'A signal without a record was ignored',
  'unknown-signal': 'An unknown signal was ignored',
  'question-asked': 'Question sent to the customer',
  'reply-recorded': 'Answer of the customer received',
  replied: 'Answer of the customer taken up',
  'withdrawal-recorded': 'Withdrawal received',
  withdrawn: 'Withdrawn',
  'reminder-sent': 'Customer reminded',
  executed: 'Carried out',
  posted: (d) => `Posted to the ledger${d['entryNumber'] ? ` as ${text(d, 'entryNumber', '')}` : ''}`,
  'credit-memo-posted': 'Credit memo posted',
  'cash-applied': 'Payment applied',
  'posting-refused': 'Posting refused',
  confirmed: 'Customer told of the result',
  'letter-sent': 'Letter sent',
  'document-created': (d) => `Document written: ${text(d, 'title', 'a letter')}`,
  'document-sent': 'Document sent',
  'sla-mark': (d) => `${text(d, 'percent', 'A share')} % of the time was used`,
  'sla-breach': 'The time allowed was exceeded',
  escalated: 'Escalated',
  closed: (d) => `Closed${d['outcome'] ? `: ${text(d, 'outcome', '')}` : ''}`,
  reopened: 'Reopened',
  'access-refused': 'Access refused',
};

/** The event in words; a kind without words of its own is shown as it is written. */
export function eventTitle(kind: string, detail: unknown): string {
  const title = Object.hasOwn(TITLES, kind) ? TITLES[kind] : undefined;
  const plain = typeof detail === 'object' && detail !== null ? (detail as Detail) : {};
  if (title === undefined) return sentence(kind);
  return typeof title === 'string' ? title : title(plain);
}

const text = (detail: Detail, key: string, otherwise: string): string => {
  const value = detail[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
};

function sentence(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ').trim();
  return words === '' ? 'Event' : words.charAt(0).toUpperCase() + words.slice(1);
}
