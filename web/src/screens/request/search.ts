import type { ActionName } from '../../api/resources.ts';
import type { RawSearch } from '../../parts/search-params.ts';
import { keysOf, oneOf, present, text } from '../../parts/search-params.ts';
import { ACTION_WORDS } from '../../parts/words.ts';

export interface RequestSearch {
  /** The dialog that is open. */
  readonly do?: ActionName;
  /** The change that its dialog decides, and how. */
  readonly change?: string;
  readonly verdict?: 'approve' | 'refuse';
}

export const requestSearch = (raw: RawSearch): RequestSearch =>
  present({
    do: oneOf(raw['do'], keysOf(ACTION_WORDS)),
    change: text(raw['change']),
    verdict: oneOf(raw['verdict'], ['approve', 'refuse']),
  });
