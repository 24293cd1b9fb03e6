import { afterEach, describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER, OTHER_MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const CASH_LEAD = 'person:elena.petrova';
const YES = { verdict: 'approve', reason: 'Agreed.' } as const;

async function lend(from: string, to: string): Promise<string> {
  const id = `DLG-${Math.trunc(performance.now() * 1_000)}`;
  await rig.parts.sql`
    insert into delegation (id, delegator_id, delegate_id, role, entity, team, valid_from, valid_until, reason, created_by, created_at)
    values (${id}, ${from}, ${to}, 'team-lead', 'US10', '*', '2020-01-01', '2100-01-01', 'Leave', ${from}, now())`;
  return id;
}
const beAway = (who: string) => rig.parts.sql`
  insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
  values (${`ABS-${who}`}, ${who}, '2020-01-01', '2100-01-01', ${who}, now())`;
const decisions = (requestId: string) =>
  rig.parts.sql<
    { actor_id: string; on_behalf_of: string | null; status: string }[]
  >`select actor_id, on_behalf_of, status from decision where request_id = ${requestId} and kind = 'approve' order by decided_at, id`;

afterEach(async () => {
  await rig.parts.sql`delete from delegation`;
  await rig.parts.sql`delete from absence`;
});

describe('a delegate', () => {
  it('approves for who lent them the role; both are named, and money moves', async () => {
    await lend(BILLING_LEAD, CASH_LEAD);
    const requestId = await rig.submit(PRICE);
    const first = await rig.approve(requestId, CASH_LEAD, 'team-lead');
    await rig.books.decided(first, 'effective');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await decisions(requestId)).toEqual([
      { actor_id: CASH_LEAD, on_behalf_of: BILLING_LEAD, status: 'effective' },
      { actor_id: MANAGER, on_behalf_of: null, status: 'effective' },
    ]);
    for (const kind of ['decision-recorded', 'decision-effective']) {
      const [event] = await rig.books.audited(requestId, kind);
      expect(event).toMatchObject({ actor_id: CASH_LEAD, detail: { onBehalfOf: BILLING_LEAD } });
    }
    expect((await rig.books.audited(requestId, 'decision-recorded'))[0]?.detail).toMatchObject({
      via: 'delegation',
      path: [BILLING_LEAD, CASH_LEAD],
    });
  });

  it('of before is nobody’s once it is revoked, also when the decision is recorded and not yet effective', async () => {
    const id = await lend(BILLING_LEAD, CASH_LEAD);
    const requestId = await rig.submit(PRICE);
    const decision = await rig.record(requestId, CASH_LEAD, 'team-lead', YES);
    await rig.parts
      .sql`update delegation set revoked_at = now(), revoked_by = ${BILLING_LEAD} where id = ${id}`;
    await rig.dispatch();
    expect(await rig.books.decided(decision, 'void')).toMatchObject({
      status_reason: expect.stringContaining('nor stands in for anyone who does'),
    });
    const tried = await rig.tryToRecord(requestId, CASH_LEAD, 'team-lead', YES);
    expect(tried).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });
});

describe('who is away without a delegate', () => {
  it('is stood in for by their manager, who then fills no other seat', async () => {
    const requestId = await rig.submit(PRICE);
    const early = await rig.tryToRecord(requestId, MANAGER, 'team-lead', YES);
    expect(early).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    await beAway(BILLING_LEAD);
    await rig.approve(requestId, MANAGER, 'team-lead');
    const twice = await rig.tryToRecord(requestId, MANAGER, 'manager', YES);
    expect(twice).toMatchObject({ ok: false, code: 'SOD_VIOLATION' });
    await rig.approve(requestId, OTHER_MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await decisions(requestId)).toEqual([
      { actor_id: MANAGER, on_behalf_of: BILLING_LEAD, status: 'effective' },
      { actor_id: OTHER_MANAGER, on_behalf_of: null, status: 'effective' },
    ]);
  });
});
