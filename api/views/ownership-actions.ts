import type { Involvement } from '../../db/stores/involvement.ts';
import { ownershipContextOf } from '../../db/stores/ownership.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { holdsRole, type Actor } from '../../domain/actor.ts';
import { offersOwnership, OWNERSHIP_ACTIONS, possibleOwners } from '../../domain/ownership.ts';
import { ROLE_WORDS } from '../../domain/role-words.ts';
import type { RequestView } from '../schemas/resources.ts';
import type { ActionView } from './actions.ts';

/** What this reader may do about whose the request is, by the same rule as the door. */
export function ownershipActions(
  actor: Actor,
  request: RequestWithCustomer,
  involvement: Involvement,
): ActionView[] {
  const context = ownershipContextOf(actor, request, involvement);
  return OWNERSHIP_ACTIONS.map((name) => {
    const check = offersOwnership(context, name);
    const refusal = check.allowed ? { code: null, reason: null } : { code: check.code, reason: check.reason };
    return { name, allowed: check.allowed, ...refusal, taskId: null };
  });
}

/** To whom this reader may give it, with what they are in its team. */
export function newOwnersFor(
  actor: Actor,
  request: RequestWithCustomer,
  involvement: Involvement,
): RequestView['newOwners'] {
  const context = ownershipContextOf(actor, request, involvement);
  const { legalEntity, team } = context;
  return possibleOwners(context).map((person) => {
    const leads = holdsRole(person, 'team-lead', legalEntity, team ?? '*');
    const post = ROLE_WORDS[leads ? 'team-lead' : 'analyst'];
    return { id: person.id, name: person.name, post, away: person.absent };
  });
}
