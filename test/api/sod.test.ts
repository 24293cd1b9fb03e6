import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { sodReportView } from '../../api/schemas/oversight.ts';
import { BILLING_ANALYST, BILLING_LEAD, CONTROLLER, GERMAN_LEAD, MANAGER, PORTAL, Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const PATH = '/v1/entities/US10/segregation-of-duties';
const report = async (who = CONTROLLER, path = PATH): Promise<z.infer<typeof sodReportView>> =>
  sodReportView.parse((await rig.call(who, path)).body);
const grant = (who: string, role: string, team = '*', until: string | null = null) => rig.sql`
  insert into role_grant (principal_id, role, entity, team, valid_from, valid_until) values (${who}, ${role}, 'US10', ${team}, '2020-01-01', ${until})`;

describe('the report on segregation of duties', () => {
  it('finds nobody alone among the people Docket ships with, and lists who could do both sides of a pair', async () => {
    const { alone, conflicts, checked } = await report();
    expect(alone).toEqual([]);
    expect(checked).toBeGreaterThan(20);
    expect(conflicts).toContainEqual({
      person: { id: BILLING_LEAD, name: 'Priya Raman' },
      entity: 'US10',
      pair: 'request-approve',
      because: 'nobody approves what they asked for',
      through: ['billing team lead'],
    });
    expect(
      (await report(CONTROLLER, PATH.replace('US10', 'DE20'))).conflicts.map(({ person }) => person.id),
    ).toContain(GERMAN_LEAD);
  });

  it('finds who could pay a refund alone, as soon as the grants say so and no longer', async () => {
    await grant(BILLING_LEAD, 'analyst', 'billing');
    await grant(BILLING_LEAD, 'payment-releaser');
    expect((await report()).alone).toEqual([
      {
        person: { id: BILLING_LEAD, name: 'Priya Raman' },
        entity: 'US10',
        upTo: { amount: '500.00', currency: 'USD' },
        through: ['billing analyst', 'billing team lead', 'payment releaser'],
      },
    ]);
    await rig.sql`insert into delegation (id, delegator_id, delegate_id, role, entity, valid_from, valid_until, reason, created_by, created_at)
      values ('DLG-1', ${MANAGER}, ${BILLING_LEAD}, 'manager', 'US10', '2020-01-01', '2090-01-01', 'leave', ${MANAGER}, now())`;
    expect((await report()).alone[0]).toMatchObject({
      upTo: { amount: '5000.00' },
      through: expect.arrayContaining(['receivables manager, lent by Robert Kim until 31 Dec 2089']),
    });
    await rig.sql`update delegation set revoked_at = now(), revoked_by = delegator_id`;
    expect((await report()).alone[0]).toMatchObject({ upTo: { amount: '500.00' } });
    await rig.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${BILLING_LEAD} and role = 'analyst'`;
    expect((await report()).alone).toEqual([]);
  });

  it('is for controllers, CFOs and auditors', async () => {
    for (const who of [CONTROLLER, 'person:catherine.laurent', 'person:ruth.feldman'])
      expect([who, (await rig.call(who, PATH)).status]).toEqual([who, 200]);
  });

  it('of another entity, or for anybody else, is refused and audited', async () => {
    const refusals = async (who: string) =>
      rig.sql`select 1 from audit_event where legal_entity = 'US10' and chain = 'entity' and kind = 'access-refused'
        and actor_id = ${who} and detail->>'operation' = 'getSodReport'`;
    for (const [who, status] of [
      [MANAGER, 403],
      [BILLING_LEAD, 403],
      [BILLING_ANALYST, 403],
      [PORTAL, 403],
      ['person:daniel.osei', 403],
      [GERMAN_LEAD, 404],
    ] as const) {
      expect([who, (await rig.call(who, PATH)).status]).toEqual([who, status]);
      expect([who, await refusals(who)]).toEqual([who, [expect.anything()]]);
    }
    expect((await rig.call(CONTROLLER, PATH.replace('US10', 'ZZ99'))).status).toBe(404);
    expect((await rig.call(undefined, PATH)).status).toBe(401);
  });
});
