import { holdsRole, type ActorId } from './actor.ts';
import type { Delegation, Directory, Person } from './directory.ts';
import type { Role, Team } from './vocabulary.ts';

/** A seat to be filled: of everyone who holds the role, or of one named person. */
export interface OpenSeat {
  readonly legalEntity: string;
  readonly role: Role;
  readonly team: Team | '*';
  readonly assigneeId: ActorId | null;
}

export interface StandInQuestion {
  /** How many delegations may follow one another, and how far up the managers are asked. */
  readonly depth: number;
  /** What is approved, minor units of the functional currency; 0 where nothing is. Null: not known in it, so no limit is enough. */
  readonly basisMinor: bigint | null;
  /** Who can't fill it, nor lend authority for it, nor pass it on: requester, preparer, whoever touched it or fills another seat. */
  readonly barred: ReadonlySet<ActorId>;
}

/** Somebody who may fill a seat now, and by whose authority. */
export interface Candidate {
  readonly personId: ActorId;
  readonly via: 'role' | 'delegation' | 'absence';
  /** Who holds the role; null: the person does. */
  readonly onBehalfOf: ActorId | null;
  /** From whoever holds the role to the person, both included. */
  readonly path: readonly ActorId[];
}

/**
 * Everyone who may fill a seat: those who hold the role, whoever they have lent it to, and, only while none of these is there, the
 * nearest manager of one who is away. Somebody who qualifies in several ways is named with the first of these. People who are away may
 * still decide themselves. By way, then by name.
 */
export function candidatesFor(seat: OpenSeat, directory: Directory, question: StandInQuestion): Candidate[] {
  const first = new Map<ActorId, Candidate>();
  for (const right of rightsTo(seat, directory, question))
    if (!first.has(right.personId)) first.set(right.personId, right);
  return [...first.values()];
}

/**
 * In what right one person would fill the seat; null: in none. Whoever is barred, or stands in for somebody who is, is still told their
 * standing: that it can't be used here is another rule's answer (checkDecision).
 * @param inRightOf only this right: on whose behalf a decision was recorded, null for a role of their own
 */
export function standingOf(
  personId: ActorId,
  seat: OpenSeat,
  directory: Directory,
  question: StandInQuestion,
  inRightOf?: ActorId | null,
): Candidate | null {
  const own = inRightOf === undefined || inRightOf === null;
  if (
    own &&
    directory.people.some((person) => person.id === personId && heldRole(person, seat) !== undefined)
  )
    return { personId, via: 'role', onBehalfOf: null, path: [personId] };
  const others = new Set([...question.barred].filter((id) => id !== personId));
  const find = (barred: ReadonlySet<ActorId>) =>
    rightsTo(seat, directory, { ...question, barred }).find(
      (one) => one.personId === personId && (inRightOf === undefined || one.onBehalfOf === inRightOf),
    );
  return find(others) ?? find(new Set()) ?? null;
}

/** Every way in which anybody may fill the seat, the preferred ones first. */
function rightsTo(seat: OpenSeat, directory: Directory, question: StandInQuestion): Candidate[] {
  const town = townOf(directory);
  const holders = holdersOf(seat, directory).filter(({ id }) => !question.barred.has(id));
  const held = holders.map(({ id }): Candidate => ({
    personId: id,
    via: 'role',
    onBehalfOf: null,
    path: [id],
  }));
  const lent = holders.flatMap((holder) => delegatesOf(holder, seat, town, question));
  const there = [...held, ...lent].some(({ personId }) => !town.away.has(personId));
  const managers = there ? [] : holders.flatMap((holder) => managerOf(holder, town, question) ?? []);
  return [...held, ...byName(lent, town), ...byName(managers, town)];
}

/** Everyone whose seats a person might come to fill: themselves, who lent them something, and who away from work answers to them. */
export function mightActFor(personId: ActorId, directory: Directory): Person[] {
  const town = townOf(directory);
  const reached = new Set([personId]);
  for (const id of reached) {
    for (const { delegatorId, delegateId } of directory.delegations)
      if (delegateId === id) reached.add(delegatorId);
    for (const person of directory.people)
      if (person.managerId === id && town.away.has(person.id)) reached.add(person.id);
  }
  return directory.people.filter(({ id }) => reached.has(id));
}

/**
 * Whose alone a seat of an approval still is. One who has left, no longer holds the role or may not decide it any more holds it up for
 * nobody: it is then anyone's who has the role (still_assigned in migration 0007 says the same).
 */
export function stillAssigned(
  seat: OpenSeat,
  { people }: Directory,
  barred: ReadonlySet<ActorId>,
): ActorId | null {
  const assignee = people.find(({ id }) => id === seat.assigneeId);
  return assignee && !barred.has(assignee.id) && heldRole(assignee, seat) !== undefined ? assignee.id : null;
}

/** By which role a person fills a seat: the seat's own, or, for a committee's that is theirs or nobody's, an alternate's. */
export function heldRole(person: Person, seat: OpenSeat): Role | undefined {
  const { legalEntity, role, team, assigneeId } = seat;
  if (person.kind !== 'person' || (assigneeId !== null && assigneeId !== person.id)) return undefined;
  if (holdsRole(person, role, legalEntity, team)) return role;
  return role === 'committee' && holdsRole(person, 'committee-alternate', legalEntity)
    ? 'committee-alternate'
    : undefined;
}

const holdersOf = (seat: OpenSeat, { people }: Directory): Person[] =>
  people.filter((person) => heldRole(person, seat) !== undefined).toSorted(compareNames);

const compareNames = (a: Person, b: Person): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;

/** The directory, looked up by person. */
interface Town {
  readonly people: ReadonlyMap<ActorId, Person>;
  readonly away: ReadonlySet<ActorId>;
  readonly lentBy: ReadonlyMap<ActorId, readonly Delegation[]>;
}

const towns = new WeakMap<Directory, Town>();

function townOf(directory: Directory): Town {
  const known = towns.get(directory);
  if (known) return known;
  const lentBy = new Map<ActorId, Delegation[]>();
  for (const delegation of directory.delegations.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    lentBy.set(delegation.delegatorId, [...(lentBy.get(delegation.delegatorId) ?? []), delegation]);
  const town = {
    people: new Map(directory.people.map((person) => [person.id, person])),
    away: new Set(directory.absences.map(({ principalId }) => principalId)),
    lentBy,
  };
  towns.set(directory, town);
  return town;
}

/** Breadth first, so everyone is met by the shortest way and once: a cycle of delegations ends where it began. */
function delegatesOf(holder: Person, seat: OpenSeat, town: Town, question: StandInQuestion): Candidate[] {
  const role = heldRole(holder, seat);
  const found: Candidate[] = [];
  const met = new Set([holder.id]);
  let ends: (readonly ActorId[])[] = [[holder.id]];
  for (let lent = 0; lent < question.depth && ends.length > 0; lent += 1) {
    ends = ends.flatMap((path) =>
      (town.lentBy.get(path.at(-1) ?? '') ?? []).flatMap((delegation) => {
        const { delegateId } = delegation;
        const unusable = met.has(delegateId) || question.barred.has(delegateId);
        if (unusable || delegation.role !== role || !covers(delegation, seat, question.basisMinor)) return [];
        if (town.people.get(delegateId)?.kind !== 'person') return [];
        met.add(delegateId);
        return [[...path, delegateId]];
      }),
    );
    for (const path of ends)
      found.push({ personId: path.at(-1) ?? '', via: 'delegation', onBehalfOf: holder.id, path });
  }
  return found;
}

/** As holdsRole() has it for grants: a seat without a team is anyone's who has the role. */
const covers = (
  { entity, team, limitMinor }: Delegation,
  seat: OpenSeat,
  basisMinor: bigint | null,
): boolean =>
  (entity === '*' || entity === seat.legalEntity) &&
  (team === '*' || seat.team === '*' || team === seat.team) &&
  (limitMinor === null || (basisMinor !== null && basisMinor <= BigInt(limitMinor)));

/** The nearest manager who is there and not barred. */
function managerOf(holder: Person, town: Town, { depth, barred }: StandInQuestion): Candidate | undefined {
  let managerId = holder.managerId;
  for (let up = 0; up < depth && managerId !== null; up += 1) {
    const manager = town.people.get(managerId);
    if (manager?.kind !== 'person') return undefined;
    const path = [holder.id, manager.id];
    if (!town.away.has(manager.id) && !barred.has(manager.id) && manager.id !== holder.id)
      return { personId: manager.id, via: 'absence', onBehalfOf: holder.id, path };
    managerId = manager.managerId;
  }
  return undefined;
}

const byName = (candidates: readonly Candidate[], town: Town): Candidate[] =>
  candidates.toSorted((a, b) => {
    const [one, other] = [town.people.get(a.personId), town.people.get(b.personId)];
    return one && other && one !== other ? compareNames(one, other) : 0;
  });
