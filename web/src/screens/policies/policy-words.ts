import type { PolicySummary } from '../../api/resources.ts';
import type { PolicyStepName } from './search.ts';

export const STATE_WORDS: Record<PolicySummary['state'], string> = {
  draft: 'Draft',
  'in-review': 'In review',
  reviewed: 'Reviewed',
  published: 'Published',
  discarded: 'Discarded',
};

export const STEP_WORDS: Record<PolicyStepName, string> = {
  submit: 'Submit for review',
  accept: 'Accept',
  return: 'Return to the author',
  publish: 'Publish',
  discard: 'Discard',
};

/** "Wed 1 Jan 2020, 00:00 UTC". */
export const effectiveWords = (at: string): string =>
  `${new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).format(new Date(at))} UTC`;

const numberOf = (version: string): number => Number(version.slice(1));

/** The number above every policy there is. */
export const nextVersion = (policies: readonly PolicySummary[]): string =>
  `v${Math.max(0, ...policies.map(({ version }) => numberOf(version))) + 1}`;

/** The published policy before this one, to compare it with. */
export function predecessorOf(policy: PolicySummary, all: readonly PolicySummary[]): string | undefined {
  if (policy.basedOn) return policy.basedOn;
  return all
    .filter(({ state, version }) => state === 'published' && numberOf(version) < numberOf(policy.version))
    .toSorted((a, b) => numberOf(b.version) - numberOf(a.version))[0]?.version;
}
