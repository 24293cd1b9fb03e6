import type { RequestFilter } from '../../api/requests.ts';
import type { Me, Team } from '../../api/resources.ts';
import type { RawSearch } from '../../parts/search-params.ts';
import { keysOf, oneOf, present, text } from '../../parts/search-params.ts';
import { TEAM_WORDS } from '../../parts/words.ts';

export interface QueueSearch {
  /** The requests the reader owns instead of those nobody owns. */
  readonly show?: 'mine';
  /** "every": not only the reader's own team. */
  readonly team?: Team | 'every';
  readonly entity?: string;
  /** The selected row. */
  readonly selected?: string;
}

export type QueueChange = Partial<Record<keyof QueueSearch, string | undefined>>;

export const queueSearch = (raw: RawSearch): QueueSearch =>
  present({
    show: oneOf(raw['show'], ['mine']),
    team: oneOf(raw['team'], [...keysOf(TEAM_WORDS), 'every']),
    entity: text(raw['entity']),
    selected: text(raw['selected']),
  });

/** The teams the reader is in by name; a role that reaches over all teams puts nobody in one. */
export const teamsOf = ({ grants }: Me): Team[] =>
  keysOf(TEAM_WORDS).filter((team) => grants.some((grant) => grant.team === team));

/** Whose queue is shown: what the address says, else the one team of the reader, else every one. */
export function teamShown({ team }: QueueSearch, me: Me | undefined): Team | undefined {
  if (team !== undefined) return team === 'every' ? undefined : team;
  const own = me ? teamsOf(me) : [];
  return own.length === 1 ? own[0] : undefined;
}

export const filterOf = (search: QueueSearch, me: Me | undefined): RequestFilter => {
  const team = teamShown(search, me);
  return {
    status: 'open',
    owner: search.show === 'mine' ? 'me' : 'none',
    ...(search.entity && { entity: search.entity }),
    ...(search.show !== 'mine' && team && { team }),
  };
};
