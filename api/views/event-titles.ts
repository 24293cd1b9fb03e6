/** Audit kinds in words. The detail is plain JSON of that kind; only what is a string or number is ever put into a title. */
type Detail = Readonly<Record<string, unknown>>;

const TITLES: Readonly<Record<string, string | ((detail: Detail) => string)>> = {
  captured: (d) => `Handed in through ${text(d, 'channel', 'a channel')}`,
  verified: 'Customer, identity and credit standing checked',
  classified: (d) => {
    const type = text(d, 'type', '');
    return type === ''
      ? 'No type fits surely: a person classifies'
      : `Classified as ${type.replaceAll('-', ' ')}${after(', ', text(d, 'priority', ''))}`;
  },
  assessed: (d) => `Claim checked against the evidence${after(', revision ', text(d, 'revision', ''))}`,
  'analyst-called': 'Given to an analyst',
  proposed: (d) => `Resolution proposed${after(', revision ', text(d, 'revision', ''))}`,
  'approvals-required': 'Approvals asked for',
  'approved-automatically': 'Approved automatically: the policy asks nobody',
  approved: 'Proposal approved',
  'returned-to-preparer': 'Proposal returned to its preparer',
  'decision-recorded': (d) => `Decision taken: ${text(d, 'verdict', 'an answer')}`,
  'decision-effective': (d) => `Decision took effect${after(': ', text(d, 'verdict', ''))}`,
  'decision-void': 'Decision is void',
  'decision-refused': (d) => `Decision refused${after(': ', text(d, 'reason', ''))}`,
  'signal-ignored': 'A message that names no record was ignored',
  'asked-customer': 'Question put to the customer',
  'reply-recorded': 'Answer of the customer received',
  replied: 'Answer of the customer taken up',
  'withdrawal-recorded': 'Withdrawal received',
  withdrawn: 'Withdrawn',
  'no-response': 'The customer did not answer in time',
  executed: 'Posted to the ledger',
  'not-executed': (d) => `Not carried out${after(': ', text(d, 'why', ''))}`,
  'letter-filed': (d) => `Letter written${after(': ', text(d, 'letter', '').replaceAll('-', ' '))}`,
  confirmed: 'Customer told of the result',
  'sla-mark': (d) => `${text(d, 'percent', 'A share')} % of the time allowed was used`,
  'sla-breached': (d) =>
    `The time allowed was exceeded${after(', ', text(d, 'percent', ''))}${d['percent'] === undefined ? '' : ' %'}`,
  closed: (d) => `Closed${after(': ', text(d, 'outcome', '').toLowerCase().replaceAll('_', ' '))}`,
  'access-refused': 'Access refused',
};

/** The event in words; a kind without words of its own is shown as it is written. */
export function eventTitle(kind: string, detail: unknown): string {
  const title = Object.hasOwn(TITLES, kind) ? TITLES[kind] : undefined;
  const plain = typeof detail === 'object' && detail !== null ? (detail as Detail) : {};
  if (title === undefined) return sentence(kind);
  return typeof title === 'string' ? title : title(plain);
}

/** The words with what leads to them, or nothing. */
const after = (lead: string, words: string): string => (words === '' ? '' : lead + words);

const text = (detail: Detail, key: string, otherwise: string): string => {
  const value = detail[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
};

function sentence(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ').trim();
  return words === '' ? 'Event' : words.charAt(0).toUpperCase() + words.slice(1);
}
