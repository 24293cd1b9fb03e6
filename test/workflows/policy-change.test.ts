import { describe, expect, it } from 'vitest';
import { diffPolicies } from '../../domain/policy/diff.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { useRig } from '../support/rig.ts';
import { overchargedCustomer } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, CONTROLLER, MANAGER } from '../support/workflow-people.ts';
import { moveRequest, publishNext, tryToDecideMove, tryToMove } from '../support/workflow-policies.ts';

const rig = useRig();

/** A customer overcharged by this much complains, and the proposal is made. */
async function complain(amount: string): Promise<string> {
  const suffix = await rig.seed(overchargedCustomer([amount]));
  const requestId = await rig.capture({
    ...{
      legalEntity: 'US10',
      channel: 'portal',
      customerId: `CUST-2001${suffix}`,
      invoiceId: `INV-2001-1${suffix}`,
    },
    ...{ subject: 'The price is too high', text: 'The price should be 100.00.' },
    claimed: { amount, currency: 'USD' },
  });
  await rig.books.auditedSoon(requestId, 'proposed');
  return requestId;
}

const chainOf = async (requestId: string): Promise<string[]> =>
  (await rig.books.proposals(requestId)).at(-1)?.chain.seats.map(({ role }) => role) ?? [];
const policyOf = async (requestId: string): Promise<string> =>
  (await rig.parts.sql<{ v: string }[]>`select policy_version as v from request where id = ${requestId}`)[0]
    ?.v ?? '';
const changeOf = async (id: string) =>
  (
    await rig.parts.sql<{ status: string; status_reason: string | null }[]>`
      select status, status_reason from request_change where id = ${id}`
  )[0];
const clockOf = async (requestId: string, name: string) =>
  (await rig.books.request(requestId)).state?.clocks.find((clock) => clock.name === name);

/** The bound below which a lead is enough for a credit memo. */
const leadUpTo = (minor: string) => (policy: Policy) => {
  const band = policy.approvals.matrix['credit-memo'][1];
  if (band) band.upTo = minor;
};

it('a lower threshold is published while requests wait: they keep their chain, new ones follow the new one, and the diff names exactly that', async () => {
  const waiting = await complain('2400.00');
  expect(await chainOf(waiting)).toEqual(['team-lead']);

  const { before, after } = await publishNext(rig, leadUpTo('100000'));
  expect(diffPolicies(before, after).filter(({ area }) => area !== 'Version')).toEqual([
    {
      path: '/approvals/matrix/credit-memo/1/upTo',
      area: 'Approvals',
      what: 'credit memo: team lead of the owning team up to',
      before: '5,000.00',
      after: '1,000.00',
    },
  ]);

  const fresh = await complain('2400.00');
  expect([await policyOf(fresh), await chainOf(fresh)]).toEqual([after.version, ['team-lead', 'manager']]);
  expect([await policyOf(waiting), await chainOf(waiting)]).toEqual([before.version, ['team-lead']]);
  await rig.approve(waiting, BILLING_LEAD, 'team-lead');
  expect(await rig.outcome(waiting)).toBe('VALID_FULL');
  await rig.approve(fresh, BILLING_LEAD, 'team-lead');
  await rig.approve(fresh, MANAGER, 'manager');
  expect(await rig.outcome(fresh)).toBe('VALID_FULL');
});

describe('a request is moved to a newer policy', () => {
  it('while it is being approved: proposed anew by the same preparer, approvals given are void, consumed time stays', async () => {
    const requestId = await complain('6000.00');
    const under = await policyOf(requestId);
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 2 });
    const given = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    const { after } = await publishNext(rig, (policy) => {
      const band = policy.approvals.matrix['credit-memo'][2];
      if (band) band.upTo = '550000';
      policy.sla.targets['billing-dispute'] = {
        ...policy.sla.targets['billing-dispute'],
        P2: [4, 16],
      } as never;
      const calendar = policy.calendars['US10'];
      if (calendar) calendar.windows[6] = [{ from: '09:00', to: '12:00' }];
    });
    const changeId = await moveRequest(rig, requestId, after.version, {
      asks: ANALYST,
      approves: CONTROLLER,
    });
    await rig.books.auditedSoon(requestId, 'policy-moved');
    await rig.books.openTask(requestId, 'manager');
    expect(await policyOf(requestId)).toBe(after.version);
    expect(await changeOf(changeId)).toMatchObject({ status: 'effective' });
    const [first, second] = await rig.books.proposals(requestId);
    expect(first).toMatchObject({ revision: 1, status: 'returned', preparer_id: `system@${under}` });
    expect(second).toMatchObject({ revision: 2, status: 'pending', preparer_id: `system@${after.version}` });
    expect(await chainOf(requestId)).toEqual(['manager', 'controller']);
    expect(await rig.books.decision(given)).toMatchObject({ status: 'void' });
    const told = await rig.parts.sql<{ recipient_id: string }[]>`
      select recipient_id from notice where request_id = ${requestId} and kind = 'approval-void'`;
    expect(told.map(({ recipient_id }) => recipient_id)).toEqual([BILLING_LEAD]);
    const clock = await clockOf(requestId, 'policy-resolution');
    expect(clock?.budgetSeconds).toBe(16 * 3_600);
    expect(clock?.calendar.windows[6]).toEqual([{ from: '09:00', to: '12:00' }]);
    expect(clock?.carriedSeconds).toBeGreaterThanOrEqual(2 * 3_600);
    const explained = await rig.parts.sql<{ step: string; policy_version: string }[]>`
      select step, policy_version from explanation where request_id = ${requestId} and rule = 'policy-move' order by step`;
    expect(explained).toEqual([
      { step: 'prioritise', policy_version: after.version },
      { step: 'require-approvals', policy_version: after.version },
    ]);
    await rig.approve(requestId, MANAGER, 'manager');
    const own = await rig.tryToRecord(requestId, CONTROLLER, 'controller', {
      verdict: 'approve',
      reason: 'Agreed.',
    });
    expect(own.ok).toBe(true);
    await rig.dispatch();
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('while a team is asked: nobody asks it any more, and its clock is gone', async () => {
    const requestId = await complain('6000.00');
    const asked = await rig.decide(requestId, MANAGER, 'manager', {
      ...{ verdict: 'consult', team: 'logistics', question: 'Delivered?', reason: 'No proof.' },
    });
    await rig.books.decided(asked, 'effective');
    const clocksOf = async () =>
      ((await rig.books.request(requestId)).state?.clocks ?? []).map(({ name }) => name);
    expect(await clocksOf()).toContain('consult');
    const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 290));
    await moveRequest(rig, requestId, after.version, { asks: BILLING_LEAD, approves: CONTROLLER });
    await rig.books.auditedSoon(requestId, 'policy-moved');
    expect(await clocksOf()).not.toContain('consult');
    await rig.books.openTask(requestId, 'manager');
    expect(await clocksOf()).toContain('approval');
  });

  it('while the customer is asked: the question stands, and the answer goes into the new proposal', async () => {
    const requestId = await complain('6000.00');
    await rig.decide(requestId, MANAGER, 'manager', {
      ...{ verdict: 'ask', reason: 'The agreement is missing.', question: 'Which agreement?' },
    });
    await rig.books.inStage(requestId, 'awaiting-customer');
    const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 300));
    await moveRequest(rig, requestId, after.version, { asks: BILLING_LEAD, approves: CONTROLLER });
    await rig.books.auditedSoon(requestId, 'policy-moved');
    const { stage } = await rig.books.request(requestId);
    const asked = (await rig.books.tasks(requestId)).filter(({ state }) => state === 'open');
    expect([stage, asked.map(({ kind }) => kind)]).toEqual(['awaiting-customer', ['provide-information']]);
    await rig.reply(requestId, 'The one of last year.');
    const { revision } = await rig.books.openTask(requestId, 'manager');
    expect(revision).toBe(2);
    expect(
      (await rig.books.tasks(requestId)).filter(({ kind }) => kind === 'provide-information'),
    ).toMatchObject([{ state: 'done' }]);
    expect((await clockOf(requestId, 'policy-resolution'))?.pauses.at(-1)?.to).not.toBeNull();
  });

  it('under the name of the person who prepared it', async () => {
    const requestId = await complain('6000.00');
    await rig.decide(requestId, MANAGER, 'manager', { verdict: 'reject', reason: 'Less.' });
    await rig.decide(requestId, ANALYST, 'analyst', {
      ...{ verdict: 'propose', reason: 'Half of it.', creditLines: [{ line: 1, net: '3000.00' }] },
    });
    await rig.books.inStage(requestId, 'approving');
    const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 200));
    await moveRequest(rig, requestId, after.version, { asks: BILLING_LEAD, approves: CONTROLLER });
    await rig.books.auditedSoon(requestId, 'policy-moved');
    await rig.books.inStage(requestId, 'approving');
    const last = (await rig.books.proposals(requestId)).at(-1);
    expect(last).toMatchObject({ revision: 3, preparer_id: ANALYST, basis: '3000.00' });
  });

  it('by nobody alone, only forward, and once at a time', async () => {
    const requestId = await complain('2400.00');
    const under = await policyOf(requestId);
    expect(await tryToMove(rig, requestId, ANALYST, 'v1')).toMatchObject({ ok: false, code: 'NOT_NOW' });
    const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 100));
    expect(await tryToMove(rig, requestId, CONTROLLER, after.version)).toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    const asked = await tryToMove(rig, requestId, ANALYST, after.version);
    if (!asked.ok) throw new Error(asked.reason);
    expect(await tryToMove(rig, requestId, MANAGER, after.version)).toMatchObject({ code: 'NOT_NOW' });
    expect(await tryToDecideMove(rig, asked.change.id, MANAGER)).toMatchObject({ code: 'NOT_AUTHORISED' });
    await rig.parts
      .sql`insert into request_touch values ('US10', ${requestId}, ${CONTROLLER}, 'evidence', now())`;
    expect(await tryToDecideMove(rig, asked.change.id, CONTROLLER)).toMatchObject({ code: 'SOD_VIOLATION' });
    await rig.parts
      .sql`delete from request_touch where request_id = ${requestId} and actor_id = ${CONTROLLER}`;
    expect(await tryToDecideMove(rig, asked.change.id, CONTROLLER, 'refuse')).toMatchObject({ ok: true });
    expect(await tryToDecideMove(rig, asked.change.id, CONTROLLER)).toMatchObject({ code: 'NOT_NOW' });
    expect(await policyOf(requestId)).toBe(under);
    expect((await rig.books.audited(requestId, 'policy-move-refused')).length).toBe(6);
  });

  it('not any more once it is decided: a move that comes late is void, in words', async () => {
    const requestId = await complain('2400.00');
    const { after } = await publishNext(rig, (policy) => (policy.lookBackDays = 90));
    const asked = await tryToMove(rig, requestId, ANALYST, after.version);
    if (!asked.ok) throw new Error(asked.reason);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    // The last approval and the move are both recorded before Temporal hears of either; it hears of the approval first.
    await rig.record(requestId, MANAGER, 'manager', { verdict: 'approve', reason: 'Agreed.' });
    expect(await tryToDecideMove(rig, asked.change.id, CONTROLLER)).toMatchObject({ ok: true });
    await rig.dispatch(1);
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    await rig.dispatch();
    const late = await changeOf(asked.change.id);
    expect(late?.status).toBe('void');
    expect(late?.status_reason).toMatch(/decided|ended|closed/);
  });
});
