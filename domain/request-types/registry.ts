import type { RequestTypeRules } from '../request-type.ts';
import { billingDispute } from './billing-dispute.ts';
import { paymentClarification } from './payment-clarification.ts';

/** Request types Docket runs. Adding one: a file beside this one, its policy data, and a line here (CONTRIBUTING.md). */
const REGISTRY = {
  'billing-dispute': billingDispute,
  'payment-clarification': paymentClarification,
} as const satisfies Record<string, RequestTypeRules>;

export type RequestType = keyof typeof REGISTRY;
export const REQUEST_TYPES = Object.keys(REGISTRY) as [RequestType, ...RequestType[]];
export const REQUEST_TYPE_RULES: readonly RequestTypeRules[] = Object.values(REGISTRY);

/** @throws for a type that is not registered: stored data and code disagree. */
export function rulesOf(type: string): RequestTypeRules {
  const rules = REQUEST_TYPE_RULES.find((one) => one.type === type);
  if (!rules) throw new Error(`request type "${type}" is not registered`);
  return rules;
}
