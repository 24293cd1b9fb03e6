import type { z } from 'zod';
import type { PolicyRecord } from '../../db/stores/policies.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  checkPolicyStep,
  checkSchedule,
  POLICY_STEPS,
  type PolicyStep,
  type Published,
} from '../../domain/policy/lifecycle.ts';
import type { policySummaryView } from '../schemas/policies.ts';
import type { NameOf } from './names.ts';
import { instantOf } from './summary.ts';

type PolicySummary = z.infer<typeof policySummaryView>;

/** What is the same for every policy of one answer. */
export interface PolicyParts {
  readonly actor: Actor;
  readonly nameOf: NameOf;
  readonly published: readonly Published[];
  /** Version that new requests begin under now. */
  readonly inForce: string | undefined;
  readonly open: ReadonlyMap<string, number>;
  readonly now: Date;
}

export function policySummaryOf(policy: PolicyRecord, parts: PolicyParts): PolicySummary {
  const { nameOf, inForce, open } = parts;
  return {
    version: policy.version,
    state: policy.state,
    inForce: policy.version === inForce,
    effectiveFrom: policy.effectiveFrom,
    basedOn: policy.basedOn,
    hash: policy.hash,
    note: policy.note,
    author: nameOf(policy.authorId),
    submittedAt: instantOf(policy.submittedAt),
    reviewer: policy.reviewedBy === null ? null : nameOf(policy.reviewedBy),
    reviewReason: policy.reviewReason,
    publisher: policy.publisherId === null ? null : nameOf(policy.publisherId),
    publishedAt: instantOf(policy.publishedAt),
    openRequests: open.get(policy.version) ?? 0,
    actions: POLICY_STEPS.map((name) => actionOf(policy, name, parts)),
  };
}

function actionOf(
  policy: PolicyRecord,
  name: PolicyStep,
  { actor, published, now }: PolicyParts,
): PolicySummary['actions'][number] {
  const step = checkPolicyStep(actor, policy, name);
  if (!step.allowed) return { name, allowed: false, reason: step.reason };
  if (name !== 'submit' && name !== 'publish') return { name, allowed: true, reason: null };
  const schedule = checkSchedule(policy, published, now.toISOString());
  if (schedule.allowed) return { name, allowed: true, reason: null };
  const field = schedule.path === '/effectiveFrom' ? `In force from ${policy.effectiveFrom}: ` : '';
  return { name, allowed: false, reason: `${field}${schedule.reason}` };
}
