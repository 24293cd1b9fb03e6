import { holdsRole, type ActorId } from './actor.ts';
import type { Directory, Person } from './directory.ts';
import type { LadderRecipient, Policy } from './policy/schema.ts';
import type { Role, Team } from './vocabulary.ts';

/** Whose request it is. */
export interface Belonging {
  readonly legalEntity: string;
  readonly team: Team;
  /** Null while it is queued. */
  readonly ownerId: ActorId | null;
}

/** Whom a rung of the ladder names, each once: while nobody owns the request, the analysts of its team stand for the owner. */
export function toldBy(
  policy: Policy,
  named: readonly LadderRecipient[],
  belonging: Belonging,
  directory: Directory,
): ActorId[] {
  const { legalEntity, team, ownerId } = belonging;
  const holders = (role: Role, of: Team | '*') =>
    directory.people.filter((person) => holdsRole(person, role, legalEntity, of)).map(({ id }) => id);
  const as = (role: Role, of: Team | '*', people = holders(role, of)) =>
    present(people, legalEntity, directory, { role, team: of });
  const people = named.flatMap((recipient) => {
    switch (recipient) {
      case 'owner':
        return ownerId === null ? as('analyst', team) : as('analyst', team, [ownerId]);
      case 'team-lead':
        return as('team-lead', team);
      case 'manager':
        return as('manager', '*');
      case 'head-of-function':
        return as(policy.sla.headOfFunction[team], '*');
      default:
        return recipient satisfies never;
    }
  });
  return [...new Set(people)];
}

/** The managers of these people; whoever has none answers for themselves. */
export function managersOf(people: readonly ActorId[], { people: all }: Directory): ActorId[] {
  const managers = people.map((id) => all.find((person) => person.id === id)?.managerId ?? id);
  return [...new Set(managers)];
}

/**
 * Whoever is away is told through who stands in for them: a delegate, else their manager; if both are away, themselves.
 * @param about the role in which they are told: only whoever it was lent to is a delegate. Without it, whoever anything was lent to
 */
export function present(
  people: readonly ActorId[],
  legalEntity: string,
  directory: Directory,
  about?: { readonly role: Role; readonly team: Team | '*' },
): ActorId[] {
  const away = new Set(directory.absences.map(({ principalId }) => principalId));
  const here = (id: ActorId | null | undefined): id is ActorId =>
    id != null && !away.has(id) && directory.people.some((person) => person.id === id);
  const standIn = (id: ActorId): ActorId => {
    if (!away.has(id)) return id;
    const lent = directory.delegations.find(
      (one) =>
        one.delegatorId === id &&
        (one.entity === '*' || one.entity === legalEntity) &&
        here(one.delegateId) &&
        (about === undefined || (one.role === about.role && sameTeam(one.team, about.team))),
    );
    const managerId = directory.people.find((person: Person) => person.id === id)?.managerId;
    return lent?.delegateId ?? (here(managerId) ? managerId : id);
  };
  return [...new Set(people.map(standIn))];
}

const sameTeam = (lent: Team | '*', of: Team | '*'): boolean => lent === '*' || of === '*' || lent === of;
