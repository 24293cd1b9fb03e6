import type { Policy } from './policy/schema.ts';
import type { RequestType } from './request-types/registry.ts';
import type { Team } from './vocabulary.ts';

export interface RouteDecision {
  readonly rule: string;
  readonly team: Team;
  readonly department: string;
  readonly because: string;
}

/** The first rule that fits; the last rule of every policy fits everything. */
export function route(policy: Policy, type: RequestType | null, reason: string | null): RouteDecision {
  const rule = policy.routing.find(
    ({ when }) =>
      (when.type === undefined || when.type === type) &&
      (when.reason === undefined || when.reason === reason),
  );
  if (!rule) throw new Error(`policy ${policy.version} has no routing rule that fits everything`);
  return { rule: rule.id, team: rule.team, department: rule.department, because: rule.because };
}
