import type { Role, Team } from './vocabulary.ts';

/** `person:…`, `service:…`, `contact:…` (the customer's side) or `system@<policy version>`: the id in every audit event. */
export type ActorId = string;

/** One role as granted: for a legal entity or '*' (the group), for a team or '*'. */
export interface RoleGrant {
  readonly role: Role | 'channel' | 'operator';
  readonly entity: string;
  readonly team: Team | '*';
}

/** An authenticated principal with the grants PostgreSQL holds at this moment; tokens carry none. */
export interface Actor {
  readonly id: ActorId;
  readonly name: string;
  readonly kind: 'person' | 'service';
  /** For a service: the person who answers for it. */
  readonly answerableId?: ActorId;
  readonly grants: readonly RoleGrant[];
}

export const systemActor = (policyVersion: string): ActorId => `system@${policyVersion}`;
export const contactOf = (customerId: string): ActorId => `contact:${customerId}`;

/** Whether the actor holds the role for this entity and, where the role is a team's, for this team. */
export function holdsRole(
  actor: Actor,
  role: RoleGrant['role'],
  entity: string,
  team: Team | '*' = '*',
): boolean {
  return actor.grants.some(
    (grant) =>
      grant.role === role &&
      (grant.entity === '*' || grant.entity === entity) &&
      (grant.team === '*' || team === '*' || grant.team === team),
  );
}

/** Legal entities in which the actor holds any role; a group grant opens all of them. */
export function entitiesOf(actor: Pick<Actor, 'grants'>, all: readonly string[]): string[] {
  return all.filter((entity) =>
    actor.grants.some((grant) => grant.entity === '*' || grant.entity === entity),
  );
}
