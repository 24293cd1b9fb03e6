import { ROLE_WORDS } from '../role-words.ts';
import type { Role } from '../vocabulary.ts';
import type { Policy } from './schema.ts';
import {
  amountWords,
  boundWords,
  conditionsWords,
  dayWords,
  daysWords,
  hoursWords,
  levelsWords,
  percentWords,
  rangeWords,
  rateWords,
  spoken,
  weekWords,
  windowsWords,
  yesNo,
} from './words.ts';

type Path = readonly (string | number)[];
type Words = (value: never) => string;

/** A field, or a part that comes and goes as one, in words. */
export interface FieldWords {
  readonly area: string;
  readonly what: string;
  readonly words: (value: unknown) => string;
}

/**
 * How the fields under one place are read. `what` is given the path's own parts where the pattern has a star, and the document, for the
 * name of a rule or the bounds of a band.
 */
type Entry = readonly [
  pattern: string,
  area: string,
  what: string | ((stars: readonly string[], policy: Policy) => string),
  words: Words,
];

const text = (value: string | number): string => String(value);
const list = (values: readonly (string | number)[]): string =>
  values.length === 0 ? 'none' : values.map(text).join(', ');
const roleOf = (role: string): string => ROLE_WORDS[role as Role];
type Target = readonly [number, number];
const targetWords = ([response, resolution]: Target): string =>
  `first response ${hoursWords(response)}, resolution ${hoursWords(resolution)}`;
type Rung = Policy['sla']['ladder'][number];
const rungWords = ({ percent, notify, mayReassign = false }: Rung): string =>
  `at ${percentWords(percent)}: tells ${notify.map(spoken).join(', ')}${mayReassign ? ', who may reassign' : ''}`;
type Bands = Policy['approvals']['matrix']['denial'];
type Rule = Policy['routing'][number];
const ruleWords = ({ when, team, department, skill, assign, because }: Rule): string =>
  `${conditionsWords(when)} to ${spoken(team)} (${department})${skill === undefined ? '' : `, skill ${spoken(skill)}`}, ${ASSIGN[assign]}: ${because}`;
const ASSIGN: Record<Rule['assign'], string> = {
  queue: 'waits in the queue',
  'least-loaded': 'given to who has the least to do',
};
type SodPair = Policy['segregation']['pairs'][number];
const dutiesWords = (duties: readonly string[]): string => duties.map(spoken).join(' and ');

const bandsOf = (policy: Policy, column = ''): Bands =>
  (policy.approvals.matrix as Readonly<Record<string, Bands>>)[column] ?? [];
const ruleOf = (i: string | undefined, policy: Policy): string => policy.routing[Number(i)]?.id ?? '';
const pairOf = (i: string | undefined, policy: Policy): string =>
  policy.segregation.pairs[Number(i)]?.id ?? '';
const rungOf = (i: string | undefined, { sla }: Policy): string =>
  percentWords(sla.ladder[Number(i)]?.percent ?? 0);
const rule =
  (field: string) =>
  ([i]: readonly string[], policy: Policy): string =>
    `rule "${spoken(ruleOf(i, policy))}"${field}`;

const APPROVALS = 'Approvals';
const LEVELS = 'Service levels';
const CALENDARS = 'Calendars';
const ROUTING = 'Routing';
const DUTIES = 'Segregation of duties';
const PRIORITY = 'Priority';
const WAITING = 'Waiting for the customer';

/** The first pattern that fits a path wins; every path of the schema has one (a test walks it). */
const ENTRIES: readonly Entry[] = [
  ['version', 'Version', 'version', text],
  ['effectiveFrom', 'Version', 'in force from', text],
  [
    'calendars/*',
    CALENDARS,
    ([entity]) => `${entity}`,
    ({ zone, windows, holidays }: Policy['calendars'][string]) =>
      `${zone}; ${weekWords(windows)}; holidays ${spoken(holidays)}`,
  ],
  ['calendars/*/id', CALENDARS, ([entity]) => `${entity}: name`, text],
  ['calendars/*/zone', CALENDARS, ([entity]) => `${entity}: time zone`, text],
  ['calendars/*/windows', CALENDARS, ([entity]) => `${entity}: opening hours`, weekWords],
  ['calendars/*/windows/*', CALENDARS, ([entity, day]) => `${entity}: ${dayWords(day ?? '')}`, windowsWords],
  ['calendars/*/holidays', CALENDARS, ([entity]) => `${entity}: holidays`, text],
  ['calendars/*/extraHolidays', CALENDARS, ([entity]) => `${entity}: further days off`, list],
  [
    'sla/targets/*',
    LEVELS,
    ([type]) => spoken(type ?? ''),
    (targets: Readonly<Record<string, Target>>) =>
      Object.entries(targets)
        .map(([priority, target]) => `${priority} ${targetWords(target)}`)
        .join('; '),
  ],
  ['sla/targets/*/*', LEVELS, ([type, priority]) => `${spoken(type ?? '')}, ${priority}`, targetWords],
  [
    'sla/targets/*/*/*',
    LEVELS,
    ([type, priority, i]) =>
      `${spoken(type ?? '')}, ${priority}, ${i === '0' ? 'first response' : 'resolution'}`,
    hoursWords,
  ],
  ['sla/ladder', LEVELS, 'ladder', (rungs: readonly Rung[]) => rungs.map(rungWords).join('; ')],
  ['sla/ladder/*', LEVELS, ([i], policy) => `ladder, ${rungOf(i, policy)}`, rungWords],
  ['sla/ladder/*/percent', LEVELS, ([i]) => `ladder, rung ${Number(i) + 1}: taken at`, percentWords],
  [
    'sla/ladder/*/notify',
    LEVELS,
    ([i], policy) => `ladder, ${rungOf(i, policy)}: tells`,
    (who: readonly string[]) => who.map(spoken).join(', '),
  ],
  ['sla/ladder/*/mayReassign', LEVELS, ([i], policy) => `ladder, ${rungOf(i, policy)}: may reassign`, yesNo],
  ['sla/headOfFunction/*', LEVELS, ([team]) => `head of function of ${spoken(team ?? '')}`, roleOf],
  ['sla/approvalHours/*', LEVELS, ([role]) => `time to approve, ${roleOf(role ?? '')}`, hoursWords],
  [
    'sla/approvalReminders',
    LEVELS,
    'approvers are reminded at',
    (percents: readonly number[]) =>
      percents.length === 0 ? 'never' : percents.map(percentWords).join(', '),
  ],
  ['sla/consultHours', LEVELS, 'time to answer a consultation', hoursWords],
  ['sla/thirdPartyPauses', LEVELS, 'waiting for a third party pauses the clock', yesNo],
  ['sla/reopenBusinessDays', LEVELS, 'can be reopened for, business days', daysWords],
  ['priority/p1From', PRIORITY, 'P1 from', amountWords],
  ['priority/p2From', PRIORITY, 'P2 from', amountWords],
  ['priority/p3From', PRIORITY, 'P3 from', amountWords],
  ['priority/p2WithinBusinessDays', PRIORITY, 'P2 when due within, business days', daysWords],
  [
    'classification/automaticFrom',
    'Classification',
    'no person is asked from a confidence of',
    (share: number) => rateWords(String(share)),
  ],
  ['complexity/linesFrom', 'Complexity', 'complex from so many lines', text],
  ['complexity/reasonsFrom', 'Complexity', 'complex from so many reasons', text],
  ['complexity/amountFrom', 'Complexity', 'complex from', amountWords],
  ['routing', ROUTING, 'rules', (rules: readonly Rule[]) => rules.map(({ id }) => spoken(id)).join(', ')],
  ['routing/*', ROUTING, rule(''), ruleWords],
  ['routing/*/id', ROUTING, rule(': name'), text],
  ['routing/*/when', ROUTING, rule(': fits'), conditionsWords],
  ['routing/*/when/amountFrom', ROUTING, rule(': claimed amount from'), amountWords],
  ['routing/*/when/amountBelow', ROUTING, rule(': claimed amount below'), amountWords],
  ['routing/*/when/regions', ROUTING, rule(': countries'), list],
  ['routing/*/when/languages', ROUTING, rule(': languages'), list],
  ['routing/*/when/*', ROUTING, ([i, field], policy) => rule(`: ${field}`)([i ?? ''], policy), spoken],
  ['routing/*/assign', ROUTING, rule(': given'), (assign: Rule['assign']) => ASSIGN[assign]],
  ['routing/*/because', ROUTING, rule(': because'), text],
  ['routing/*/*', ROUTING, ([i, field], policy) => rule(`: ${field}`)([i ?? ''], policy), spoken],
  ['approvals/aggregationHours', APPROVALS, 'amounts of one customer are added up over', hoursWords],
  [
    'approvals/priceMaintainerDays',
    APPROVALS,
    'whoever maintained a price may not approve on it for',
    daysWords,
  ],
  ['approvals/delegationDepth', APPROVALS, 'delegations that may follow one another', text],
  [
    'approvals/matrix/*',
    APPROVALS,
    ([column]) => spoken(column ?? ''),
    (bands: Bands) => bands.map((_, i) => bandWords(bands, i)).join('; '),
  ],
  [
    'approvals/matrix/*/*',
    APPROVALS,
    ([column]) => `${spoken(column ?? '')}: band`,
    ({ upTo, levels }: Bands[number]) => `up to ${boundWords(upTo)}: ${levelsWords(levels)}`,
  ],
  [
    'approvals/matrix/*/*/upTo',
    APPROVALS,
    ([column, i], policy) => {
      const levels = bandsOf(policy, column)[Number(i)]?.levels ?? [];
      return `${spoken(column ?? '')}: ${levels.length === 0 ? 'automatic' : levelsWords(levels)} up to`;
    },
    boundWords,
  ],
  [
    'approvals/matrix/*/*/levels',
    APPROVALS,
    ([column, i], policy) =>
      `${spoken(column ?? '')}, ${rangeWords(bandsOf(policy, column), Number(i))}: approved by`,
    levelsWords,
  ],
  ['segregation/pairs', DUTIES, 'pairs', (pairs: readonly SodPair[]) => pairs.map(({ id }) => id).join(', ')],
  [
    'segregation/pairs/*',
    DUTIES,
    ([i], policy) => `pair "${pairOf(i, policy)}"`,
    ({ duties, because }: SodPair) => `${dutiesWords(duties)}: ${because}`,
  ],
  ['segregation/pairs/*/id', DUTIES, ([i], policy) => `pair "${pairOf(i, policy)}": name`, text],
  ['segregation/pairs/*/duties', DUTIES, ([i], policy) => `pair "${pairOf(i, policy)}": apart`, dutiesWords],
  ['segregation/pairs/*/because', DUTIES, ([i], policy) => `pair "${pairOf(i, policy)}": because`, text],
  ['segregation/acrossRequestsDays', DUTIES, 'holds across requests of one customer for', daysWords],
  [
    'cash/nameScoreFrom',
    'Cash application',
    "a payer's name fits from a score of",
    (score: number) => rateWords(String(score)),
  ],
  ['cash/valueDateBusinessDays', 'Cash application', 'value date within, business days', daysWords],
  ['customerWait/reminderDays', WAITING, 'reminded on business days', list],
  ['customerWait/closePendingDay', WAITING, 'closing announced on business day', text],
  ['customerWait/closeDay', WAITING, 'closed on business day', text],
  [
    'taxRates/*',
    'Tax rates',
    ([entity]) => `${entity}`,
    (rates: Readonly<Record<string, string>>) =>
      Object.entries(rates)
        .map(([code, rate]) => `${code} ${rateWords(rate)}`)
        .join(', '),
  ],
  ['taxRates/*/*', 'Tax rates', ([entity, code]) => `${entity}, ${code}`, rateWords],
  ['dunningBlockDays', 'Dunning', 'blocked for at most', daysWords],
  ['lookBackDays', 'Look-back', 'earlier invoices are checked back to', daysWords],
];

const bandWords = (bands: Bands, i: number): string =>
  `${rangeWords(bands, i)}: ${levelsWords(bands[i]?.levels ?? [])}`;

/** The words for a place in a policy. A place without words of its own is named by its path: nothing is left out of a diff. */
export function describeField(path: Path, policy: Policy): FieldWords {
  const parts = path.map(String);
  for (const [pattern, area, what, words] of ENTRIES) {
    const stars = starsOf(pattern.split('/'), parts);
    if (stars)
      return {
        area,
        what: typeof what === 'string' ? what : what(stars, policy),
        words: words as (value: unknown) => string,
      };
  }
  return { area: 'Other', what: parts.join(' '), words: (value) => JSON.stringify(value) };
}

function starsOf(pattern: readonly string[], parts: readonly string[]): string[] | undefined {
  if (pattern.length !== parts.length) return undefined;
  if (!pattern.every((part, i) => part === '*' || part === parts[i])) return undefined;
  return parts.filter((_, i) => pattern[i] === '*');
}
