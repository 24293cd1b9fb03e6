import type { ExplainedStep } from './vocabulary.ts';

/** Plain JSON, no bigint. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Why a rule decided as it did: kept beside the decision, in the reader's words. The policy version and the moment are added when
 * it is stored.
 */
export interface Explanation {
  readonly step: ExplainedStep;
  /** Id of the rule that fired: a routing rule, a matrix band, a classifier rule. */
  readonly rule: string;
  /** A sentence without a full stop. */
  readonly because: string;
  /** What the rule looked at: figures and codes, no personal data. */
  readonly inputs: { readonly [name: string]: Plain };
  readonly outcome: Plain;
  /** What would have been otherwise, and when: "automatic at or below 500.00 USD". */
  readonly counterfactual: string | null;
}
