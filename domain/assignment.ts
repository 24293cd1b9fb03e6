import { holdsRole, type ActorId } from './actor.ts';
import type { Directory, Person } from './directory.ts';
import type { Explanation } from './explanation.ts';
import type { Complexity, RouteDecision } from './routing.ts';
import type { Priority, Role, Team } from './vocabulary.ts';

/** A request somebody owns and has not closed. */
export interface OwnedRequest {
  readonly ownerId: ActorId;
  readonly priority: Priority | null;
  readonly complexity: Complexity;
}

/** An analyst of the team, and whether they are away at this moment. */
export interface Colleague extends Person {
  readonly absent: boolean;
}

/** Who holds one of these roles for a team of the entity, by name. */
export const colleaguesIn = (
  { people, absences }: Directory,
  legalEntity: string,
  team: Team,
  roles: readonly Role[],
): Colleague[] =>
  people
    .filter((person) => roles.some((role) => holdsRole(person, role, legalEntity, team)))
    .map((person) => ({
      ...person,
      absent: absences.some(({ principalId }) => principalId === person.id),
    }));

export interface AssignmentQuestion {
  readonly route: Pick<RouteDecision, 'team' | 'skill' | 'assign'>;
  /** Analysts of the team. */
  readonly team: readonly Colleague[];
  readonly workload: readonly OwnedRequest[];
  /** Who asked for it or handed it in: never given it. */
  readonly barred: readonly ActorId[];
  /** Whose it is so far; stays theirs while they fit, since they know it. */
  readonly ownerId: ActorId | null;
}

export interface Assignment {
  /** Null: it waits in the queue of the team. */
  readonly ownerId: ActorId | null;
  /** `kept`: its owner so far fits. `nobody-there`: a person was wanted, and none of those who fit is there. */
  readonly how: 'queue' | 'least-loaded' | 'kept' | 'nobody-there';
  readonly because: string;
  readonly counterfactual: string | null;
  /** Weighted open work of everyone who could have been given it. */
  readonly loads: readonly { readonly id: ActorId; readonly load: number }[];
}

/** How much of a working day a request takes, in proportion: urgent and complex ones weigh more. */
const WEIGHT: Readonly<Record<Priority, number>> = { P1: 4, P2: 3, P3: 2, P4: 1 };
const COMPLEX_FACTOR = 2;

export const loadOf = (workload: readonly OwnedRequest[], id: ActorId): number =>
  workload
    .filter(({ ownerId }) => ownerId === id)
    .reduce(
      (sum, { priority, complexity }) =>
        sum + WEIGHT[priority ?? 'P4'] * (complexity === 'complex' ? COMPLEX_FACTOR : 1),
      0,
    );

/**
 * Who gets a request that was routed: nobody where the rule names a queue; else, of the team's analysts who know what the rule asks
 * for and are there, the one with the least open work, the first by id among equals. Nobody there: the queue.
 */
export function assign(question: AssignmentQuestion): Assignment {
  const { route, team, workload, barred, ownerId } = question;
  const skilled = team.filter(
    ({ id, skills }) => !barred.includes(id) && (route.skill === null || skills.includes(route.skill)),
  );
  if (ownerId !== null && skilled.some(({ id }) => id === ownerId))
    return answer(ownerId, 'kept', 'its owner so far belongs to the team and goes on with it', null);
  const queue = `the queue of ${route.team}`;
  if (route.assign === 'queue')
    return answer(null, 'queue', `it waits in ${queue} until somebody claims it`, null);
  const loads = skilled
    .filter(({ absent }) => !absent)
    .map(({ id }) => ({ id, load: loadOf(workload, id) }))
    .toSorted((a, b) => a.load - b.load || (a.id < b.id ? -1 : 1));
  const [first, second] = loads;
  if (!first)
    return answer(
      null,
      'nobody-there',
      `${missing(route, skilled.length)}, so it waits in ${queue}`,
      'given to somebody as soon as one of them is there when it is routed',
    );
  const because = second
    ? `of ${loads.length} who could take it, this one has the least open work (${first.load} against ${second.load})`
    : `the only one of ${route.team} who is there${knowing(route)}`;
  return { ...answer(first.id, 'least-loaded', because, whenOther(first, second)), loads };
}

const answer = (
  ownerId: ActorId | null,
  how: Assignment['how'],
  because: string,
  counterfactual: string | null,
): Assignment => ({ ownerId, how, because, counterfactual, loads: [] });

const knowing = ({ skill }: AssignmentQuestion['route']): string =>
  skill === null ? '' : ` and knows ${skill.replaceAll('-', ' ')}`;

const missing = (route: AssignmentQuestion['route'], skilled: number): string =>
  skilled > 0
    ? `everybody of ${route.team} who could take it is away`
    : `nobody of ${route.team}${route.skill === null ? ' could take it' : ` knows ${route.skill.replaceAll('-', ' ')}`}`;

function whenOther(first: { load: number }, second: { load: number } | undefined): string | null {
  if (!second) return null;
  return second.load === first.load
    ? 'another with as much open work comes later in the order of names'
    : `another person from ${second.load - first.load} more of open work on`;
}

export const explainAssignment = (
  { ownerId, how, because, counterfactual, loads }: Assignment,
  { team, skill, assign: wanted }: AssignmentQuestion['route'],
): Explanation => ({
  step: 'assign',
  rule: how,
  because,
  inputs: { team, skill, assign: wanted, loads: loads.map(({ id, load }) => ({ id, load })) },
  outcome: ownerId ?? `queue:${team}`,
  counterfactual,
});
