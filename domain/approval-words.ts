import { all, amountWords, boundWords } from './amount-words.ts';
import type { ApprovalChain, ApprovalQuestion, Band, Bands } from './approval-plan.ts';
import { money, type CurrencyCode, type Money } from './money.ts';
import type { MatrixColumn, Policy } from './policy/schema.ts';
import { ROLE_WORDS, roleWords } from './role-words.ts';
import type { Team } from './vocabulary.ts';

/** What a column is about, several of them. */
const COLUMN_WORDS: Record<MatrixColumn, string> = {
  'credit-memo': 'credit memos',
  'commercial-gesture': 'commercial gestures',
  'write-off': 'write-offs',
  refund: 'refunds',
  'credit-limit': 'credit limits',
  'lower-credit-limit': 'lowered credit limits',
  restructuring: 'restructurings',
  'cash-application': 'cash applications',
  'cash-application-other-payer': "cash applications of another payer's money",
  denial: 'denials',
  'debit-memo': 'debit memos',
  reversal: 'reversals',
  'contract-amendment': 'contract amendments',
  'bank-change': 'changes of bank details',
  'lc-discrepancy-waiver': 'waivers of discrepancies under a letter of credit',
};

/** "credit memos over 5,000.00 up to 25,000.00 USD: billing team lead, then receivables manager (policy v1)", and what it counts as. */
export function because(
  policy: Policy,
  question: ApprovalQuestion,
  basis: Money,
  { bands, fitting, seated }: { readonly bands: Bands; readonly fitting: number; readonly seated: number },
): string {
  const band = bands[seated];
  const who = band && band.levels.length > 0 ? whoInWords(band, question.team) : 'nobody has to approve';
  const what = COLUMN_WORDS[question.column];
  const rule = `${who} (policy ${policy.version})`;
  if (question.unpriced)
    return `${what} with no exchange rate for all that counts, taken as above every bound: ${rule}. This one is of ${amountWords(question.amount)}`;
  const bounds = boundsInWords(bands[fitting - 1]?.upTo ?? null, band?.upTo ?? null, basis.currency);
  const counted = countedInWords(policy, question, basis);
  return `${what} ${bounds}: ${rule}${counted === '' ? '' : `. This one counts as ${counted}`}`;
}

function boundsInWords(over: string | null, upTo: string | null, currency: CurrencyCode): string {
  if (upTo === null) return over === null ? 'of any amount' : `over ${boundWords(over, currency)}`;
  const last = `up to ${boundWords(upTo, currency)}`;
  return over === null ? last : `over ${withoutCurrency(money(BigInt(over), currency))} ${last}`;
}

/** Empty where the amount stands for itself. */
function countedInWords(
  policy: Policy,
  { amount, earlier, converted }: ApprovalQuestion,
  basis: Money,
): string {
  const from = converted ? ` (${amountWords(converted.from)} at ${converted.rate} of ${converted.day})` : '';
  if (basis.minor === amount.minor) return from === '' ? '' : `${amountWords(amount)}${from}`;
  const hours = policy.approvals.aggregationHours;
  const window = hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
  return `${amountWords(basis)}: ${withoutCurrency(amount)}${from}, together with ${withoutCurrency(earlier)} proposed for the same customer group in the last ${window}`;
}

const withoutCurrency = (value: Money): string => amountWords(value).slice(0, -value.currency.length - 1);

/** Levels in sequence, seats of one level side by side: "receivables manager, then 2 of 3 committee members". */
const whoInWords = (band: Band, team: Team): string =>
  band.levels
    .map(({ seats, quorum, of }) => {
      const roles = seats.map((seat) => roleWords(seat.role, seat.team === 'owner' ? team : seat.team));
      return quorum === undefined ? all(roles) : `${quorum} of ${of} ${all(roles)}s`;
    })
    .join(', then ');

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'];

/** Why a seat is asked: which of the approvals it is, and for what. @param level of the seat, from 1 */
export function seatBecause({ levels, because: what }: ApprovalChain, level: number): string {
  const only = levels.length === 1 ? levels[0] : undefined;
  if (only)
    return only.of === 1 ? `The one approval for ${what}` : `One of ${only.of} who may approve ${what}`;
  const of = NUMBERS[levels.length] ?? levels.length;
  return `${ORDINALS[level - 1] ?? `Number ${level}`} of ${of} approvals for ${what}`;
}

/** What would have been otherwise: who decides in the band below. */
export function counterfactual(bands: Bands, index: number, currency: CurrencyCode): string | null {
  const below = bands[index - 1];
  if (!below?.upTo) return null;
  const roles = below.levels.flatMap(({ seats, quorum, of }) =>
    seats.map(({ role }) =>
      quorum === undefined ? ROLE_WORDS[role] : `${quorum} of ${of} ${ROLE_WORDS[role]}s`,
    ),
  );
  const shorter =
    roles.length === 0 ? 'automatic' : roles.length === 1 ? `${roles[0]} alone` : roles.join(' and ');
  return `${shorter} at or below ${boundWords(below.upTo, currency)}`;
}
