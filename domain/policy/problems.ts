import { DISPUTE_REASON_CODES } from '../dispute-reason.ts';
import { REQUEST_TYPES } from '../request-types/registry.ts';
import type { Role } from '../vocabulary.ts';
import { policySchema, type Policy } from './schema.ts';
import { pointer, schemaProblems, type PolicyProblem } from './schema-problems.ts';
import { spoken } from './words.ts';

export interface PolicyWorld {
  /** Codes of the legal entities that work under the policy; each needs a calendar. */
  readonly legalEntities?: readonly string[];
}

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Reads a document that somebody wrote: its form by the schema first, then what it says. */
export function readPolicy(document: unknown, world: PolicyWorld = {}): ReadPolicy {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) return { ok: false, problems: schemaProblems(parsed.error.issues, document) };
  const problems = CHECKS.flatMap((check) => check(parsed.data, world));
  return problems.length === 0 ? { ok: true, policy: parsed.data } : { ok: false, problems };
}

/** Everything wrong with a document; empty: it can be published, as far as it says itself. */
export function policyProblems(document: unknown, world: PolicyWorld = {}): readonly PolicyProblem[] {
  const read = readPolicy(document, world);
  return read.ok ? [] : read.problems;
}

type Check = (policy: Policy, world: PolicyWorld) => PolicyProblem[];
const at = (path: readonly (string | number)[], message: string): PolicyProblem => ({
  path: pointer(path),
  message,
});

const targets: Check = ({ sla }) =>
  [...REQUEST_TYPES, 'unclassified']
    .filter((type) => !Object.hasOwn(sla.targets, type))
    .map((type) =>
      at(['sla', 'targets', type], `is required: Docket runs requests of the kind "${spoken(type)}"`),
    );

const calendars: Check = (policy, { legalEntities = [] }) => [
  ...[...new Set([...legalEntities, ...Object.keys(policy.taxRates)])]
    .filter((entity) => !Object.hasOwn(policy.calendars, entity))
    .map((entity) =>
      at(['calendars', entity], `is required: legal entity ${entity} works under this policy`),
    ),
  ...Object.entries(policy.calendars)
    .filter(([entity, { id }]) => id !== entity)
    .map(([entity]) =>
      at(['calendars', entity, 'id'], `must be "${entity}", the legal entity it belongs to`),
    ),
];

const taxes: Check = ({ taxRates }, { legalEntities = [] }) =>
  legalEntities
    .filter((entity) => !Object.hasOwn(taxRates, entity))
    .map((entity) => at(['taxRates', entity], `is required: legal entity ${entity} bills under this policy`));

const approvalHours: Check = ({ approvals, sla }) => {
  const roles = Object.values(approvals.matrix)
    .flat()
    .flatMap(({ levels }) => levels.flatMap(({ seats }) => seats.map(({ role }) => role)));
  return [...new Set<Role>(roles)]
    .filter((role) => sla.approvalHours[role] === undefined)
    .map((role) =>
      at(['sla', 'approvalHours', role], `is required: the matrix asks a ${spoken(role)} to approve`),
    );
};

const reminders: Check = ({ sla, customerWait }) => [
  ...(rises(sla.approvalReminders) ? [] : [at(['sla', 'approvalReminders'], 'must rise')]),
  ...(rises(customerWait.reminderDays) ? [] : [at(['customerWait', 'reminderDays'], 'must rise')]),
  ...(rises([customerWait.reminderDays.at(-1) ?? 0, customerWait.closePendingDay])
    ? []
    : [at(['customerWait', 'closePendingDay'], 'must come after the last reminder')]),
  ...(customerWait.closeDay > customerWait.closePendingDay
    ? []
    : [at(['customerWait', 'closeDay'], 'must come after the day on which the closing is announced')]),
];

const priorities: Check = ({ priority: { p1From, p2From, p3From } }) => [
  ...(BigInt(p1From) > BigInt(p2From) ? [] : [at(['priority', 'p2From'], 'must be below p1From')]),
  ...(BigInt(p2From) > BigInt(p3From) ? [] : [at(['priority', 'p3From'], 'must be below p2From')]),
];

const routing: Check = ({ routing: rules, sla }) =>
  rules.flatMap(({ id, when }, i) => [
    ...(rules.findIndex((rule) => rule.id === id) === i
      ? []
      : [at(['routing', i, 'id'], `"${id}" names an earlier rule: every rule needs a name of its own`)]),
    ...(when.type === undefined || Object.hasOwn(sla.targets, when.type)
      ? []
      : [at(['routing', i, 'when', 'type'], `"${when.type}" is no kind of request that has service levels`)]),
    ...(when.reason === undefined || (DISPUTE_REASON_CODES as readonly string[]).includes(when.reason)
      ? []
      : [at(['routing', i, 'when', 'reason'], `must be one of ${DISPUTE_REASON_CODES.join(', ')}`)]),
    ...(when.amountFrom !== undefined &&
    when.amountBelow !== undefined &&
    BigInt(when.amountFrom) >= BigInt(when.amountBelow)
      ? [at(['routing', i, 'when', 'amountBelow'], 'must be above amountFrom, or the rule fits nothing')]
      : []),
    ...(Object.keys(when).length === 0 && i < rules.length - 1
      ? [at(['routing', i, 'when'], 'fits everything, so no rule behind it is ever reached: put it last')]
      : []),
  ]);

const segregation: Check = ({ segregation: { pairs } }) =>
  pairs.flatMap(({ id, duties }, i) => {
    const key = duties.toSorted().join(' ');
    const same = pairs.findIndex((pair) => pair.duties.toSorted().join(' ') === key);
    return [
      ...(duties[0] === duties[1]
        ? [at(['segregation', 'pairs', i, 'duties'], 'must name two different duties')]
        : []),
      ...(pairs.findIndex((pair) => pair.id === id) === i
        ? []
        : [at(['segregation', 'pairs', i, 'id'], `"${id}" names an earlier pair`)]),
      ...(same === i
        ? []
        : [at(['segregation', 'pairs', i, 'duties'], `repeats pair "${pairs[same]?.id ?? ''}"`)]),
    ];
  });

/** Only these are ever decided by nobody. */
const AUTOMATIC: readonly string[] = ['credit-memo', 'denial'];

/** A larger amount never asks fewer people: the last piece of a split amount would ask less than the whole. */
const matrix: Check = ({ approvals }) =>
  Object.entries(approvals.matrix).flatMap(([column, bands]) =>
    bands.flatMap(({ levels }, i) => {
      const path = ['approvals', 'matrix', column, i, 'levels'];
      return [
        ...(levels.length === 0 && !AUTOMATIC.includes(column)
          ? [at(path, `must not be empty: a ${spoken(column)} always needs somebody`)]
          : []),
        ...(peopleOf(levels) < peopleOf(bands[i - 1]?.levels ?? [])
          ? [at(path, 'asks fewer people than the band below it')]
          : []),
      ];
    }),
  );

const peopleOf = (levels: Policy['approvals']['matrix']['denial'][number]['levels']): number =>
  levels.reduce((sum, { seats, quorum }) => sum + (quorum ?? seats.length), 0);

const rises = (days: readonly number[]): boolean =>
  days.every((day, i) => i === 0 || day > (days[i - 1] ?? 0));

const CHECKS: readonly Check[] = [
  targets,
  calendars,
  taxes,
  approvalHours,
  reminders,
  priorities,
  routing,
  segregation,
  matrix,
];
