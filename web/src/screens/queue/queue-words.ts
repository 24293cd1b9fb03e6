import type { RequestSummary } from '../../api/resources.ts';
import { reasonWords, TEAM_WORDS, TYPE_WORDS } from '../../parts/words.ts';

/** What kind of request it is and, where several teams are shown, whose queue it is in. */
export function aboutWords({ type, reason, team }: RequestSummary, oneTeam: boolean): string {
  const about = reasonWords(reason) ?? (type ? TYPE_WORDS[type] : 'Not classified yet');
  return team && !oneTeam ? `${TEAM_WORDS[team]} · ${about}` : about;
}
