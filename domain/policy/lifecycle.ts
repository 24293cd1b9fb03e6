import { holdsRole, type Actor, type ActorId } from '../actor.ts';

export const POLICY_STATES = ['draft', 'in-review', 'reviewed', 'published', 'discarded'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

export const POLICY_STEPS = ['edit', 'submit', 'accept', 'return', 'publish', 'discard'] as const;
export type PolicyStep = (typeof POLICY_STEPS)[number];

/** What the rules look at of one policy. */
export interface PolicyStanding {
  readonly version: string;
  readonly state: PolicyState;
  /** Everyone who has ever written its document, its author first. */
  readonly editors: readonly ActorId[];
  /** Published version it was made from; null for the first of all. */
  readonly basedOn: string | null;
  readonly effectiveFrom: string;
}

/** What has been published: a policy is always newer than all of it. */
export interface Published {
  readonly version: string;
  readonly effectiveFrom: string;
}

export type PolicyRefusalCode = 'NOT_AUTHORISED' | 'SOD_VIOLATION' | 'POLICY_STATE' | 'VALIDATION';
export type PolicyCheck =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: PolicyRefusalCode;
      readonly reason: string;
      /** JSON pointer into the document, where the refusal is about one of its fields. */
      readonly path?: string;
    };

const refuse = (code: PolicyRefusalCode, reason: string, path?: string): PolicyCheck => ({
  allowed: false,
  code,
  reason,
  ...(path !== undefined && { path }),
});

const FROM: Record<PolicyStep, readonly PolicyState[]> = {
  edit: ['draft', 'in-review', 'reviewed'],
  submit: ['draft'],
  accept: ['in-review'],
  return: ['in-review', 'reviewed'],
  publish: ['reviewed'],
  discard: ['draft', 'in-review', 'reviewed'],
};

const BY_AUTHORS: readonly PolicyStep[] = ['edit', 'submit', 'discard'];

/** A policy governs every legal entity, so both roles count only when held for the group. */
export const isPolicyAuthor = (actor: Actor): boolean => holdsRole(actor, 'policy-author', '*');
export const isPolicyPublisher = (actor: Actor): boolean => holdsRole(actor, 'policy-publisher', '*');

/**
 * The one rule for who may do what with a policy, asked by the API's offer and by the door. Four eyes: whoever has ever written the
 * document neither reviews nor publishes it. The schedule is looked at separately (checkSchedule), because it moves with the clock.
 */
export function checkPolicyStep(actor: Actor, policy: PolicyStanding, step: PolicyStep): PolicyCheck {
  if (BY_AUTHORS.includes(step) && !isPolicyAuthor(actor))
    return refuse('NOT_AUTHORISED', 'Writing a policy needs a policy author of the group.');
  if (!BY_AUTHORS.includes(step)) {
    if (!isPolicyPublisher(actor))
      return refuse(
        'NOT_AUTHORISED',
        'Reviewing and publishing a policy needs a policy publisher of the group.',
      );
    if (policy.editors.includes(actor.id))
      return refuse('SOD_VIOLATION', 'You wrote this policy, so someone else must review and publish it.');
  }
  return FROM[step].includes(policy.state)
    ? { allowed: true }
    : refuse(
        'POLICY_STATE',
        `Policy ${policy.version} is ${STATE_WORDS[policy.state]}; ${WAIT_WORDS[step]}.`,
      );
}

/** Beginning a draft: by a policy author, under a number above every published one. */
export function checkNewPolicy(actor: Actor, version: string, published: readonly Published[]): PolicyCheck {
  if (!isPolicyAuthor(actor))
    return refuse('NOT_AUTHORISED', 'Writing a policy needs a policy author of the group.');
  return checkNewer(version, published);
}

/** "v10" is newer than "v9". */
export const versionNumber = (version: string): number => Number(version.slice(1));

/** The published policy with the highest number. */
export const newestOf = (published: readonly Published[]): Published | undefined =>
  published.toSorted((a, b) => versionNumber(b.version) - versionNumber(a.version))[0];

function checkNewer(version: string, published: readonly Published[]): PolicyCheck {
  const newest = newestOf(published);
  return newest && versionNumber(version) <= versionNumber(newest.version)
    ? refuse(
        'VALIDATION',
        `must be newer than ${newest.version}, which is published: use v${versionNumber(newest.version) + 1}`,
        '/version',
      )
    : { allowed: true };
}

/**
 * Whether it could be published at `now`: newer than everything published, made from the newest, in force from a moment that is neither
 * past nor covered by another. A past one would have governed requests that began under something else.
 */
export function checkSchedule(
  { version, basedOn, effectiveFrom }: PolicyStanding,
  published: readonly Published[],
  now: string,
): PolicyCheck {
  const newer = checkNewer(version, published);
  if (!newer.allowed) return newer;
  const newest = newestOf(published);
  if (newest && basedOn !== newest.version)
    return refuse(
      'POLICY_STATE',
      `Policy ${newest.version} was published after this draft was begun from ${basedOn ?? 'nothing'}. Compare the two, take over what ${newest.version} changed, and save the draft again.`,
    );
  const at = Date.parse(effectiveFrom);
  const last = published.toSorted((a, b) => Date.parse(b.effectiveFrom) - Date.parse(a.effectiveFrom))[0];
  if (last && at <= Date.parse(last.effectiveFrom))
    return refuse(
      'VALIDATION',
      `must be later than ${last.effectiveFrom}, when ${last.version} comes into force: choose a later moment and submit the draft again`,
      '/effectiveFrom',
    );
  if (at < Date.parse(now))
    return refuse(
      'VALIDATION',
      'has passed: a policy never governs what has already begun; choose a moment to come and submit the draft again',
      '/effectiveFrom',
    );
  return { allowed: true };
}

const STATE_WORDS: Record<PolicyState, string> = {
  draft: 'a draft',
  'in-review': 'in review',
  reviewed: 'reviewed',
  published: 'published and never changes',
  discarded: 'discarded',
};

const WAIT_WORDS: Record<PolicyStep, string> = {
  edit: 'make a new version instead',
  submit: 'only a draft can be submitted',
  accept: 'only one in review can be accepted',
  return: 'only one that waits for a review or for publication can be returned',
  publish: 'only one that has been reviewed can be published',
  discard: 'it can no longer be discarded',
};
