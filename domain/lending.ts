import type { RoleGrant } from './actor.ts';
import type { Delegation } from './directory.ts';
import type { Instant } from './instant.ts';
import { compareInstants, laterInstant, toEpochSeconds } from './instant.ts';
import { roleWords } from './role-words.ts';
import type { Role, Team } from './vocabulary.ts';

/** Half-open [from, until). */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

/** A role as it is lent: for a legal entity or '*', for a team or '*', which mean all that the delegator holds it for. */
export interface Lent {
  readonly role: Role;
  readonly entity: string;
  readonly team: Team | '*';
}

/** Longest absence or delegation, in days of 24 hours. */
export const LONGEST_DAYS = 366;

/** What is wrong with the end of an absence or a delegation, said of `until`; undefined when it can stand. */
export function periodProblem({ from, until }: Period, now: Instant): string | undefined {
  if (compareInstants(until, from) <= 0) return 'must be after "from"';
  if (compareInstants(until, now) <= 0) return 'must be in the future: this has ended already';
  if (toEpochSeconds(until) - toEpochSeconds(from) > LONGEST_DAYS * 86_400)
    return `must be at most ${LONGEST_DAYS} days after "from"`;
  return undefined;
}

/** Whether two periods have a moment in common. */
export const overlap = (a: Period, b: Period): boolean =>
  compareInstants(a.from, b.until) < 0 && compareInstants(b.from, a.until) < 0;

/**
 * What of the holder's own grants a loan draws on. A grant for the group may be lent for one legal entity; what is lent for "*" is
 * whatever the holder has. Empty: the holder has nothing of the kind, so there is nothing to lend.
 */
export const lendable = (grants: readonly RoleGrant[], lent: Lent): RoleGrant[] =>
  grants.filter(
    (grant) =>
      grant.role === lent.role &&
      meet(grant.entity, lent.entity) !== null &&
      meet(grant.team, lent.team) !== null,
  );

/**
 * The loan with its team named where the holder has the role for one team alone, so that a role the holder gets later is not lent
 * along. @throws when there is nothing to lend
 */
export function narrowed(grants: readonly RoleGrant[], lent: Lent): Lent {
  const teams = new Set(lendable(grants, lent).map(({ team }) => team));
  const [team] = teams;
  if (team === undefined) throw new Error(`${lent.role} of ${lent.entity} is not held, so it can't be lent`);
  return lent.team === '*' && teams.size === 1 ? { ...lent, team } : lent;
}

/** Legal entities in which a loan takes effect: of these, those for which the holder has the role. */
export function entitiesLent(grants: readonly RoleGrant[], lent: Lent, all: readonly string[]): string[] {
  const held = lendable(grants, lent);
  return all.filter(
    (code) => meet(code, lent.entity) !== null && held.some(({ entity }) => meet(code, entity) !== null),
  );
}

/** The same authority lent to the same person at some same time. */
export const sameLoan = (a: Omit<Delegation, 'id'>, b: Omit<Delegation, 'id'>): boolean =>
  a.delegatorId === b.delegatorId &&
  a.delegateId === b.delegateId &&
  a.role === b.role &&
  a.entity === b.entity &&
  a.team === b.team &&
  overlap(a, b);

/**
 * Whether lending would send authority round in a circle: at some one moment, for one legal entity and one team, the role would come
 * back to who lends it.
 * @returns the people of the circle, the delegator first and last; undefined when there is none
 */
export function cycleThrough(
  delegations: readonly Omit<Delegation, 'id'>[],
  candidate: Omit<Delegation, 'id'>,
): string[] | undefined {
  const edges = delegations.filter(({ role }) => role === candidate.role);
  const follow = (at: Omit<Delegation, 'id'>, path: readonly string[]): string[] | undefined => {
    if (at.delegateId === candidate.delegatorId) return [...path, at.delegateId];
    if (path.includes(at.delegateId)) return undefined;
    for (const next of edges) {
      const both = next.delegatorId === at.delegateId ? common(at, next) : undefined;
      const found = both && follow(both, [...path, at.delegateId]);
      if (found) return found;
    }
    return undefined;
  };
  return follow(candidate, [candidate.delegatorId]);
}

/** What the second delegation passes on of the first; undefined where nothing or at no time. */
function common(
  first: Omit<Delegation, 'id'>,
  second: Omit<Delegation, 'id'>,
): Omit<Delegation, 'id'> | undefined {
  const entity = meet(first.entity, second.entity);
  const team = meet(first.team, second.team);
  if (entity === null || team === null || !overlap(first, second)) return undefined;
  const until = compareInstants(first.until, second.until) <= 0 ? first.until : second.until;
  return { ...second, entity, team, from: laterInstant(first.from, second.from), until };
}

/** "*" is everything, so it meets each; two names meet when they are equal. */
const meet = <T extends string>(a: T | '*', b: T | '*'): T | '*' | null =>
  a === '*' ? b : b === '*' || a === b ? a : null;

/** "billing team lead of US10", "controller wherever the lender holds it". */
export const lentWords = ({ role, entity, team }: Lent): string =>
  `${roleWords(role, team)} ${entity === '*' ? 'wherever the lender holds it' : `of ${entity}`}`;
