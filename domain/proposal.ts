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

export type ProposalStatus = 'pending' | 'approved' | 'returned' | 'refused' | 'withdrawn' | 'posted';

/**
 * What a proposal must be to become this. What is posted stays posted, whatever becomes of its request: it counts in the basis of later
 * pieces (domain rules 2). The database holds its worker to the same (guard_proposal_status).
 */
export const PROPOSAL_COMES_FROM: Readonly<Record<ProposalStatus, readonly ProposalStatus[]>> = {
  pending: [],
  approved: ['pending'],
  posted: ['approved'],
  returned: ['pending', 'approved'],
  withdrawn: ['pending', 'approved'],
  refused: ['pending'],
};

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
