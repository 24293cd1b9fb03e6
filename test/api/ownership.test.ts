import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestView } from '../../api/schemas/resources.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { openApproval } from './approvals.ts';
import {
  BILLING_ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  GERMAN_LEAD,
  MANAGER,
  PORTAL,
  Rig,
  type ProblemBody,
} from './rig.ts';

const OTHER_ANALYST = 'person:devon.clarke';
const CASH_ANALYST = 'person:marcus.webb';
const CASH_LEAD = 'person:elena.petrova';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

interface Ownership {
  readonly requestId: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly team: string;
}
type Change = Readonly<Record<string, unknown>> & { readonly action: string };

const change = (who: string, requestId: string, body: Change, headers: Record<string, string> = {}) =>
  rig.call<Ownership & ProblemBody>(who, `/v1/requests/${requestId}/ownership`, {
    body: { ...(body.action === 'claim' ? {} : { reason: 'Because of the holidays.' }), ...body },
    headers,
  });
const claim = (who: string, requestId: string) => change(who, requestId, { action: 'claim' });

/** A request that an analyst of billing prepares, in the queue of its team, as the workflow leaves it. */
async function queued(columns: { skill?: string; team?: string } = {}): Promise<string> {
  const requestId = await rig.handIn();
  const { skill = null, team = 'billing' } = columns;
  const taskId = `TSK-US10-${randomUUID()}`;
  const state = { v: 1, state: { kind: 'preparing', revision: 1, taskId }, clocks: [] };
  await rig.sql`
    update request set stage = 'preparing', type = 'billing-dispute', team = ${team}, skill = ${skill}, revision = 1,
      state = ${rig.sql.json(state)}, waiting_for = ${`${team} analyst`} where id = ${requestId}`;
  await rig.sql`
    insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash, opened_at)
    values ('US10', ${taskId}, ${requestId}, 1, 'assess', 'open', 'analyst', ${team}, 'a check failed', 'hash', now())`;
  return requestId;
}

/** A version whose billing disputes of some regions go to cash application; the sales desk, which nobody leads, gets some too. */
async function bothTeams(): Promise<string> {
  const some = (id: string, team: string) => ({
    ...{ id, when: { type: 'billing-dispute', regions: ['FR'] }, team, department: 'finance' },
    ...{ assign: 'queue', because: 'because' },
  });
  const document = {
    ...policyV1,
    version: 'v901',
    routing: [some('cash', 'cash-application'), some('sales', 'sales'), ...policyV1.routing],
  };
  await rig.sql`
    insert into policy_version (version, effective_from, document, hash, author_id, publisher_id)
    select 'v901', '2099-01-01', ${JSON.stringify(document)}::text::jsonb, 'hash', author_id, publisher_id
    from policy_version where version = 'v1' on conflict do nothing`;
  return 'v901';
}

const events = (requestId: string, kind: string) =>
  rig.sql<{ actor_id: string; detail: Record<string, unknown> }[]>`
    select actor_id, detail from audit_event where chain = ${requestId} and kind = ${kind} order by seq`;
const notices = (requestId: string) =>
  rig.sql<{ recipient_id: string; title: string }[]>`
    select recipient_id, title from notice where request_id = ${requestId} and kind = 'ownership' order by recipient_id`;
const touched = async (requestId: string, actorId: string) =>
  (
    await rig.sql`select 1 from request_touch where request_id = ${requestId} and actor_id = ${actorId} and relation = 'claimant'`
  ).length === 1;
const ownerOf = async (requestId: string) =>
  (await rig.sql<{ owner_id: string | null }[]>`select owner_id from request where id = ${requestId}`)[0]
    ?.owner_id;

describe('claiming', () => {
  it('gives the request to an analyst of its team, who has touched it, and is idempotent', async () => {
    const requestId = await queued();
    const first = await claim(BILLING_ANALYST, requestId);
    expect(first).toMatchObject({
      status: 200,
      body: { requestId, team: 'billing', owner: { id: BILLING_ANALYST, name: 'Maria Alvarez' } },
    });
    expect(await touched(requestId, BILLING_ANALYST)).toBe(true);
    expect((await claim(BILLING_ANALYST, requestId)).body).toEqual(first.body);
    expect(await events(requestId, 'owner-changed')).toEqual([
      {
        actor_id: BILLING_ANALYST,
        detail: { action: 'claim', from: null, to: BILLING_ANALYST, queue: 'billing', reason: '' },
      },
    ]);
    expect(await notices(requestId)).toEqual([]);
  });

  it('of two at once exactly one wins, and the other is told whose it is', async () => {
    const requestId = await queued();
    const people = [BILLING_ANALYST, OTHER_ANALYST, BILLING_LEAD];
    const answers = await Promise.all(people.map((who) => claim(who, requestId)));
    const won = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, 2]);
    const name = won[0]?.body.owner?.name ?? '';
    for (const { body } of lost) {
      expect(body).toMatchObject({ type: '/problems/owned-already', code: 'OWNED' });
      expect(body.detail).toBe(
        `${name} owns this request. Ask them to hand it over, or their team lead to reassign it.`,
      );
    }
    expect(await events(requestId, 'owner-changed')).toHaveLength(1);
    expect(await events(requestId, 'ownership-refused')).toHaveLength(2);
    expect(await ownerOf(requestId)).toBe(won[0]?.body.owner?.id);
  });

  it.each([
    ['another team’s analyst', CASH_ANALYST, {}, 403, /belongs to billing of US10/],
    ['the controller', CONTROLLER, {}, 403, /neither an analyst nor the lead/],
    ['a service', PORTAL, {}, 403, /Only people own requests/],
    ['an analyst without the skill', OTHER_ANALYST, { skill: 'tax' }, 403, /knows tax/],
  ])('is refused to %s, in words, and audited', async (_who, who, columns, status, words) => {
    const requestId = await queued(columns);
    const answer = await claim(who, requestId);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toMatch(words);
    expect(await events(requestId, 'ownership-refused')).toHaveLength(1);
    expect(await ownerOf(requestId)).toBeNull();
  });

  it('of another entity’s request is as if it did not exist', async () => {
    expect((await claim(GERMAN_LEAD, await queued())).status).toBe(404);
  });

  it('is refused before the request is routed and after it is closed', async () => {
    const fresh = await rig.handIn();
    expect((await claim(BILLING_ANALYST, fresh)).body).toMatchObject({ type: '/problems/not-now' });
    const closed = await queued();
    await rig.sql`update request set stage = 'closed', outcome = 'WITHDRAWN', closed_at = now() where id = ${closed}`;
    expect(await claim(BILLING_ANALYST, closed)).toMatchObject({
      status: 409,
      body: { type: '/problems/request-closed' },
    });
  });

  it('is refused to who has approved the proposal, by the rule and by the database', async () => {
    const requestId = await rig.handIn();
    const seat = await openApproval(rig, requestId);
    const decided = await rig.call(BILLING_LEAD, `/v1/tasks/${seat.taskId}/decisions`, {
      body: { verdict: 'approve', reason: 'Agreed.' },
      headers: { 'If-Match': `"${seat.hash}"` },
    });
    expect(decided.status).toBe(202);
    const answer = await claim(BILLING_LEAD, requestId);
    expect(answer).toMatchObject({ status: 403, body: { code: 'SOD_VIOLATION' } });
    expect(answer.body.detail).toContain('You have approved this proposal');
    const behindItsBack = rig.sql.begin(async (sql) => {
      await sql`select set_config('app.entity', 'US10', true)`;
      await sql`update request set owner_id = ${BILLING_LEAD} where id = ${requestId}`;
    });
    await expect(behindItsBack).rejects.toMatchObject({ constraint_name: 'owner_approved' });
  });

  it('bars from approving what is claimed', async () => {
    const requestId = await rig.handIn();
    const seat = await openApproval(rig, requestId);
    // The only one who could fill the seat.
    const refused = await claim(BILLING_LEAD, requestId);
    expect(refused).toMatchObject({ status: 403, body: { code: 'SOD_VIOLATION' } });
    expect(refused.body.detail).toContain('nobody could approve the proposal as billing team lead');
    await rig.sql`insert into role_grant (principal_id, role, entity, team, valid_from)
      values (${CASH_LEAD}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
    expect((await claim(BILLING_LEAD, requestId)).status).toBe(200);
    await rig.sql`delete from role_grant where principal_id = ${CASH_LEAD} and team = 'billing'`;
    const decided = await rig.call<ProblemBody>(BILLING_LEAD, `/v1/tasks/${seat.taskId}/decisions`, {
      body: { verdict: 'approve', reason: 'Agreed.' },
      headers: { 'If-Match': `"${seat.hash}"` },
    });
    expect(decided).toMatchObject({ status: 403, body: { code: 'SOD_VIOLATION' } });
  });
});

describe('handing over', () => {
  it('is the owner’s, to somebody of the team who is there; the new owner is told', async () => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    const to = { action: 'hand-over', to: OTHER_ANALYST };
    expect(await change(BILLING_LEAD, requestId, to)).toMatchObject({ status: 403 });
    expect(await change(BILLING_ANALYST, requestId, to)).toMatchObject({
      status: 200,
      body: { owner: { id: OTHER_ANALYST } },
    });
    expect(await notices(requestId)).toEqual([
      { recipient_id: OTHER_ANALYST, title: `${requestId} is yours` },
    ]);
    expect(await touched(requestId, OTHER_ANALYST)).toBe(true);
    expect(await touched(requestId, BILLING_ANALYST)).toBe(true);
    expect((await events(requestId, 'owner-changed')).at(-1)?.detail).toMatchObject({
      from: BILLING_ANALYST,
      to: OTHER_ANALYST,
      reason: 'Because of the holidays.',
    });
  });

  it.each([
    ['themselves', BILLING_ANALYST, /yours already/],
    ['another team’s analyst', CASH_ANALYST, /neither an analyst nor the lead/],
    ['nobody', 'person:no.one', /neither an analyst nor the lead/],
  ])('is refused to %s, naming the field', async (_who, to, words) => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    const answer = await change(BILLING_ANALYST, requestId, { action: 'hand-over', to });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]).toMatchObject({ pointer: '/to' });
    expect(answer.body.detail).toMatch(words);
    // A slip by somebody who may give it is no try at authority.
    expect(await events(requestId, 'ownership-refused')).toEqual([]);
  });

  it('names to whom, and who of them is away, to those alone who may give it', async () => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    const seenBy = async (who: string) =>
      (await rig.call<RequestView>(who, `/v1/requests/${requestId}`)).body.newOwners;
    expect(await seenBy(BILLING_ANALYST)).toContainEqual({
      ...{ id: OTHER_ANALYST, name: 'Devon Clarke', post: 'analyst', away: false },
    });
    const ids = (await seenBy(BILLING_ANALYST)).map(({ id }) => id);
    for (const id of [BILLING_ANALYST, CASH_ANALYST, CONTROLLER, PORTAL]) expect(ids).not.toContain(id);
    expect(await seenBy(OTHER_ANALYST)).toEqual([]);
  });

  it('is refused to somebody who is away', async () => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    await rig.sql`
      insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
      values ('ABS-away', ${OTHER_ANALYST}, now() - interval '1 hour', now() + interval '1 day', ${OTHER_ANALYST}, now())`;
    const answer = await change(BILLING_ANALYST, requestId, { action: 'hand-over', to: OTHER_ANALYST });
    await rig.sql`delete from absence where id = 'ABS-away'`;
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain('Devon Clarke is away');
  });
});

describe('reassigning', () => {
  it('is the team lead’s; both owners are told', async () => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    const to = { action: 'reassign', to: OTHER_ANALYST };
    expect((await change(BILLING_ANALYST, requestId, to)).status).toBe(403);
    expect((await change(CASH_LEAD, requestId, to)).status).toBe(403);
    expect((await change(BILLING_LEAD, requestId, to)).status).toBe(200);
    expect(await notices(requestId)).toEqual([
      { recipient_id: OTHER_ANALYST, title: `${requestId} is yours` },
      { recipient_id: BILLING_ANALYST, title: `${requestId} is no longer yours` },
    ]);
  });

  it('is a receivables manager’s only once the ladder has come that far', async () => {
    const requestId = await queued();
    const to = { action: 'reassign', to: OTHER_ANALYST };
    const early = await change(MANAGER, requestId, to);
    expect(early.status).toBe(403);
    expect(early.body.detail).toContain('once most of its time is used');
    await rig.sql`
      update request set state = jsonb_set(state, '{clocks}', ${rig.sql.json([{ name: 'policy-resolution', marksFired: [50, 75, 90], pauses: [] }])})
      where id = ${requestId}`;
    expect((await change(MANAGER, requestId, to)).status).toBe(200);
  });
});

describe('returning to a queue', () => {
  it('leaves no owner, and the request in the queue of its team', async () => {
    const requestId = await queued();
    expect((await change(BILLING_LEAD, requestId, { action: 'return-to-queue' })).body).toMatchObject({
      type: '/problems/not-now',
    });
    await claim(BILLING_ANALYST, requestId);
    expect((await change(OTHER_ANALYST, requestId, { action: 'return-to-queue' })).status).toBe(403);
    expect((await change(BILLING_ANALYST, requestId, { action: 'return-to-queue' })).body).toEqual({
      ...{ requestId, owner: null, team: 'billing' },
    });
    const listed = await rig.call<{ items: { id: string; owner: unknown }[] }>(
      OTHER_ANALYST,
      '/v1/requests?team=billing&owner=none&status=open&limit=100',
    );
    expect(listed.body.items.map(({ id }) => id)).toContain(requestId);
    expect(listed.body.items.every(({ owner }) => owner === null)).toBe(true);
  });

  it('of another team takes the assessment along, and tells that team’s lead', async () => {
    const requestId = await queued({ skill: 'complex-disputes' });
    await rig.sql`update request set owner_id = ${BILLING_ANALYST}, policy_version = ${await bothTeams()} where id = ${requestId}`;
    const answer = await change(BILLING_ANALYST, requestId, {
      ...{ action: 'return-to-queue', team: 'cash-application' },
    });
    expect(answer.body).toMatchObject({ owner: null, team: 'cash-application' });
    const [task] = await rig.sql`select team from task where request_id = ${requestId}`;
    const [request] = await rig.sql`select team, skill, waiting_for from request where id = ${requestId}`;
    expect([task, request]).toEqual([
      { team: 'cash-application' },
      { team: 'cash-application', skill: null, waiting_for: 'cash-application analyst' },
    ]);
    expect((await notices(requestId)).map((notice) => notice.recipient_id)).toEqual([CASH_LEAD]);
    expect((await claim(CASH_ANALYST, requestId)).status).toBe(200);
  });

  it('of another team is refused where the policy sends none, in triage and while it is approved', async () => {
    const requestId = await queued();
    await claim(BILLING_ANALYST, requestId);
    const to = (team: string) => change(BILLING_ANALYST, requestId, { action: 'return-to-queue', team });
    // The sales desk has no lead, and the service desk takes what nobody could classify: the owner chooses neither.
    for (const team of ['sales', 'service-desk', 'cash-application'])
      expect((await to(team)).body.detail).toContain(
        'The policy routes a billing dispute to billing, not to',
      );
    await rig.sql`update request set stage = 'triage' where id = ${requestId}`;
    expect((await to('cash-application')).body.detail).toContain('Say first what kind of request it is');
    await rig.sql`update request set stage = 'approving' where id = ${requestId}`;
    expect((await to('cash-application')).body.detail).toContain('only while an analyst prepares it');
  });
});

it('the database lets a request go to no team but those its policy sends it to and somebody leads', async () => {
  const requestId = await queued();
  const to = async (team: string) =>
    rig.sql`update request set team = ${team} where id = ${requestId}`.then(
      () => 'moved',
      (error: { constraint_name?: string }) => error.constraint_name,
    );
  expect(await to('cash-application')).toBe('request_team_routed');
  await expect(
    rig.sql`update task set team = 'cash-application' where request_id = ${requestId}`,
  ).rejects.toMatchObject({ constraint_name: 'task_team_routed' });
  await rig.sql`update request set policy_version = ${await bothTeams()} where id = ${requestId}`;
  expect(await to('sales')).toBe('request_team_routed');
  expect(await to('service-desk')).toBe('request_team_routed');
  expect(await to('cash-application')).toBe('moved');
});

it('the database lets no seat change its team, and no request be without one', async () => {
  const requestId = await rig.handIn();
  const seat = await openApproval(rig, requestId);
  await expect(rig.sql`update task set team = 'credit' where id = ${seat.taskId}`).rejects.toMatchObject({
    constraint_name: 'task_keeps_team',
  });
  await expect(rig.sql`update request set team = null where id = ${requestId}`).rejects.toMatchObject({
    constraint_name: 'request_has_team',
  });
});

describe('what the request page offers', () => {
  interface Offered {
    readonly actions: { name: string; allowed: boolean; code: string | null; reason: string | null }[];
  }
  const offered = async (who: string, requestId: string) => {
    const { body } = await rig.call<Offered>(who, `/v1/requests/${requestId}`);
    const names = ['claim', 'hand-over', 'reassign', 'return-to-queue'];
    return body.actions
      .filter(({ name, allowed }) => allowed && names.includes(name))
      .map(({ name }) => name);
  };

  it('is what the door would do', async () => {
    const requestId = await queued();
    expect(await offered(BILLING_ANALYST, requestId)).toEqual(['claim']);
    expect(await offered(BILLING_LEAD, requestId)).toEqual(['claim', 'reassign']);
    expect(await offered(CASH_ANALYST, requestId)).toEqual([]);
    await claim(BILLING_ANALYST, requestId);
    expect(await offered(BILLING_ANALYST, requestId)).toEqual(['claim', 'hand-over', 'return-to-queue']);
    expect(await offered(OTHER_ANALYST, requestId)).toEqual([]);
    expect(await offered(BILLING_LEAD, requestId)).toEqual(['reassign', 'return-to-queue']);
    expect(await offered(MANAGER, requestId)).toEqual([]);
  });
});
