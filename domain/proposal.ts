import type { Resolution } from './assessment.ts';
import type { FunctionalAmount } from './functional-amount.ts';
import type { MoneyJson } from './money.ts';
import type { Transfer } from './posting.ts';
import type { Outcome } from './vocabulary.ts';

/** The letter the customer will get: template id and its fields; the renderer adds nothing that is not here. */
export interface LetterPlan {
  readonly template:
    | 'credit-granted'
    | 'credit-granted-in-part'
    | 'payment-found'
    | 'claim-denied'
    | 'withdrawn'
    | 'no-response'
    | 'joined';
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * What an approval is bound to. Its hash is the SHA-256 of the RFC 8785 form of exactly this object; what is approved is what posts.
 * Balances are not in it: they are re-checked at posting.
 */
export interface ProposalContent {
  readonly v: 1;
  readonly legalEntity: string;
  readonly requestId: string;
  readonly revision: number;
  readonly policyVersion: string;
  readonly outcome: Outcome;
  readonly resolution: Resolution;
  readonly amount: MoneyJson;
  /** What the approval matrix reads; null where there was no rate, and then the highest band is asked. */
  readonly functional: FunctionalAmount | null;
  readonly entries: readonly Transfer[];
  readonly evidence: readonly { readonly id: string; readonly hash: string }[];
  readonly letter: LetterPlan;
}
