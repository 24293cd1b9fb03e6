import type { ActionName } from '../../api/resources.ts';
import type { RawSearch } from '../../parts/search-params.ts';
import { keysOf, oneOf, present } from '../../parts/search-params.ts';
import { ACTION_WORDS } from '../../parts/words.ts';

export interface RequestSearch {
  /** The dialog that is open. */
  readonly do?: ActionName;
}

export const requestSearch = (raw: RawSearch): RequestSearch =>
  present({ do: oneOf(raw['do'], keysOf(ACTION_WORDS)) });
