import type { Involvement } from '../../db/stores/involvement.ts';
import { ownershipContextOf } from '../../db/stores/ownership.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Actor } from '../../domain/actor.ts';
import { offersOwnership, OWNERSHIP_ACTIONS } from '../../domain/ownership.ts';
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
