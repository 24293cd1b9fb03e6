import { holdsRole, type ActorId } from './actor.ts';
import type { Directory, Person } from './directory.ts';
import type { Role } from './vocabulary.ts';

/**
 * Names a committee's seats: members by name, and for each who may not decide an alternate, so that n holds. Null where people are too
 * few: that seat is any member's.
 * @param barred requester, preparer, whoever touched the request or decided an earlier level
 */
export function seatCommittee(
  seats: number,
  legalEntity: string,
  { people }: Directory,
  barred: ReadonlySet<ActorId>,
): (ActorId | null)[] {
  const free = (role: Role) =>
    people
      .filter(
        (person) =>
          person.kind === 'person' && !barred.has(person.id) && holdsRole(person, role, legalEntity),
      )
      .toSorted(byName)
      .map(({ id }) => id);
  const named = [...new Set([...free('committee'), ...free('committee-alternate')])];
  return Array.from({ length: seats }, (_seat, i) => named[i] ?? null);
}

const byName = (a: Person, b: Person): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
