import type { Actor } from '../domain/actor.ts';
import { roleWords } from '../domain/role-words.ts';
import { speaksForCustomer, type SpokenFor } from '../domain/request-change.ts';
import type { Team } from '../domain/vocabulary.ts';

/** Why the actor may not reply or withdraw for the customer: only who handed the request in, the service desk, or who works on it. */
export function speakerRefusal(actor: Actor, request: SpokenFor): string | undefined {
  if (speaksForCustomer(actor, request)) return undefined;
  const { legalEntity, team } = request;
  const workers =
    team === null
      ? ''
      : `, a ${roleWords('analyst', team as Team)} or a ${roleWords('team-lead', team as Team)}`;
  return `Only the service desk of ${legalEntity}${workers}, the owner of the request, or the system that handed it in, speaks for the customer.`;
}
