import {
  beginPolicy,
  publishPolicy,
  reviewPolicy,
  submitPolicy,
  type PolicyOutcome,
} from '../../db/policies.ts';
import { askToMove, decideMove, type MoveOutcome } from '../../db/policy-moves.ts';
import { POLICY_AUTHOR, POLICY_PUBLISHER } from '../../db/seed/people.ts';
import { US10 } from '../../db/seed/entities.ts';
import { actorById } from '../../db/stores/people.ts';
import { allPolicies } from '../../db/stores/policies.ts';
import { inEntity } from '../../db/transaction.ts';
import { policySchema, type Policy } from '../../domain/policy/schema.ts';
import type { Rig } from './rig.ts';

const actorOf = async (rig: Rig, id: string) => {
  const { api } = rig.parts;
  const actor = await actorById(api.db, id, await rig.now());
  if (!actor) throw new Error(`nobody is ${id}`);
  return { actor, now: await rig.now() };
};

/** Test files share a process, and a process keeps published policies by their version: no two databases may publish the same. */
let lastVersion = 1;

function taken(outcome: PolicyOutcome) {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason} ${JSON.stringify(outcome.problems ?? [])}`);
  return outcome.policy;
}

/**
 * Writes, submits, reviews and publishes the next version through the doors, and lets time pass until it is in force.
 * @returns the document before and after
 */
export async function publishNext(
  rig: Rig,
  change: (policy: Policy) => void,
): Promise<{ before: Policy; after: Policy }> {
  const { db } = rig.parts.api;
  const newest = (await db.transaction((tx) => allPolicies(tx))).find(({ state }) => state === 'published');
  if (!newest) throw new Error('no policy is published');
  const before = policySchema.parse(newest.document);
  const after = JSON.parse(JSON.stringify(before)) as Policy;
  change(after);
  lastVersion = Math.max(lastVersion, Number(before.version.slice(1))) + 1;
  after.version = `v${lastVersion}`;
  const [author, publisher] = [await actorOf(rig, POLICY_AUTHOR), await actorOf(rig, POLICY_PUBLISHER)];
  // Within seconds, but not before the four steps are done.
  after.effectiveFrom = new Date((await rig.now()).getTime() + 5_000).toISOString();
  const { version } = after;
  await db.transaction(async (tx) => {
    const { hash: seenHash } = taken(await beginPolicy(tx, author, after, 'As decided.'));
    taken(await submitPolicy(tx, { ...author, version, seenHash }));
    taken(await reviewPolicy(tx, { ...publisher, version, seenHash }, 'accept', 'Fine.'));
    taken(await publishPolicy(tx, { ...publisher, version, seenHash }));
  });
  await rig.advance({ seconds: 6 });
  return { before, after };
}

export async function tryToMove(
  rig: Rig,
  requestId: string,
  who: string,
  toVersion: string,
): Promise<MoveOutcome> {
  const act = await actorOf(rig, who);
  return inEntity(rig.parts.api.db, US10.code, (tx) =>
    askToMove(tx, {
      ...act,
      legalEntity: US10.code,
      requestId,
      toVersion,
      reason: 'The new rules are stricter.',
    }),
  );
}

export async function tryToDecideMove(
  rig: Rig,
  changeId: string,
  who: string,
  verdict: 'approve' | 'refuse' = 'approve',
): Promise<MoveOutcome> {
  const act = await actorOf(rig, who);
  return inEntity(rig.parts.api.db, US10.code, (tx) =>
    decideMove(tx, { ...act, legalEntity: US10.code, changeId, verdict, reason: 'Agreed.' }),
  );
}

/** Asked for by one, approved by another, and on its way. @returns the change's id */
export async function moveRequest(
  rig: Rig,
  requestId: string,
  toVersion: string,
  by: { readonly asks: string; readonly approves: string },
): Promise<string> {
  const asked = await tryToMove(rig, requestId, by.asks, toVersion);
  if (!asked.ok) throw new Error(`not asked: ${asked.reason}`);
  const decided = await tryToDecideMove(rig, asked.change.id, by.approves);
  if (!decided.ok) throw new Error(`not approved: ${decided.reason}`);
  await rig.dispatch();
  return asked.change.id;
}
