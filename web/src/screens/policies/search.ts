import type { RawSearch } from '../../parts/search-params.ts';
import { oneOf, present, text } from '../../parts/search-params.ts';

/** What is done to a policy in a dialog; editing has a page of its own. */
export const POLICY_STEPS = ['submit', 'accept', 'return', 'publish', 'discard'] as const;
export type PolicyStepName = (typeof POLICY_STEPS)[number];

export interface PolicySearch {
  /** The dialog that is open. */
  readonly do?: PolicyStepName;
}

export const policySearch = (raw: RawSearch): PolicySearch => present({ do: oneOf(raw['do'], POLICY_STEPS) });

export interface CompareSearch {
  readonly from?: string;
  readonly to?: string;
}

export const compareSearch = (raw: RawSearch): CompareSearch =>
  present({ from: text(raw['from']), to: text(raw['to']) });

export interface NewPolicySearch {
  /** The policy whose document the draft begins with; the one in force otherwise. */
  readonly from?: string;
}

export const newPolicySearch = (raw: RawSearch): NewPolicySearch => present({ from: text(raw['from']) });
