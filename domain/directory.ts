import type { Actor, ActorId } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Role, Team } from './vocabulary.ts';

/** A person of ours with what routing looks at beside their grants. */
export interface Person extends Actor {
  /** Who answers for them; the approver's manager of the domain rules. */
  readonly managerId: ActorId | null;
  readonly skills: readonly string[];
}

/** Authority lent: half-open [from, until), never more than the delegator holds at the moment of deciding. */
export interface Delegation {
  readonly id: string;
  readonly delegatorId: ActorId;
  readonly delegateId: ActorId;
  readonly role: Role;
  /** A legal entity, or '*' for all in which the delegator holds the role. */
  readonly entity: string;
  readonly team: Team | '*';
  /** Most that may be decided under it, minor units of the functional currency, inclusive; null: as much as the delegator. */
  readonly limitMinor: string | null;
  readonly from: Instant;
  readonly until: Instant;
}

/** Out of office, half-open [from, until). */
export interface Absence {
  readonly principalId: ActorId;
  readonly from: Instant;
  readonly until: Instant;
}

/** Who is there, who stands in for whom: as of one moment, from the database. Delegations and absences that have ended or were revoked are not in it. */
export interface Directory {
  readonly people: readonly Person[];
  readonly delegations: readonly Delegation[];
  readonly absences: readonly Absence[];
}
