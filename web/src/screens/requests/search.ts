import type { RequestFilter } from '../../api/requests.ts';
import type { RawSearch } from '../../parts/search-params.ts';
import { keysOf, oneOf, present, text } from '../../parts/search-params.ts';
import { STAGE_WORDS, TEAM_WORDS, TYPE_WORDS } from '../../parts/words.ts';

/** The filters of the list, and the selected row. */
export interface RequestsSearch extends RequestFilter {
  readonly selected?: string;
}

export const requestsSearch = (raw: RawSearch): RequestsSearch =>
  present({
    status: oneOf(raw['status'], ['open', 'closed']),
    stage: oneOf(raw['stage'], keysOf(STAGE_WORDS)),
    type: oneOf(raw['type'], keysOf(TYPE_WORDS)),
    team: oneOf(raw['team'], keysOf(TEAM_WORDS)),
    entity: text(raw['entity']),
    owner: oneOf(raw['owner'], ['me']),
    q: text(raw['q']),
    selected: text(raw['selected']),
  });

export const filterOf = ({ selected: _, ...filter }: RequestsSearch): RequestFilter => filter;
