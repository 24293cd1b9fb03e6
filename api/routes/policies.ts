import type { Tx } from '../../db/connection.ts';
import {
  beginPolicy,
  discardPolicy as discard,
  editPolicy as edit,
  publishPolicy as publish,
  reviewPolicy as review,
  submitPolicy as submit,
  type PolicyOutcome,
  type PolicyStepToTake,
} from '../../db/policies.ts';
import { policyInForce } from '../../db/stores/customers.ts';
import { listLegalEntities, principalNames } from '../../db/stores/people.ts';
import {
  allPolicies,
  openRequestsByPolicy,
  policyOf,
  publishedPolicies,
  type PolicyRecord,
} from '../../db/stores/policies.ts';
import { inEntities } from '../../db/transaction.ts';
import { diffPolicies as differences } from '../../domain/policy/diff.ts';
import { policyJsonSchema, policySchema } from '../../domain/policy/schema.ts';
import { auditRefusal, type Scope } from '../authority.ts';
import { codesOf, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import {
  createPolicy,
  diffPolicies,
  discardPolicy,
  editPolicy,
  getPolicy,
  getPolicySchema,
  listPolicies,
  publishPolicy,
  reviewPolicy,
  submitPolicy,
} from '../contract/policies.ts';
import type { Answered, Binding } from '../http/bind.ts';
import { etagOf } from '../http/preconditions.ts';
import { notFound, ProblemError } from '../problem.ts';
import { REFUSAL_PROBLEMS } from '../schemas/problem-kinds.ts';
import { policySummaryOf, type PolicyParts } from '../views/policy.ts';

const SCHEMA = JSON.stringify(policyJsonSchema(), null, 2);

export function bindPolicies(binding: Binding, context: ApiContext): void {
  bindReading(binding, context);
  bindWriting(binding, context);
}

function bindReading(binding: Binding, context: ApiContext): void {
  const reading = <T>(
    reader: Reader,
    tried: { operation: string; subject: string },
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> =>
    readsPolicies(context, reader, tried).then(() => inEntities(context.db, codesOf(reader), work));

  binding.raw(getPolicySchema, (_call, _request, response) => {
    response.type('application/schema+json').set('Cache-Control', 'public, max-age=300').send(SCHEMA);
  });

  binding.read(listPolicies, ({ reader }) =>
    reading(reader, { operation: listPolicies.operationId, subject: '*' }, async (tx) => {
      const policies = await allPolicies(tx);
      const parts = await partsFor(tx, context, reader, policies);
      return { status: 200, body: { items: policies.map((policy) => policySummaryOf(policy, parts)) } };
    }),
  );

  binding.read(getPolicy, ({ params: { version }, reader }) =>
    reading(reader, { operation: getPolicy.operationId, subject: version }, async (tx) =>
      answerOf(tx, context, reader, await existing(tx, version), 200),
    ),
  );

  binding.read(diffPolicies, ({ params: { version, other }, reader }) =>
    reading(reader, { operation: diffPolicies.operationId, subject: `${version} ${other}` }, async (tx) => {
      const from = policySchema.parse((await existing(tx, version)).document);
      const to = policySchema.parse((await existing(tx, other)).document);
      return { status: 200, body: { from: version, to: other, differences: differences(from, to) } };
    }),
  );
}

function bindWriting(binding: Binding, context: ApiContext): void {
  const answer = async (
    tx: Tx,
    reader: Reader,
    outcome: PolicyOutcome,
    status = 200,
  ): Promise<Answered | ProblemError> =>
    outcome.ok
      ? inEntities(tx, codesOf(reader), (inner) => answerOf(inner, context, reader, outcome.policy, status))
      : problemOf(outcome);
  const stepOf = (call: {
    params: { version: string };
    reader: Reader;
    seenHash: string;
  }): PolicyStepToTake => ({
    ...{ version: call.params.version, seenHash: call.seenHash },
    ...{ actor: call.reader.actor, now: context.now() },
  });

  binding.once(createPolicy, async ({ body, reader }, tx) => {
    const act = { actor: reader.actor, now: context.now() };
    return answer(tx, reader, await beginPolicy(tx, act, body.document, body.note), 201);
  });
  binding.once(editPolicy, async (call, tx) =>
    answer(tx, call.reader, await edit(tx, stepOf(call), call.body.document, call.body.note)),
  );
  binding.once(submitPolicy, async (call, tx) => answer(tx, call.reader, await submit(tx, stepOf(call))));
  binding.once(reviewPolicy, async (call, tx) =>
    answer(tx, call.reader, await review(tx, stepOf(call), call.body.verdict, call.body.reason)),
  );
  binding.once(publishPolicy, async (call, tx) => answer(tx, call.reader, await publish(tx, stepOf(call))));
  binding.once(discardPolicy, async (call, tx) => answer(tx, call.reader, await discard(tx, stepOf(call))));
}

/** Any person with a role reads policies: they are what everybody's work follows. Services have no use for them. */
async function readsPolicies(
  scope: Scope,
  reader: Reader,
  tried: { operation: string; subject: string },
): Promise<void> {
  if (reader.actor.kind === 'person' && reader.actor.grants.length > 0) return;
  const reason = 'Policies are read by people who hold a role.';
  for (const { code } of await listLegalEntities(scope.db))
    await auditRefusal(scope, reader, { ...tried, entity: code, reason });
  throw new ProblemError('not-authorised', reason, { code: 'NOT_AUTHORISED' });
}

/** @throws ProblemError 404 */
async function existing(tx: Tx, version: string): Promise<PolicyRecord> {
  const policy = await policyOf(tx, version);
  if (!policy) throw notFound();
  return policy;
}

async function partsFor(
  tx: Tx,
  context: ApiContext,
  reader: Reader,
  policies: readonly PolicyRecord[],
): Promise<PolicyParts> {
  const now = context.now();
  const ids = policies.flatMap(({ authorId, reviewedBy, publisherId }) => [
    authorId,
    reviewedBy,
    publisherId,
  ]);
  const names = await principalNames(tx, [...new Set(ids.filter((id) => id !== null))]);
  return {
    actor: reader.actor,
    nameOf: (id) => ({ id, name: names.get(id) ?? id }),
    published: await publishedPolicies(tx),
    inForce: await policyInForce(tx, now),
    open: await openRequestsByPolicy(tx),
    now,
  };
}

async function answerOf(
  tx: Tx,
  context: ApiContext,
  reader: Reader,
  policy: PolicyRecord,
  status: number,
): Promise<Answered> {
  const summary = policySummaryOf(policy, await partsFor(tx, context, reader, [policy]));
  return {
    status,
    headers: {
      ETag: etagOf(policy.hash),
      ...(status === 201 && { Location: `/v1/policies/${policy.version}` }),
    },
    body: { ...summary, document: policy.document },
  };
}

/** A refusal as the one problem it maps to; fields are named as they stand in the body of the call that wrote the document. */
function problemOf({ code, reason, problems }: Extract<PolicyOutcome, { ok: false }>): ProblemError {
  if (code === 'NOT_FOUND') return notFound();
  const kind = code === 'POLICY_STATE' ? 'policy-state' : REFUSAL_PROBLEMS[code];
  return new ProblemError(kind, reason, {
    code,
    ...(problems && {
      errors: problems.map(({ path, message }) => ({ pointer: `/document${path}`, detail: message })),
    }),
  });
}
