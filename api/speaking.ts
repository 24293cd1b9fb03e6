import type { Actor } from '../domain/actor.ts';
import { holdsRole } from '../domain/actor.ts';

/** Roles that take in what customers say. */
const INTAKE_ROLES = ['service-desk', 'analyst', 'team-lead'] as const;

/** Whether a person takes in requests of this entity. */
export const takesRequests = (actor: Actor, entity: string): boolean =>
  actor.kind === 'person' && INTAKE_ROLES.some((role) => holdsRole(actor, role, entity));

/** Why the actor may not reply or withdraw for the customer: only who handed the request in, or who takes requests in. */
export function speakerRefusal(
  actor: Actor,
  request: { readonly legalEntity: string; readonly submittedBy: string },
): string | undefined {
  if (actor.id === request.submittedBy || takesRequests(actor, request.legalEntity)) return undefined;
  return `Only the service desk, an analyst or a team lead of ${request.legalEntity}, or the system that handed the request in, speaks for the customer.`;
}
