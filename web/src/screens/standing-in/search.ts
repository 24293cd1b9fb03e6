import type { RawSearch } from '../../parts/search-params.ts';
import { oneOf, present, text } from '../../parts/search-params.ts';

export const STANDING_IN_DIALOGS = ['absence', 'lend', 'cancel', 'revoke'] as const;
export type StandingInDialog = (typeof STANDING_IN_DIALOGS)[number];

export interface StandingInSearch {
  readonly do?: StandingInDialog;
  /** What is cancelled or revoked. */
  readonly of?: string;
}

export const standingInSearch = (raw: RawSearch): StandingInSearch =>
  present({ do: oneOf(raw['do'], STANDING_IN_DIALOGS), of: text(raw['of']) });
