import { roleWords } from '../role-words.ts';
import type { Policy } from './schema.ts';

type Level = Policy['approvals']['matrix']['denial'][number]['levels'][number];
type Band = Policy['approvals']['matrix']['denial'][number];
type Conditions = Policy['routing'][number]['when'];
type Windows = Policy['calendars'][string]['windows'];

/** A code as it is read: "billing-dispute" is "billing dispute". */
export const spoken = (code: string): string => CODE_WORDS[code] ?? code.replaceAll('-', ' ');

const CODE_WORDS: Readonly<Record<string, string>> = {
  'write-off': 'write-off',
  'team-lead': 'team lead',
  'cash-application-other-payer': 'cash application to another payer',
  'lc-discrepancy-waiver': 'letter-of-credit discrepancy waiver',
  'master-data-change': 'master-data change',
  cfo: 'CFO',
  'kyc-officer': 'KYC officer',
  'clear-kyc': 'clear KYC',
  'request-write-off': 'request a write-off',
};

/** Minor units of the functional currency, two decimals, thousands apart: "50000" is "500.00". */
export function amountWords(minor: string): string {
  const digits = minor.padStart(3, '0');
  const units = digits.slice(0, -2).replace(/^0+(?=\d)/, '');
  return `${units.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

export const boundWords = (minor: string | null): string =>
  minor === null ? 'no upper bound' : amountWords(minor);
export const hoursWords = (hours: number): string => `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
export const daysWords = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;
export const percentWords = (percent: number): string => `${percent} %`;

/** A decimal share as percent, exactly: "0.075" is "7.5 %". */
export function rateWords(rate: string): string {
  const [units = '0', decimals = ''] = rate.split('.');
  const shifted = `${units}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(2).replace(/0+$/, '');
  return `${shifted}${rest === '' ? '' : `.${rest}`} %`;
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export function levelWords({ seats, quorum, of }: Level): string {
  const words = seats
    .map(
      ({ role, team, veto }) =>
        `${roleWords(role, team === 'owner' ? '*' : team)}${veto ? ' with a veto' : ''}`,
    )
    .join(' and ');
  const own = seats.some(({ team }) => team === 'owner') ? ' of the owning team' : '';
  return quorum === undefined ? `${words}${own}` : `${quorum} of ${of ?? seats.length}: ${words}${own}`;
}

/** Who approves, level after level. */
export const levelsWords = (levels: readonly Level[]): string =>
  levels.length === 0 ? 'nobody' : levels.map(levelWords).join(', then ');

/** Which amounts a band covers. */
export function rangeWords(bands: readonly Band[], index: number): string {
  const below = bands[index - 1]?.upTo ?? null;
  const upTo = bands[index]?.upTo ?? null;
  if (below === null) return upTo === null ? 'any amount' : `up to ${amountWords(upTo)}`;
  return upTo === null
    ? `over ${amountWords(below)}`
    : `over ${amountWords(below)} up to ${amountWords(upTo)}`;
}

export const windowsWords = (windows: readonly { readonly from: string; readonly to: string }[]): string =>
  windows.length === 0 ? 'closed' : windows.map(({ from, to }) => `${from}–${to}`).join(', ');

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** @param iso 1 = Monday */
export const dayWords = (iso: string): string => DAYS[Number(iso) - 1] ?? iso;

export const weekWords = (windows: Windows): string =>
  Object.entries(windows)
    .map(([day, times]) => `${dayWords(day)} ${windowsWords(times ?? [])}`)
    .join(', ');

/** What a routing rule fits. */
export function conditionsWords(when: Conditions): string {
  const words = [
    when.type === undefined ? undefined : spoken(when.type),
    when.reason === undefined ? undefined : `reason ${when.reason}`,
    when.amountFrom === undefined ? undefined : `from ${amountWords(when.amountFrom)}`,
    when.amountBelow === undefined ? undefined : `below ${amountWords(when.amountBelow)}`,
    when.segment === undefined ? undefined : spoken(when.segment),
    when.regions === undefined ? undefined : `in ${when.regions.join(', ')}`,
    when.languages === undefined ? undefined : `in language ${when.languages.join(', ')}`,
    when.complexity,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? 'everything' : words.join(', ');
}
