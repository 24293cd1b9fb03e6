import { changeableOf } from '../../db/stores/request-row.ts';
import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import {
  priorityAuthorityRefusal,
  priorityRefusal,
  reopeningAuthorityRefusal,
  reopeningRefusal,
} from '../../domain/request-change.ts';
import type { ActionView } from './actions.ts';

/** What this reader may change about the request beside its tasks, asked of the rules that guard the doors. */
export function changeActions(
  actor: Actor,
  request: RequestWithCustomer,
  {
    policy,
    now,
    openTwin,
  }: { readonly policy: Policy; readonly now: Date; readonly openTwin: string | null },
): ActionView[] {
  const changeable = changeableOf(request);
  const calendar = policy.calendars[request.legalEntity];
  if (!calendar) throw new Error(`policy ${policy.version} has no calendar of ${request.legalEntity}`);
  return [
    offered('change-priority', priorityAuthorityRefusal(actor, changeable), priorityRefusal(changeable)),
    offered(
      'reopen',
      reopeningAuthorityRefusal(actor, changeable),
      reopeningRefusal(changeable, { policy, calendar, askedAt: now.toISOString(), openTwin }),
    ),
  ];
}

function offered(
  name: 'change-priority' | 'reopen',
  unauthorised: string | undefined,
  notNow: string | undefined,
): ActionView {
  const reason = unauthorised ?? notNow ?? null;
  const code = unauthorised !== undefined ? 'NOT_AUTHORISED' : notNow !== undefined ? 'NOT_POSSIBLE' : null;
  return { name, allowed: reason === null, code, reason, taskId: null };
}
