import type { DisputeReason } from './dispute-reason.ts';
import type { Team } from './vocabulary.ts';

/** What a person answers to a task. Amounts are decimal strings in the invoice's currency. */
export type DecisionBody =
  | { readonly verdict: 'approve'; readonly reason: string }
  | { readonly verdict: 'reject'; readonly reason: string }
  | { readonly verdict: 'ask'; readonly reason: string; readonly question: string }
  | { readonly verdict: 'deny'; readonly reason: string }
  | { readonly verdict: 'consult'; readonly reason: string; readonly team: Team; readonly question: string }
  | { readonly verdict: 'answer'; readonly reason: string }
  | {
      readonly verdict: 'classify';
      readonly reason: string;
      readonly type: string;
      readonly disputeReason: DisputeReason;
    }
  | {
      readonly verdict: 'propose';
      readonly reason: string;
      /** Net credit per line; tax follows the original line. */
      readonly creditLines?: readonly { readonly line: number; readonly net: string }[] | undefined;
      readonly receiptId?: string | undefined;
      readonly disputeReason?: DisputeReason | undefined;
    };

/** What is stored beside verdict and reason. */
export type DecisionDetail = Omit<Extract<DecisionBody, { verdict: 'propose' }>, 'verdict' | 'reason'> & {
  readonly question?: string;
  readonly type?: string;
  readonly team?: Team;
};
