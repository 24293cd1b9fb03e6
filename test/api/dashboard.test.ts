import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { dashboardView } from '../../api/schemas/oversight.ts';
import { openApproval } from './approvals.ts';
import {
  BILLING_ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  GERMAN_LEAD,
  MANAGER,
  PORTAL,
  type ProblemBody,
  Rig,
} from './rig.ts';

type Dashboard = z.infer<typeof dashboardView>;
const AUDITOR = 'person:ruth.feldman';
const PATH = '/v1/entities/US10/dashboard';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const dashboard = async (who = MANAGER): Promise<Dashboard> => (await rig.call<Dashboard>(who, PATH)).body;

/** What a closing writes: the row, and the event with what each clock came to. */
async function close(
  requestId: string,
  clocks: readonly { name: string; met: boolean }[],
  daysAgo = 0,
): Promise<void> {
  const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  await rig.sql`update request set stage = 'closed', team = coalesce(team, 'billing'), outcome = 'VALID_FULL', closed_at = ${at} where id = ${requestId}`;
  await rig.sql.begin(async (sql) => {
    // The chain's guard looks at the last event through row-level security.
    await sql`select set_config('app.entity', 'US10', true)`;
    await sql`
      insert into audit_event (legal_entity, chain, seq, at, actor_id, kind, detail, prev_hash, hash)
      select legal_entity, chain, seq + 1, ${at}, 'system@v1', 'closed', ${sql.json({ outcome: 'VALID_FULL', clocks: [...clocks] })}, hash, ${randomUUID()}
      from audit_event where chain = ${requestId} order by seq desc limit 1`;
  });
}

const received = (requestId: string, daysAgo: number) =>
  rig.sql`update request set received_at = now() - make_interval(days => ${daysAgo}) where id = ${requestId}`;

describe('who may read the dashboard', () => {
  it.each([
    [BILLING_LEAD, 200],
    [MANAGER, 200],
    [CONTROLLER, 200],
    [AUDITOR, 200],
    ['person:catherine.laurent', 200],
    [BILLING_ANALYST, 403],
    ['person:nina.castellano', 403],
    [GERMAN_LEAD, 404],
    [PORTAL, 403],
  ])('%s: %i', async (who, status) => {
    expect((await rig.call(who, PATH)).status).toBe(status);
  });

  it('a refusal says for whom it is, and is audited', async () => {
    const before = await rig.count('audit_event');
    const { body } = await rig.call<ProblemBody>(BILLING_ANALYST, PATH);
    expect(body.detail).toContain('US10 is for its team leads');
    expect(await rig.count('audit_event')).toBe(before + 1);
  });
});

describe('backlog', () => {
  it('counts open requests by team and calendar days since receipt', async () => {
    const before = backlogOf(await dashboard(), 'logistics');
    for (const days of [0, 1, 2, 5, 6, 10, 11, 40]) {
      const requestId = await rig.handIn();
      await rig.sql`update request set team = 'logistics' where id = ${requestId}`;
      await received(requestId, days);
    }
    const closed = await rig.handIn();
    await rig.sql`update request set team = 'logistics' where id = ${closed}`;
    await close(closed, []);
    expect(before).toBeUndefined();
    expect(backlogOf(await dashboard(), 'logistics')).toEqual({
      team: 'logistics',
      open: 8,
      ages: [
        { bucket: '0–1', count: 2 },
        { bucket: '2–5', count: 2 },
        { bucket: '6–10', count: 2 },
        { bucket: 'over 10', count: 2 },
      ],
    });
  });

  it('says what no team has yet', async () => {
    const before = backlogOf(await dashboard(), 'not-routed')?.open ?? 0;
    await rig.handIn();
    expect(backlogOf(await dashboard(), 'not-routed')?.open).toBe(before + 1);
  });
});

const backlogOf = ({ backlog }: Dashboard, team: string) => backlog.find((row) => row.team === team);

describe('service levels', () => {
  it('are those of the last closing of each request closed in the last 30 days, a clock each', async () => {
    const names = { resolution: 'policy-resolution', contract: 'contract-resolution' };
    const both = (met: boolean) => [{ name: names.resolution, met }];
    for (let n = 0; n < 2; n += 1) await close(await rig.handIn(), both(true));
    await close(await rig.handIn(), [...both(false), { name: names.contract, met: false }]);
    await close(await rig.handIn(), both(false), 31);
    const twice = await rig.handIn();
    await close(twice, both(false), 3);
    await close(twice, both(true), 1);
    const reopened = await rig.handIn();
    await close(reopened, both(false), 2);
    await rig.sql`update request set stage = 'assessing', outcome = null, closed_at = null where id = ${reopened}`;
    expect((await dashboard()).attainment).toEqual([
      { clock: names.contract, met: 0, missed: 1, percent: 0 },
      { clock: names.resolution, met: 3, missed: 1, percent: 75 },
    ]);
  });
});

describe('what breaches next', () => {
  it('is at most ten open requests, those past their due time first, with whom they wait for', async () => {
    const late = await rig.handIn({ subject: 'Long overdue' });
    await rig.sql`update request set sla_due = now() - interval '2 days', team = 'billing', owner_id = ${BILLING_ANALYST}, waiting_for = 'billing analyst' where id = ${late}`;
    for (let hours = 1; hours <= 11; hours += 1) {
      const requestId = await rig.handIn();
      await rig.sql`update request set sla_due = now() + make_interval(hours => ${hours}) where id = ${requestId}`;
    }
    const paused = await rig.handIn();
    const { breachingNext } = await dashboard();
    expect(breachingNext).toHaveLength(10);
    expect(breachingNext[0]).toMatchObject({
      ...{ requestId: late, subject: 'Long overdue', team: 'billing', waitingFor: 'billing analyst' },
      ...{ owner: { id: BILLING_ANALYST, name: 'Maria Alvarez' }, breached: true },
    });
    expect(breachingNext.slice(1).every((row) => !row.breached && row.owner === null)).toBe(true);
    expect(breachingNext.map((row) => row.dueAt)).toEqual(
      breachingNext.map((row) => row.dueAt).toSorted((a, b) => a.localeCompare(b)),
    );
    expect(breachingNext.map((row) => row.requestId)).not.toContain(paused);
  });
});

describe('approver load', () => {
  const loadOf = async (person: string) =>
    (await dashboard()).approvers.find((row) => row.person.id === person);

  it('counts the seats a role leaves to a person, those past their time, and what they decided', async () => {
    await openApproval(rig, await rig.handIn());
    await openApproval(rig, await rig.handIn(), { dueAt: '2020-01-01T00:00:00Z' });
    expect(await loadOf(BILLING_LEAD)).toEqual({
      person: { id: BILLING_LEAD, name: 'Priya Raman' },
      ...{ open: 2, overdue: 1, decided30Days: 0 },
    });
    expect(await loadOf(GERMAN_LEAD)).toBeUndefined();

    const { taskId, hash } = await openApproval(rig, await rig.handIn());
    expect((await loadOf(BILLING_LEAD))?.open).toBe(3);
    const decided = await rig.call(BILLING_LEAD, `/v1/tasks/${taskId}/decisions`, {
      ...{ body: { verdict: 'approve' }, headers: { 'If-Match': `"${hash}"` } },
    });
    expect(decided.status).toBe(202);
    expect(await loadOf(BILLING_LEAD)).toMatchObject({ open: 2, overdue: 1, decided30Days: 1 });
  });

  it('leaves out seats of requests that the person touched, and those named to somebody else', async () => {
    const before = (await loadOf(BILLING_LEAD))?.open ?? 0;
    const touched = await rig.handIn();
    await openApproval(rig, touched);
    await rig.sql`insert into request_touch (legal_entity, request_id, actor_id, relation) values ('US10', ${touched}, ${BILLING_LEAD}, 'claimant')`;
    const { taskId } = await openApproval(rig, await rig.handIn());
    await rig.sql`update task set assignee_id = ${BILLING_ANALYST} where id = ${taskId}`;
    expect((await loadOf(BILLING_LEAD))?.open).toBe(before);
  });

  it('leaves out who has nothing before them and decided nothing', async () => {
    const managers = [MANAGER, 'person:angela.moretti'];
    const { taskId } = await openApproval(rig, await rig.handIn(), { role: 'manager', team: '*' });
    await rig.sql`update task set assignee_id = ${MANAGER} where id = ${taskId}`;
    const { approvers } = await dashboard();
    expect(managers.map((id) => approvers.find(({ person }) => person.id === id)?.open)).toEqual([
      1,
      undefined,
    ]);
    // A lead of another team holds the same role and could decide none of these seats.
    expect(approvers.find(({ person }) => person.id === 'person:victor.chang')).toBeUndefined();
  });
});

describe('credits by reason', () => {
  it('sums what was issued in the last 90 days, exactly, a row per currency', async () => {
    const requests = await Promise.all([1, 2, 3, 4].map(() => rig.handIn()));
    const [invoice] = await rig.sql<
      { id: string }[]
    >`select id from invoice where legal_entity = 'US10' limit 1`;
    const memos = [
      ['PRICE', 'USD', '900719925474099267', 0],
      ['PRICE', 'USD', '5', 89],
      ['PRICE', 'USD', '1', 91],
      ['DAMAGE', 'EUR', '1250', 1],
    ] as const;
    await rig.sql.begin(async (sql) => {
      // The ledger's own triggers ask for the approval of each memo; only the sums are looked at here.
      await sql`set local session_replication_role = replica`;
      for (const [index, [reason, currency, gross, daysAgo]] of memos.entries()) {
        await sql`insert into credit_memo (legal_entity, number, invoice_id, request_id, revision, reason, currency, gross_minor, issued_on, restatement)
          values ('US10', ${`CM-US10-T-${index}`}, ${invoice?.id ?? ''}, ${requests[index] ?? ''}, 1, ${reason}, ${currency}, ${gross}, (now() at time zone 'America/New_York')::date - ${daysAgo}::int, '{}')`;
      }
    });
    const of = (reason: string) => async () =>
      (await dashboard()).creditsByReason.filter((row) => row.reason === reason);
    expect(await of('PRICE')()).toEqual([
      { reason: 'PRICE', count: 2, gross: { amount: '9007199254740992.72', currency: 'USD' } },
    ]);
    expect(await of('DAMAGE')()).toEqual([
      { reason: 'DAMAGE', count: 1, gross: { amount: '12.50', currency: 'EUR' } },
    ]);
  });
});
