import { describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { CAPPED_HOURS, claimOf, PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, OTHER_MANAGER, SERVICE_DESK } from '../support/workflow-people.ts';

const rig = useRig();
const NO = { verdict: 'reject', reason: 'Half of it was agreed in March.' } as const;

/** A claim that the evidence does not bear, so that an analyst is called. */
const unfounded = async (amount: string): Promise<string> => {
  const requestId = await rig.submit(PRICE, { claimed: { amount, currency: 'USD' } });
  await rig.books.inStage(requestId, 'preparing');
  return requestId;
};

describe('a rejection', () => {
  it('goes back to the analyst, voids the approvals given, and the analyst’s proposal is the next revision', async () => {
    const { books } = rig;
    const requestId = await rig.submit(PRICE);
    const first = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await books.decided(first, 'effective');
    await rig.decide(requestId, MANAGER, 'manager', NO);
    await books.inStage(requestId, 'preparing');
    expect((await books.decision(first)).status).toBe('void');
    expect(await books.entries(requestId)).toEqual([]);

    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'Half, as agreed.',
      creditLines: [{ line: 1, net: '12500.00' }],
    });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_PARTIAL');
    expect(await books.proposals(requestId)).toMatchObject([
      { revision: 1, status: 'returned', preparer_id: 'system@v1' },
      { revision: 2, status: 'posted', preparer_id: ANALYST },
    ]);
    expect(await books.memos(requestId)).toEqual(['12500.00']);
  });

  it('closes the later seats, and whoever prepared the next proposal can’t approve it, whatever roles they hold', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', NO);
    await rig.books.inStage(requestId, 'preparing');
    const seats = (await rig.books.tasks(requestId)).filter(({ kind }) => kind === 'approve');
    expect(
      seats.map(({ role, state }) => [role, state]).toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    ).toEqual([
      ['manager', 'void'],
      ['team-lead', 'done'],
    ]);
    await rig.parts.sql`
      insert into role_grant (principal_id, role, entity, team, valid_from)
      values (${ANALYST}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'As billed before.',
      creditLines: [{ line: 1, net: '25000.00' }],
    });
    await rig.books.inStage(requestId, 'approving');
    const tried = await rig.tryToRecord(requestId, ANALYST, 'team-lead', {
      verdict: 'approve',
      reason: 'Yes.',
    });
    expect(tried).toMatchObject({ ok: false, code: 'SOD_VIOLATION' });
    expect(await rig.books.audited(requestId, 'decision-refused')).toHaveLength(1);
    await rig.parts.sql`delete from role_grant where principal_id = ${ANALYST} and role = 'team-lead'`;
  });
});

describe('a denial by the analyst', () => {
  const DENY = { verdict: 'deny', reason: 'The agreed price was billed.' } as const;

  it('of at most 5,000 closes the request as invalid and posts nothing', async () => {
    const requestId = await unfounded('5000.00');
    await rig.decide(requestId, ANALYST, 'analyst', DENY);
    expect(await rig.outcome(requestId)).toBe('INVALID');
    expect(await rig.books.entries(requestId)).toEqual([]);
    expect(await rig.books.memos(requestId)).toEqual([]);
    expect(await rig.books.letterKinds(requestId)).toEqual(['resolution-letter']);
    expect(await rig.books.approvals(requestId)).toEqual([]);
  });

  it('of more needs the lead', async () => {
    const requestId = await unfounded('5000.01');
    await rig.decide(requestId, ANALYST, 'analyst', DENY);
    await rig.books.inStage(requestId, 'approving');
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect(await rig.outcome(requestId)).toBe('INVALID');
    expect(await rig.books.entries(requestId)).toEqual([]);
    expect(await rig.books.approvals(requestId)).toEqual([['team-lead', BILLING_LEAD]]);
  });
});

describe('a text the rules can’t read', () => {
  const UNCLEAR = { subject: 'Question', text: 'Please look at this again.' };

  it('is classified by a person, who is no approver, and then goes its way', async () => {
    const requestId = await rig.submit(CAPPED_HOURS, UNCLEAR);
    const triaged = await rig.books.inStage(requestId, 'triage');
    expect(triaged.type).toBeNull();
    await rig.decide(requestId, SERVICE_DESK, 'service-desk', {
      verdict: 'classify',
      reason: 'They mean the hours.',
      type: 'billing-dispute',
      disputeReason: 'QUANTITY',
    });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await rig.books.request(requestId)).toMatchObject({
      type: 'billing-dispute',
      reason: 'QUANTITY',
      team: 'billing',
    });
    expect(await rig.books.memos(requestId)).toEqual(['2800.00']);
    const classified = await rig.books.audited(requestId, 'classified');
    expect(classified.map(({ actor_id }) => actor_id)).toEqual(['system@v1', SERVICE_DESK]);
  });
});

describe('a decision between recording and taking effect', () => {
  it('is void if the person has lost the role, and the seat opens for somebody else', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    const late = await rig.record(requestId, MANAGER, 'manager', { verdict: 'approve', reason: 'Agreed.' });
    await rig.takeRoleAway(MANAGER, 'manager');
    await rig.dispatch();
    const { status_reason } = await rig.books.decided(late, 'void');
    expect(status_reason).toContain('does not hold');
    expect(await rig.books.entries(requestId)).toEqual([]);
    expect((await rig.books.openTask(requestId, 'manager')).done_by).toBeNull();

    await rig.approve(requestId, OTHER_MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await rig.books.approvals(requestId)).toEqual([
      ['team-lead', BILLING_LEAD],
      ['manager', OTHER_MANAGER],
    ]);
    await rig.parts.sql`update role_grant set valid_until = null where principal_id = ${MANAGER}`;
  });

  it('followed by a withdrawal still counts, and no seat of the closed request stays open', async () => {
    const requestId = await rig.submit(PRICE);
    const crossed = await rig.record(requestId, BILLING_LEAD, 'team-lead', {
      verdict: 'approve',
      reason: 'Agreed.',
    });
    await rig.say(requestId, 'withdrawal', 'Never mind.');
    await rig.dispatch();
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    expect((await rig.books.decision(crossed)).status).not.toBe('recorded');
    const open = (await rig.books.tasks(requestId)).filter(({ state }) => state === 'open');
    expect(open).toEqual([]);
  });

  it('is refused once the customer has withdrawn, also before the workflow has ended the request', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.say(requestId, 'withdrawal', 'Never mind.');
    const refused = await rig.tryToRecord(requestId, BILLING_LEAD, 'team-lead', {
      verdict: 'approve',
      reason: 'Agreed.',
    });
    expect(refused).toMatchObject({ ok: false, code: 'REQUEST_CLOSED' });
    await rig.dispatch();
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  });
});

describe('the same invoice and reason', () => {
  it('already open: the newer request joins the earlier one and closes', async () => {
    const first = await rig.submit(PRICE);
    await rig.books.inStage(first, 'approving');
    const { customer_id } = await rig.books.request(first);
    const second = await rig.capture(claimOf(PRICE, customer_id.replace('CUST-1001', '')));
    expect(await rig.outcome(second)).toBe('DUPLICATE_REQUEST');
    expect(await rig.books.entries(second)).toEqual([]);
    const [letter] = rig.mail.about(second);
    expect(letter?.text).toContain(first);
    expect((await rig.books.request(first)).stage).toBe('approving');
  });

  it('is no reason for the older to join: classified later, it goes on beside the newer', async () => {
    const first = await rig.submit(PRICE, { subject: 'Question', text: 'Please look at this again.' });
    await rig.books.inStage(first, 'triage');
    const { customer_id } = await rig.books.request(first);
    const second = await rig.capture(claimOf(PRICE, customer_id.replace('CUST-1001', '')));
    await rig.books.inStage(second, 'approving');
    await rig.decide(first, SERVICE_DESK, 'service-desk', {
      ...{ verdict: 'classify', reason: 'They mean the price.' },
      ...{ type: 'billing-dispute', disputeReason: 'PRICE' },
    });
    await rig.books.inStage(first, 'approving');
    expect((await rig.books.request(second)).stage).toBe('approving');
  });

  it('another reason is another request', async () => {
    const first = await rig.submit(PRICE);
    await rig.books.inStage(first, 'approving');
    const { customer_id } = await rig.books.request(first);
    const second = await rig.capture({
      ...claimOf(PRICE, customer_id.replace('CUST-1001', '')),
      subject: 'Billed twice',
      text: 'You have already billed this delivery.',
    });
    await rig.books.inStage(second, 'preparing');
    expect((await rig.books.request(second)).reason).toBe('DUPLICATE');
  });
});
