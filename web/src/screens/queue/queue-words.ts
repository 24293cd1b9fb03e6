import type { RequestSummary } from '../../api/resources.ts';
import { reasonWords, TEAM_WORDS, TYPE_WORDS } from '../../parts/words.ts';

/** What kind of request it is and whose queue it is in: "Billing: price differs from what was agreed". */
export function aboutWords({ type, reason, team }: RequestSummary): string {
  const about = reasonWords(reason) ?? (type ? TYPE_WORDS[type] : 'Not classified yet');
  return team ? `${TEAM_WORDS[team]} · ${about}` : about;
}
