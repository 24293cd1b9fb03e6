import { holdsRole, type Actor } from '../domain/actor.ts';
import { describeDay, describeInstant } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import {
  checkNewPolicy,
  checkPolicyStep,
  checkSchedule,
  newestOf,
  type PolicyCheck,
  type PolicyRefusalCode,
  type PolicyStep,
} from '../domain/policy/lifecycle.ts';
import { readPolicy } from '../domain/policy/problems.ts';
import type { PolicyProblem } from '../domain/policy/schema-problems.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { appendAudit, ENTITY_CHAIN } from './audit.ts';
import { contentHash } from './canonical.ts';
import type { Tx } from './connection.ts';
import { insertNotices } from './notices.ts';
import { actorsOf, listLegalEntities } from './stores/people.ts';
import {
  insertDraft,
  insertVersion,
  lockPolicies,
  policyOf,
  publishedPolicies,
  updateDraft,
  type PolicyRecord,
} from './stores/policies.ts';
import { inEntities } from './transaction.ts';

export interface PolicyAct {
  readonly actor: Actor;
  readonly now: Date;
}

export interface PolicyStepToTake extends PolicyAct {
  readonly version: string;
  /** From If-Match: the document the person saw. */
  readonly seenHash: string;
}

export type PolicyOutcome =
  | { readonly ok: true; readonly policy: PolicyRecord }
  | {
      readonly ok: false;
      readonly code: PolicyRefusalCode | 'STALE_CONTENT' | 'NOT_FOUND';
      readonly reason: string;
      /** Pointers into the document. */
      readonly problems?: readonly PolicyProblem[];
    };
type Refused = Extract<PolicyOutcome, { ok: false }>;

/** Begins a draft, made from the newest published policy. A refusal changes nothing but the audit trail. */
export function beginPolicy(tx: Tx, act: PolicyAct, document: unknown, note: string): Promise<PolicyOutcome> {
  return withPolicies(tx, async (inner, codes) => {
    const tried = { act, step: 'begin', version: versionOf(document) } as const;
    const published = await publishedPolicies(inner);
    const check = checkNewPolicy(act.actor, tried.version, published);
    // Who may not write a policy is not told what is wrong with one.
    if (!check.allowed && check.code === 'NOT_AUTHORISED')
      return refused(inner, codes, tried, refusalOf(check));
    const read = readPolicy(document, { legalEntities: codes });
    if (!read.ok) return refused(inner, codes, tried, invalid(read.problems));
    if (!check.allowed) return refused(inner, codes, tried, refusalOf(check));
    if (await policyOf(inner, read.policy.version))
      return refused(inner, codes, tried, taken(read.policy.version));
    const basedOn = newestOf(published)?.version;
    if (basedOn === undefined) throw new Error('no policy is published: the seed writes the first');
    await insertDraft(inner, {
      ...{ version: read.policy.version, basedOn, note, state: 'draft' as const, ...written(read.policy) },
      ...{ authorId: act.actor.id, editors: [act.actor.id], createdAt: act.now, updatedAt: act.now },
    });
    return stepped(inner, codes, tried, 'policy-begun', { note });
  });
}

/** Any author may change a draft, and is one of those who wrote it from then on. What was reviewed is a draft again. */
export function editPolicy(
  tx: Tx,
  input: PolicyStepToTake,
  document: unknown,
  note: string,
): Promise<PolicyOutcome> {
  return takeStep(tx, input, 'edit', async (inner, codes, policy, published) => {
    const read = readPolicy(document, { legalEntities: codes });
    if (!read.ok) return invalid(read.problems);
    if (read.policy.version !== policy.version)
      return invalid([
        { path: '/version', message: `must stay "${policy.version}": begin a new draft for another version` },
      ]);
    const editors = [...new Set([...policy.editors, input.actor.id])];
    await updateDraft(inner, policy.version, {
      ...{ ...written(read.policy), note, editors, state: 'draft', updatedAt: input.now },
      ...{ submittedAt: null, reviewedBy: null, reviewedAt: null, reviewReason: null },
      basedOn: newestOf(published)?.version ?? policy.basedOn ?? policy.version,
    });
    return { event: 'policy-edited', detail: { note, before: policy.hash, was: policy.state } };
  });
}

export function submitPolicy(tx: Tx, input: PolicyStepToTake): Promise<PolicyOutcome> {
  return takeStep(tx, input, 'submit', async (inner, codes, policy, published) => {
    const schedule = checkSchedule(policy, published, input.now.toISOString());
    if (!schedule.allowed) return refusalOf(schedule);
    await updateDraft(inner, policy.version, {
      ...{ state: 'in-review', submittedAt: input.now, updatedAt: input.now },
      ...{ reviewedBy: null, reviewedAt: null, reviewReason: null },
    });
    const publishers = (await actorsOf(inner, codes)).filter(
      (each) => holdsRole(each, 'policy-publisher', '*') && !policy.editors.includes(each.id),
    );
    return {
      event: 'policy-submitted',
      tell: publishers.map(({ id }) => id),
      title: `Policy ${policy.version} waits for your review`,
      text: `It would come into force ${forceWords(policy)}. Compare it with ${policy.basedOn ?? 'the one before'}, then accept it or return it.`,
    };
  });
}

export function reviewPolicy(
  tx: Tx,
  input: PolicyStepToTake,
  verdict: 'accept' | 'return',
  reason: string,
): Promise<PolicyOutcome> {
  return takeStep(tx, input, verdict, async (inner, _codes, policy) => {
    const accepted = verdict === 'accept';
    await updateDraft(inner, policy.version, {
      ...{ state: accepted ? 'reviewed' : 'draft', reviewedBy: input.actor.id, reviewedAt: input.now },
      ...{ reviewReason: reason, updatedAt: input.now, ...(!accepted && { submittedAt: null }) },
    });
    return {
      event: accepted ? 'policy-accepted' : 'policy-returned',
      detail: { reason },
      tell: policy.editors,
      title: `Policy ${policy.version} was ${accepted ? 'accepted' : 'returned to you'}`,
      text: accepted ? `${reason} It can be published now.` : `${reason} Change it and submit it again.`,
    };
  });
}

/** Makes a reviewed draft a published version, for good. In force for new requests from its effectiveFrom. */
export function publishPolicy(tx: Tx, input: PolicyStepToTake): Promise<PolicyOutcome> {
  return takeStep(tx, input, 'publish', async (inner, codes, policy, published) => {
    const schedule = checkSchedule(policy, published, input.now.toISOString());
    if (!schedule.allowed) return refusalOf(schedule);
    // Read again: the code that knows what is wrong with a policy may be newer than the draft.
    const read = readPolicy(policy.document, { legalEntities: codes });
    if (!read.ok) return invalid(read.problems);
    await insertVersion(inner, policy, input.actor.id, input.now);
    return {
      event: 'policy-published',
      detail: { effectiveFrom: policy.effectiveFrom },
      tell: policy.editors,
      title: `Policy ${policy.version} was published`,
      text: `New requests begin under it ${forceWords(policy)}. Those in progress keep the policy they began under.`,
    };
  });
}

export function discardPolicy(tx: Tx, input: PolicyStepToTake): Promise<PolicyOutcome> {
  return takeStep(tx, input, 'discard', async (inner, _codes, policy) => {
    await updateDraft(inner, policy.version, { state: 'discarded', updatedAt: input.now });
    return { event: 'policy-discarded' };
  });
}

/** What a step has done: its event, and whom of ours it tells. */
interface Taken {
  readonly event: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly tell?: readonly string[];
  readonly title?: string;
  readonly text?: string;
}

type Work = (
  tx: Tx,
  codes: readonly string[],
  policy: PolicyRecord,
  published: Awaited<ReturnType<typeof publishedPolicies>>,
) => Promise<Taken | Refused>;

/** One step on one policy: policies locked, who and when checked, the document the person saw compared, done, audited, told. */
function takeStep(tx: Tx, input: PolicyStepToTake, step: PolicyStep, work: Work): Promise<PolicyOutcome> {
  return withPolicies(tx, async (inner, codes) => {
    const policy = await policyOf(inner, input.version);
    const tried = { act: input, step, version: input.version, policy };
    if (!policy)
      return refused(inner, codes, tried, {
        ...{ ok: false, code: 'NOT_FOUND', reason: `There is no policy ${input.version}.` },
      });
    const check = checkPolicyStep(input.actor, policy, step);
    if (!check.allowed) return refused(inner, codes, tried, refusalOf(check));
    if (input.seenHash !== policy.hash) return refused(inner, codes, tried, stale(policy));
    const done = await work(inner, codes, policy, await publishedPolicies(inner));
    if ('ok' in done) return refused(inner, codes, tried, done);
    const outcome = await stepped(inner, codes, tried, done.event, done.detail ?? {});
    await tell(inner, codes, input, outcome.policy, done);
    return outcome;
  });
}

interface Tried {
  readonly act: PolicyAct;
  readonly step: PolicyStep | 'begin';
  readonly version: string;
  readonly policy?: PolicyRecord | undefined;
}

/** A policy governs every legal entity, so each entity's chain has its events. */
const withPolicies = async (
  tx: Tx,
  work: (tx: Tx, codes: readonly string[]) => Promise<PolicyOutcome>,
): Promise<PolicyOutcome> => {
  const codes = (await listLegalEntities(tx)).map(({ code }) => code);
  return inEntities(tx, codes, async (inner) => {
    await lockPolicies(inner);
    return work(inner, codes);
  });
};

async function audit(
  tx: Tx,
  codes: readonly string[],
  { act: { actor, now } }: Tried,
  kind: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const legalEntity of codes)
    await appendAudit(tx, { legalEntity, chain: ENTITY_CHAIN, at: now }, [
      { actorId: actor.id, kind, detail },
    ]);
}

async function stepped(
  tx: Tx,
  codes: readonly string[],
  tried: Tried,
  kind: string,
  more: Readonly<Record<string, unknown>>,
): Promise<Extract<PolicyOutcome, { ok: true }>> {
  const policy = await policyOf(tx, tried.version);
  if (!policy) throw new Error(`policy ${tried.version} is not there after "${tried.step}"`);
  const { version, hash, state } = policy;
  await audit(tx, codes, tried, kind, { version, hash, state, ...more });
  return { ok: true, policy };
}

async function refused(tx: Tx, codes: readonly string[], tried: Tried, refusal: Refused): Promise<Refused> {
  const { code, reason, problems } = refusal;
  await audit(tx, codes, tried, 'policy-refused', {
    ...{ version: tried.version.slice(0, 20), step: tried.step, code, reason },
    ...(tried.policy && { hash: tried.policy.hash, state: tried.policy.state }),
    ...(problems && { problems: problems.length }),
  });
  return refusal;
}

/** A step is told once: the same document in the same state again is the same notice. */
async function tell(
  tx: Tx,
  codes: readonly string[],
  { now }: PolicyAct,
  { version, hash }: PolicyRecord,
  { event, tell: whom = [], title = '', text = '' }: Taken,
): Promise<void> {
  const notices: Notice[] = whom.map((recipientId) => ({
    ...{ subject: `policy/${version}/${event}/${hash}/${now.toISOString()}`, recipientId },
    ...{ kind: 'policy', title, text },
  }));
  const [legalEntity] = codes;
  if (legalEntity !== undefined) await insertNotices(tx, { legalEntity, requestId: null, at: now }, notices);
}

/** "from 00:00 on 1 Jan 2027 (UTC)": a policy governs the group, so no one entity's zone fits, and its screens say UTC too. */
const forceWords = ({ effectiveFrom }: Pick<PolicyRecord, 'effectiveFrom'>): string => {
  const clock = describeInstant(effectiveFrom, 'UTC').slice(-5);
  return `from ${clock} on ${describeDay(effectiveFrom, 'UTC')} (UTC)`;
};

const written = (policy: Policy) => ({ document: policy, hash: contentHash(policy) });

function versionOf(document: unknown): string {
  const version = (document as { version?: unknown } | null)?.version;
  return typeof version === 'string' && /^v[1-9]\d{0,5}$/.test(version) ? version : '';
}

const refusalOf = ({ code, reason, path }: Extract<PolicyCheck, { allowed: false }>): Refused => ({
  ...{ ok: false, code, reason },
  ...(path !== undefined && { problems: [{ path, message: reason }] }),
});

const invalid = (problems: readonly PolicyProblem[]): Refused => ({
  ...{ ok: false, code: 'VALIDATION', reason: 'The document can not be used.', problems },
});

const taken = (version: string): Refused => ({
  ...{ ok: false, code: 'VALIDATION', reason: `${version} is taken` },
  problems: [{ path: '/version', message: `"${version}" is taken: edit that draft, or use another number` }],
});

const stale = ({ version }: PolicyRecord): Refused => ({
  ...{ ok: false, code: 'STALE_CONTENT' },
  reason: `Policy ${version} has changed since you read it. Read it again and decide on what it says now.`,
});
