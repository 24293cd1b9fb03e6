import { describe, expect, it } from 'vitest';
import type { ApiContext } from '../../api/context.ts';
import { readRequestView } from '../../api/routes/request-detail.ts';
import type { RequestView } from '../../api/schemas/resources.ts';
import { EXAMPLE_IDS } from '../../db/seed/example-cases.ts';
import { listLegalEntities, actorById } from '../../db/stores/people.ts';
import { findRequest } from '../../db/stores/reading-requests.ts';
import { inEntity } from '../../db/transaction.ts';
import { useRig } from '../support/rig.ts';
import { CAPPED_HOURS, claimOf, exampleCase, PRICE, workedCase } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, SERVICE_DESK } from '../support/workflow-people.ts';

const rig = useRig();
const APPROVERS = { 'team-lead': BILLING_LEAD, manager: MANAGER } as const;
const OTHER_ANALYST = 'person:devon.clarke';

/** The request as the API shows it to the controller, through the API's own role. */
async function shown(requestId: string): Promise<RequestView> {
  const now = await rig.now();
  return inEntity(rig.parts.api.db, 'US10', async (tx) => {
    const actor = await actorById(tx, 'person:margaret.whitfield', now);
    const request = await findRequest(tx, 'US10', requestId);
    if (!actor || !request) throw new Error(`no request ${requestId}`);
    const temporal = { uiUrl: undefined, namespace: 'docket', address: undefined };
    const reader = { actor, entities: await listLegalEntities(tx) };
    return readRequestView(tx, { now: () => now, temporal } as ApiContext, reader as never, request);
  });
}
const explained = async (requestId: string) => (await shown(requestId)).explanations;
const step = async (requestId: string, name: string) =>
  (await explained(requestId)).findLast((one) => one.step === name);
const owner = async (requestId: string) =>
  (
    await rig.parts.sql<{ owner_id: string | null; team: string; skill: string | null }[]>`
    select owner_id, team, skill from request where id = ${requestId}`
  )[0];

describe('every automatic decision about a worked example is explained in the API', () => {
  it.each(EXAMPLE_IDS)('%s', async (id) => {
    const { expect: wanted } = workedCase(id);
    const requestId = await rig.submit(id);
    for (const role of wanted.approvals) await rig.approve(requestId, APPROVERS[role as 'manager'], role);
    await rig.outcome(requestId);
    const explanations = await explained(requestId);
    expect(explanations.map((one) => one.step)).toEqual([
      ...['classify', 'prioritise', 'route', 'assign', 'assess'],
      wanted.approvals.length === 0 ? 'approve-automatically' : 'require-approvals',
    ]);
    for (const { because, rule, policyVersion, inputs } of explanations) {
      expect(because).toMatch(/^[^.].*[^.]$/s);
      expect(rule).not.toBe('');
      expect(policyVersion).toBe('v1');
      expect(Object.keys(inputs)).not.toEqual([]);
    }
    const by = Object.fromEntries(explanations.map((one) => [one.step, one]));
    expect(by['classify']).toMatchObject({
      outcome: { type: wanted.type, reason: wanted.reason, by: 'rules' },
      counterfactual: 'a person would have been asked below a confidence of 0.7',
    });
    expect(by['prioritise']).toMatchObject({
      outcome: wanted.priority,
      counterfactual:
        wanted.priority === 'P3' ? 'P2 at or above 5,000.00 USD' : 'P1 at or above 100,000.00 USD',
    });
    expect(by['route']).toMatchObject({ outcome: { team: wanted.team } });
    expect(by['route']?.counterfactual).toMatch(
      wanted.type === 'billing-dispute'
        ? /^would have gone to billing, a specialist in complex disputes, from 100,000.00 USD/
        : /^would have gone to the queue of billing, as a billing dispute$/,
    );
    expect(by['assign']).toMatchObject({ rule: 'queue', outcome: `queue:${wanted.team}` });
    expect(by['assess']).toMatchObject({
      rule: `${wanted.type}/${wanted.reason}`,
      inputs: { preparedBy: 'rules' },
    });
  });
});

describe('a request is given to', () => {
  const claims = (amount: string) => ({ claimed: { amount, currency: 'USD' } });

  it('one person where the customer is a key account, who has touched it and is told', async () => {
    const suffix = await rig.seed(exampleCase(PRICE));
    const claim = claimOf(PRICE, suffix);
    await rig.parts.sql`update customer set key_account = true where id = ${claim.customerId}`;
    const requestId = await rig.capture(claim);
    await rig.books.inStage(requestId, 'approving');
    const is = await owner(requestId);
    expect([ANALYST, OTHER_ANALYST]).toContain(is?.owner_id);
    expect(await step(requestId, 'route')).toMatchObject({ rule: 'key-accounts-to-one-person' });
    expect(await step(requestId, 'assign')).toMatchObject({ rule: 'least-loaded', outcome: is?.owner_id });
    const touches = await rig.parts.sql`
      select actor_id from request_touch where request_id = ${requestId} and relation = 'claimant'`;
    expect(touches).toEqual([{ actor_id: is?.owner_id }]);
    const told = await rig.parts
      .sql`select recipient_id from notice where request_id = ${requestId} and kind = 'ownership'`;
    expect(told).toEqual([{ recipient_id: is?.owner_id }]);
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
  });

  it('the specialist where it is complex, and waits in the queue while nobody of them is there', async () => {
    await rig.parts.sql`update principal set skills = '["complex-disputes"]' where id = ${OTHER_ANALYST}`;
    const requestId = await rig.submit(PRICE, claims('100000.00'));
    await rig.books.inStage(requestId, 'approving');
    expect(await owner(requestId)).toEqual({
      ...{ owner_id: OTHER_ANALYST, team: 'billing', skill: 'complex-disputes' },
    });
    expect(await step(requestId, 'prioritise')).toMatchObject({ counterfactual: 'P2 below 100,000.00 USD' });
    const now = await rig.now();
    await rig.parts.sql`
      insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
      values ('ABS-devon', ${OTHER_ANALYST}, ${now}, ${new Date(now.getTime() + 86_400_000)}, ${OTHER_ANALYST}, ${now})`;
    const second = await rig.submit(PRICE, claims('120000.00'));
    await rig.books.inStage(second, 'approving');
    await rig.parts.sql`delete from absence where id = 'ABS-devon'`;
    expect(await owner(second)).toMatchObject({ owner_id: null, team: 'billing' });
    expect(await step(second, 'assign')).toMatchObject({
      rule: 'nobody-there',
      because: 'everybody of billing who could take it is away, so it waits in the queue of billing',
    });
    for (const id of [requestId, second]) {
      await rig.withdraw(id);
      await rig.outcome(id);
    }
  });
});

it('what a person classifies is routed again, and says so beside the first reading', async () => {
  const requestId = await rig.submit(CAPPED_HOURS, {
    subject: 'Question',
    text: 'Please look at this again.',
  });
  await rig.books.inStage(requestId, 'triage');
  expect(await step(requestId, 'classify')).toMatchObject({
    rule: 'no-rule',
    outcome: 'unclassified',
    counterfactual: 'automatic from a confidence of 0.7',
  });
  expect(await step(requestId, 'route')).toMatchObject({
    rule: 'the-rest-to-the-service-desk',
    counterfactual: expect.stringContaining('as a billing dispute'),
  });
  await rig.decide(requestId, SERVICE_DESK, 'service-desk', {
    ...{
      verdict: 'classify',
      reason: 'They mean the hours.',
      type: 'billing-dispute',
      disputeReason: 'QUANTITY',
    },
  });
  await rig.books.inStage(requestId, 'approving');
  expect(await step(requestId, 'route')).toMatchObject({ rule: 'billing-disputes-to-billing' });
  expect(await owner(requestId)).toMatchObject({ team: 'billing', owner_id: null });
  await rig.withdraw(requestId);
  await rig.outcome(requestId);
});

it('a denial names whose authority it is, and from what amount it is not enough', async () => {
  const requestId = await rig.submit(PRICE, { claimed: { amount: '4000.00', currency: 'USD' } });
  await rig.books.inStage(requestId, 'preparing');
  expect(await step(requestId, 'assess')).toMatchObject({ outcome: { verdict: 'needs-person' } });
  expect((await step(requestId, 'assess'))?.counterfactual).toContain('does not bear out');
  await rig.decide(requestId, ANALYST, 'analyst', {
    verdict: 'deny',
    reason: 'The agreed price was billed.',
  });
  expect(await rig.outcome(requestId)).toBe('INVALID');
  const explanations = await explained(requestId);
  expect(explanations.find((one) => one.step === 'deny')).toMatchObject({
    because: 'a billing analyst denies it; rules never deny',
    counterfactual: 'the billing team lead would have to agree above 5,000.00 USD',
  });
  // What the analyst wrote stays with the decision.
  expect(JSON.stringify(explanations)).not.toContain('The agreed price was billed');
});
