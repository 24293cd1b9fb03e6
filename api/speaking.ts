import type { Actor } from '../domain/actor.ts';
import { speaksForCustomer } from '../domain/request-change.ts';

/** Why the actor may not reply or withdraw for the customer: only who handed the request in, or who takes requests in. */
export const speakerRefusal = (
  actor: Actor,
  request: { readonly legalEntity: string; readonly submittedBy: string },
): string | undefined =>
  speaksForCustomer(actor, request)
    ? undefined
    : `Only the service desk, an analyst or a team lead of ${request.legalEntity}, or the system that handed the request in, speaks for the customer.`;
