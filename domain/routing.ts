import { all, boundWords, either } from './amount-words.ts';
import type { Explanation } from './explanation.ts';
import { toDecimalString, type CurrencyCode, type Money } from './money.ts';
import type { Policy, RoutingRule } from './policy/schema.ts';
import type { Team } from './vocabulary.ts';

/** What routing rules look at. */
export interface RoutingFacts {
  /** Null: nobody has said surely what kind of request it is. */
  readonly type: string | null;
  readonly reason: string | null;
  /** Claimed, functional currency; null where no rate into it is known: then no condition on the amount holds. */
  readonly amount: Money | null;
  readonly functionalCurrency: CurrencyCode;
  readonly keyAccount: boolean;
  /** ISO 3166 country of the customer. */
  readonly region: string;
  /** ISO 639 code of the customer's language. */
  readonly language: string;
  /** Lines of the invoice in question; 0 where there is none. */
  readonly lines: number;
  /** How many reasons the classifier sees in the text. */
  readonly reasons: number;
}

export type Complexity = 'simple' | 'complex';

/** A rule that did not fire although little was missing. */
export interface NearestRule {
  readonly rule: string;
  readonly team: Team;
  readonly skill: string | null;
  /** The conditions that failed, in words with their bounds; empty: it fits as well, and comes later. */
  readonly failing: readonly string[];
  /** "would have gone to billing, a specialist in complex disputes, from 100,000.00 USD" */
  readonly words: string;
}

export interface RouteDecision {
  readonly rule: string;
  readonly team: Team;
  readonly department: string;
  readonly skill: string | null;
  readonly assign: RoutingRule['assign'];
  readonly because: string;
  readonly complexity: Complexity;
  /** Null where the policy has no other rule that asks for anything. */
  readonly nearest: NearestRule | null;
}

/** One condition of a rule. `words` follow "would have gone to …". */
interface Condition {
  readonly holds: boolean;
  readonly words: string;
}

/** Complex from any one of the policy's bounds on; all of them inclusive. */
export function complexityOf({ complexity }: Policy, { amount, lines, reasons }: RoutingFacts): Complexity {
  const large = amount !== null && amount.minor >= BigInt(complexity.amountFrom);
  return large || lines >= complexity.linesFrom || reasons >= complexity.reasonsFrom ? 'complex' : 'simple';
}

/**
 * The first rule that fits, and the nearest one that did not fire: of the rules before it, else of those after it, the one with the
 * fewest conditions failing; the earlier of two as near.
 * @throws when no rule fits: the policy's schema asks for a last one that fits everything
 */
export function route(policy: Policy, facts: RoutingFacts): RouteDecision {
  const judged = policy.routing.map((rule) => ({
    rule,
    failing: conditionsOf(policy, rule, facts)
      .filter(({ holds }) => !holds)
      .map(({ words }) => words),
  }));
  const at = judged.findIndex(({ failing }) => failing.length === 0);
  const fired = judged[at]?.rule;
  if (!fired) throw new Error(`policy ${policy.version} has no routing rule that fits everything`);
  const specific = (others: typeof judged) => others.filter(({ rule }) => Object.keys(rule.when).length > 0);
  const before = specific(judged.slice(0, at));
  const [near] = (before.length > 0 ? before : specific(judged.slice(at + 1))).toSorted(
    (a, b) => a.failing.length - b.failing.length,
  );
  return {
    rule: fired.id,
    team: fired.team,
    department: fired.department,
    skill: fired.skill ?? null,
    assign: fired.assign,
    because: fired.because,
    complexity: complexityOf(policy, facts),
    nearest: near ? nearestOf(near.rule, near.failing, fired) : null,
  };
}

/**
 * The teams a policy sends requests of a type to: of the rules that could fit one, up to the first that fits them all. A request whose
 * type is known is the service desk's only where a rule names that type. The database says the same (team_takes in migration 0006).
 * @param type null: not known yet, so any rule could fit
 */
export function teamsRoutedTo({ routing }: Pick<Policy, 'routing'>, type: string | null): Team[] {
  const fitting = routing.filter(
    ({ when }) => when.type === undefined || type === null || when.type === type,
  );
  const certain = fitting.findIndex(({ when }) =>
    Object.keys(when).every((condition) => condition === 'type' && type !== null),
  );
  const teams = fitting
    .slice(0, certain + 1)
    .filter(({ team, when }) => team !== 'service-desk' || type === null || when.type !== undefined)
    .map(({ team }) => team);
  return [...new Set(teams)];
}

function nearestOf(rule: RoutingRule, failing: readonly string[], fired: RoutingRule): NearestRule {
  const words =
    failing.length > 0
      ? `would have gone to ${destinationOf(rule)}, ${all(failing)}`
      : `would have gone to ${destinationOf(rule)}, had the rule ${fired.id} not come first`;
  return { rule: rule.id, team: rule.team, skill: rule.skill ?? null, failing, words };
}

/** "the queue of billing", "billing, a specialist in complex disputes" */
export const destinationOf = ({ team, skill, assign }: Pick<RoutingRule, 'team' | 'skill' | 'assign'>) =>
  skill === undefined
    ? assign === 'queue'
      ? `the queue of ${team}`
      : `one person of ${team}`
    : `${team}, a specialist in ${skill.replaceAll('-', ' ')}`;

function conditionsOf(policy: Policy, { when }: RoutingRule, facts: RoutingFacts): Condition[] {
  const { type, reason, amountFrom, amountBelow, segment, regions, languages, complexity } = when;
  const { amount, functionalCurrency: currency } = facts;
  const asked: (Condition | undefined)[] = [
    type === undefined
      ? undefined
      : { holds: type === facts.type, words: `as a ${type.replaceAll('-', ' ')}` },
    reason === undefined ? undefined : { holds: reason === facts.reason, words: `for the reason ${reason}` },
    amountFrom === undefined
      ? undefined
      : {
          holds: amount !== null && amount.minor >= BigInt(amountFrom),
          words: `from ${boundWords(amountFrom, currency)}`,
        },
    amountBelow === undefined
      ? undefined
      : {
          holds: amount !== null && amount.minor < BigInt(amountBelow),
          words: `below ${boundWords(amountBelow, currency)}`,
        },
    segment === undefined
      ? undefined
      : {
          holds: (segment === 'key-account') === facts.keyAccount,
          words: segment === 'key-account' ? 'for a key account' : 'for a customer who is no key account',
        },
    regions && { holds: regions.includes(facts.region), words: `for a customer in ${either(regions)}` },
    languages && {
      holds: languages.includes(facts.language),
      words: `for a customer who speaks ${either(languages)}`,
    },
    complexity === undefined
      ? undefined
      : {
          holds: complexityOf(policy, facts) === complexity,
          words: complexityWords(policy, complexity, currency),
        },
  ];
  return asked.filter((condition) => condition !== undefined);
}

function complexityWords({ complexity }: Policy, asked: Complexity, currency: CurrencyCode): string {
  const { linesFrom, reasonsFrom, amountFrom } = complexity;
  const bounds = [
    boundWords(amountFrom, currency),
    `${linesFrom} lines on the invoice`,
    `${reasonsFrom} reasons in the text`,
  ];
  return asked === 'complex' ? `from ${either(bounds)}` : `below ${all(bounds)}`;
}

/** Why it went where it went: the rule that fired, and the nearest one that did not. */
export const explainRoute = (decision: RouteDecision, facts: RoutingFacts): Explanation => ({
  step: 'route',
  rule: decision.rule,
  because: decision.because,
  inputs: {
    type: facts.type,
    reason: facts.reason,
    amount: facts.amount && toDecimalString(facts.amount),
    currency: facts.functionalCurrency,
    segment: facts.keyAccount ? 'key-account' : 'standard',
    region: facts.region,
    language: facts.language,
    lines: facts.lines,
    reasons: facts.reasons,
    complexity: decision.complexity,
    nearest: decision.nearest && { rule: decision.nearest.rule, failing: decision.nearest.failing },
  },
  outcome: { team: decision.team, skill: decision.skill, assign: decision.assign },
  counterfactual: decision.nearest?.words ?? null,
});
