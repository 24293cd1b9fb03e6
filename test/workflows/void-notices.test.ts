import { afterEach, describe, expect, it } from 'vitest';
import { changeOwner } from '../../db/ownership.ts';
import { actorById } from '../../db/stores/people.ts';
import { inEntity } from '../../db/transaction.ts';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, OTHER_ANALYST, OTHER_MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const CASH_LEAD = 'person:elena.petrova';
const YES = { verdict: 'approve', reason: 'Agreed.' } as const;
const propose = (net: string) =>
  ({ verdict: 'propose', reason: 'As agreed.', creditLines: [{ line: 1, net }] }) as const;

const told = async (requestId: string, kind: 'approval-void' | 'decision-void') =>
  (await rig.books.notices(requestId)).filter((notice) => notice.kind === kind);

async function roleIsBack(who: string, role: string): Promise<void> {
  await rig.parts
    .sql`update role_grant set valid_until = null where principal_id = ${who} and role = ${role}`;
}

async function reassign(requestId: string, to: string): Promise<void> {
  const now = await rig.now();
  const changed = await inEntity(rig.parts.api.db, 'US10', async (tx) => {
    const actor = await actorById(tx, BILLING_LEAD, now);
    if (!actor) throw new Error('no lead');
    return changeOwner(tx, {
      ...{ legalEntity: 'US10', requestId, actor, now, reason: 'On leave from today.' },
      change: { action: 'reassign', to },
    });
  });
  expect(changed).toMatchObject({ ok: true, ownerId: to });
}

afterEach(async () => {
  await rig.parts.sql`delete from delegation`;
});

describe('whoever decided is told when their decision becomes void', () => {
  it('an approval, because they have lost the role: what, why, and that the seat is open again', async () => {
    const requestId = await rig.submit(PRICE);
    const late = await rig.record(requestId, BILLING_LEAD, 'team-lead', YES);
    await rig.takeRoleAway(BILLING_LEAD, 'team-lead');
    await rig.dispatch();
    await rig.books.decided(late, 'void');
    await roleIsBack(BILLING_LEAD, 'team-lead');
    const notices = await told(requestId, 'approval-void');
    expect(notices.map(({ recipient_id }) => recipient_id)).toEqual([BILLING_LEAD]);
    expect(notices[0]?.title).toBe(`${requestId}: your approval has not taken effect`);
    expect(notices[0]?.text).toContain('does not hold');
    expect(notices[0]?.text).toContain('is open again');
  });

  it('and who they stood in for', async () => {
    const id = `DLG-${Math.trunc(performance.now() * 1_000)}`;
    await rig.parts.sql`
      insert into delegation (id, delegator_id, delegate_id, role, entity, team, valid_from, valid_until, reason, created_by, created_at)
      values (${id}, ${BILLING_LEAD}, ${CASH_LEAD}, 'team-lead', 'US10', '*', '2020-01-01', '2100-01-01', 'Leave', ${BILLING_LEAD}, now())`;
    const requestId = await rig.submit(PRICE);
    const decision = await rig.record(requestId, CASH_LEAD, 'team-lead', YES);
    await rig.parts
      .sql`update delegation set revoked_at = now(), revoked_by = ${BILLING_LEAD} where id = ${id}`;
    await rig.dispatch();
    await rig.books.decided(decision, 'void');
    const recipients = (await told(requestId, 'approval-void')).map(({ recipient_id }) => recipient_id);
    expect(recipients.toSorted()).toEqual([BILLING_LEAD, CASH_LEAD].toSorted());
  });

  it('a proposal that came when the request had ended', async () => {
    const requestId = await rig.submit(PRICE, { claimed: { amount: '4000.00', currency: 'USD' } });
    await rig.books.openTask(requestId, 'analyst');
    await rig.say(requestId, 'withdrawal', 'We have found the mistake on our side.');
    await rig.parts.sql`update request set withdraw_requested_at = null where id = ${requestId}`;
    const decision = await rig.record(requestId, ANALYST, 'analyst', propose('1000.00'));
    // Temporal hears of the withdrawal first, and of the proposal when there is no run any more.
    await rig.dispatch(1);
    await rig.outcome(requestId);
    await rig.dispatch();
    await rig.books.decided(decision, 'void');
    const notices = await told(requestId, 'decision-void');
    expect(notices).toMatchObject([{ recipient_id: ANALYST }]);
    expect(notices[0]?.text).toMatch(/the proposal .* It is void: .* There is nothing to do/);
  });
});

describe('whoever asked for a change is told when it becomes void', () => {
  it.each([
    ['priority', { priority: 'P1' }, 'change of priority to P1'],
    ['reopening', {}, 'reopening'],
  ] as const)('%s', async (kind, detail, words) => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    if (kind === 'reopening') {
      await rig.approve(requestId, OTHER_MANAGER, 'manager');
      await rig.outcome(requestId);
    }
    const change = await rig.recordChange(requestId, MANAGER, { kind, detail });
    await rig.takeRoleAway(MANAGER, 'manager');
    await rig.dispatch();
    await rig.books.changed(change, 'void');
    await roleIsBack(MANAGER, 'manager');
    const notices = await told(requestId, 'decision-void');
    expect(notices).toMatchObject([
      { recipient_id: MANAGER, title: `${requestId}: the ${words} has not taken effect` },
    ]);
    expect(notices[0]?.text).toContain('stays as it was');
  });
});

it('a proposal recorded by the owner counts, though the request was given to a colleague before it took effect', async () => {
  const requestId = await rig.submit(PRICE, { claimed: { amount: '4000.00', currency: 'USD' } });
  await rig.books.openTask(requestId, 'analyst');
  await rig.parts.sql`update request set owner_id = ${ANALYST} where id = ${requestId}`;
  const proposal = await rig.record(requestId, ANALYST, 'analyst', propose('1000.00'));
  await reassign(requestId, OTHER_ANALYST);
  await rig.dispatch();
  await rig.books.decided(proposal, 'effective');
  await rig.books.openTask(requestId, 'team-lead');
  expect(await rig.books.proposals(requestId)).toMatchObject([{ preparer_id: ANALYST }]);
});
