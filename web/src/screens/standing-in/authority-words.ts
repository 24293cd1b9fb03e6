import type { Absence, Delegation } from '../../api/resources.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { fromKey, lowerFirst, roleWords, sentence } from '../../parts/words.ts';

/** A role and where it counts: "Team lead, billing (US10)". */
export function authorityWords({ role, team, entity }: Pick<Delegation, 'role' | 'team' | 'entity'>): string {
  const of = team === '*' ? '' : `, ${lowerFirst(fromKey(team))}`;
  return `${sentence(roleWords(role))}${of} (${entity === '*' ? 'every entity' : entity})`;
}

/** The same with its limit: "Team lead, billing (US10), up to 5,000.00 USD". */
export const lentWords = (delegation: Delegation): string =>
  `${authorityWords(delegation)}${delegation.limit ? `, up to ${moneyWords(delegation.limit)}` : ''}`;

type State = Absence['state'] | Delegation['state'];

export const ABSENCE_STATES: Record<Absence['state'], string> = {
  now: 'Away now',
  coming: 'Coming',
  over: 'Over',
  cancelled: 'Cancelled',
};

export const DELEGATION_STATES: Record<Delegation['state'], string> = {
  now: 'In force',
  coming: 'Coming',
  over: 'Over',
  revoked: 'Taken back',
};

const RANKS: Record<State, number> = { now: 0, coming: 1, over: 2, cancelled: 2, revoked: 2 };

export const hasEnded = (state: State): boolean => RANKS[state] === 2;

/** What is in force, then what is coming, then what has ended, the latest of those first. */
export function inOrder<T extends { readonly state: State; readonly from: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => {
    if (RANKS[a.state] !== RANKS[b.state]) return RANKS[a.state] - RANKS[b.state];
    const earlier = Date.parse(a.from) - Date.parse(b.from);
    return hasEnded(a.state) ? -earlier : earlier;
  });
}
