import { grouped } from '../../parts/money-words.ts';
import { isBag } from '../../parts/structured.ts';
import type { Bag } from '../../parts/structured.ts';
import { roleWords, sentence, TEAM_WORDS } from '../../parts/words.ts';

/** What a policy document has at a place, if it is an object; drafts may have anything anywhere. */
export function bagAt(of: unknown, ...path: readonly string[]): Bag {
  const found = path.reduce<unknown>((value, key) => (isBag(value) ? value[key] : undefined), of);
  return isBag(found) ? found : {};
}

export const listAt = (of: Bag, key: string): readonly unknown[] => {
  const found = of[key];
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
};

/** Minor units of the functional currency, of two decimals: "50000" is "500.00". */
export function amountWords(minor: unknown): string {
  if (typeof minor !== 'string' || !/^\d+$/.test(minor)) return String(minor);
  const padded = minor.padStart(3, '0');
  return grouped(`${padded.slice(0, -2)}.${padded.slice(-2)}`);
}

/** "up to 500.00", "over 500.00 up to 5,000.00", "over 100,000.00". */
export function rangeWords(bands: readonly Bag[], index: number): string {
  const below = bands[index - 1]?.['upTo'] ?? null;
  const upTo = bands[index]?.['upTo'] ?? null;
  if (below === null) return upTo === null ? 'any amount' : `up to ${amountWords(upTo)}`;
  return upTo === null
    ? `over ${amountWords(below)}`
    : `over ${amountWords(below)} up to ${amountWords(upTo)}`;
}

function seatWords(seat: unknown): string {
  if (!isBag(seat)) return '?';
  const role = typeof seat['role'] === 'string' ? roleWords(seat['role']) : '?';
  return `${role}${seat['team'] === 'owner' ? ' of the owning team' : ''}${seat['veto'] === true ? ' with a veto' : ''}`;
}

/** Who approves, level after level. */
export function levelsWords(levels: readonly unknown[]): string {
  if (levels.length === 0) return 'Nobody: automatic';
  const words = levels.map((level) => {
    const of = isBag(level) ? level : {};
    const seats = listAt(of, 'seats').map(seatWords).join(' and ');
    const { quorum, of: all } = of;
    return typeof quorum === 'number' && typeof all === 'number' ? `${quorum} of ${all}: ${seats}` : seats;
  });
  return sentence(words.join(', then '));
}

/** "[4, 24]" as "4 / 24". */
export const targetWords = (target: unknown): string => (Array.isArray(target) ? target.join(' / ') : '–');

/** What a routing rule fits, in a few words. */
export function conditionWords(when: Bag): string {
  const words = Object.entries(when).map(([key, value]) => {
    if (key === 'amountFrom') return `from ${amountWords(value)}`;
    if (key === 'amountBelow') return `below ${amountWords(value)}`;
    if (Array.isArray(value)) return `${key === 'regions' ? 'in' : 'speaking'} ${value.join(', ')}`;
    return sentence(String(value)).toLowerCase();
  });
  return words.length === 0 ? 'Everything else' : sentence(words.join(', '));
}

/** The windows of a week, days that are alike together: "Mon–Fri 09:00–17:00". */
export function weekWords(windows: Bag): string {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const hours = days.map((_, index) => windowWords(listAt(windows, String(index + 1))));
  const groups: { from: number; to: number; words: string }[] = [];
  hours.forEach((words, day) => {
    const last = groups.at(-1);
    if (last?.words === words) last.to = day;
    else groups.push({ from: day, to: day, words });
  });
  return groups
    .filter(({ words }) => words !== '')
    .map(({ from, to, words }) => `${from === to ? days[from] : `${days[from]}–${days[to]}`} ${words}`)
    .join(', ');
}

const windowWords = (windows: readonly unknown[]): string =>
  windows.map((one) => (isBag(one) ? `${String(one['from'])}–${String(one['to'])}` : '?')).join(' and ');

/** "0.19" as "19 %", shifted as text. */
export function rateWords(rate: unknown): string {
  const [units = '0', decimals = ''] = String(rate).split('.');
  const whole = `${units}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(2).replace(/0+$/, '');
  return `${whole}${rest && `.${rest}`} %`;
}

/** A team's name, or what stands there. */
export const teamWords = (team: unknown): string =>
  typeof team === 'string' && Object.hasOwn(TEAM_WORDS, team)
    ? TEAM_WORDS[team as keyof typeof TEAM_WORDS]
    : String(team);

const AREAS = [
  ...['version', 'effectiveFrom', 'approvals', 'sla', 'priority', 'classification', 'complexity', 'routing'],
  ...['segregation', 'cash', 'customerWait', 'calendars', 'taxRates', 'dunningBlockDays', 'lookBackDays'],
];

/** What has a place of its own on the page of a policy. */
export const isArea = (key: string): boolean => AREAS.includes(key);

/** The document with its areas in the order in which they are read; the database keeps none. */
export function inOrder(document: Bag): Record<string, unknown> {
  const keys = [
    ...AREAS.filter((key) => key in document),
    ...Object.keys(document).filter((key) => !isArea(key)),
  ];
  return Object.fromEntries(keys.map((key) => [key, document[key]]));
}
