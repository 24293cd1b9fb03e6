import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { decisionView, requestView, taskView } from '../../api/schemas/resources.ts';
import { openApproval, type OpenSeat } from './approvals.ts';
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

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const LOGISTICS = 'person:pedro.alvarado';
type Decision = z.infer<typeof decisionView>;
type Page<T> = { items: T[]; nextCursor: string | null };

const seat = async (options: Parameters<typeof openApproval>[2] = {}): Promise<OpenSeat> =>
  openApproval(rig, await rig.handIn(), options);
const decide = (
  who: string,
  { taskId, hash }: OpenSeat,
  body: unknown = { verdict: 'approve' },
  ifMatch: string | null = `"${hash}"`,
) =>
  rig.call<Decision & ProblemBody>(who, `/v1/tasks/${taskId}/decisions`, {
    body,
    ...(ifMatch !== null && { headers: { 'If-Match': ifMatch } }),
  });
/** Handed in by a person, for a customer whom no other test of this file decides for: that would bar the person. */
const ownClaim = async () => ({ ...(await rig.claimOfAnother()), channel: 'service-desk' });
const stateOf = async ({ taskId }: OpenSeat): Promise<unknown> =>
  (await rig.sql`select state from task where id = ${taskId}`)[0]?.['state'];

describe('a decision', () => {
  it('is recorded at once, takes the seat, and is queued for the workflow, with Temporal away', async () => {
    const open = await seat();
    const answer = await decide(BILLING_LEAD, open);
    expect(answer.status).toBe(202);
    expect(decisionView.parse(answer.body)).toMatchObject({
      verdict: 'approve',
      status: 'recorded',
      actor: { id: BILLING_LEAD, name: 'Priya Raman' },
    });
    expect(await stateOf(open)).toBe('done');
    const queued =
      await rig.sql`select payload from outbox where request_id = ${open.requestId} and kind = 'signal'`;
    expect(queued[0]?.['payload']).toEqual({ signal: 'decided', id: answer.body.id });
  });

  it('again by the same person gets the first answer, also under another key', async () => {
    const open = await seat();
    const first = await decide(BILLING_LEAD, open);
    expect(await decide(BILLING_LEAD, open)).toMatchObject({ status: 202, body: first.body });
  });

  it('five at once are one', async () => {
    const open = await seat();
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide(BILLING_LEAD, open)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const rows = await rig.sql`select id from decision where task_id = ${open.taskId}`;
    expect(rows).toHaveLength(1);
  });

  it('needs the content it is about', async () => {
    const open = await seat();
    const forms: readonly [string | null, number][] = [
      [null, 428],
      ['*', 428],
      ['', 428],
      [`W/"${open.hash}"`, 412],
      [open.hash, 400],
      [`"${open.hash}", "other"`, 400],
      ['"stale"', 412],
    ];
    for (const [ifMatch, status] of forms)
      expect([ifMatch, (await decide(BILLING_LEAD, open, undefined, ifMatch)).status]).toEqual([
        ifMatch,
        status,
      ]);
    expect(await stateOf(open)).toBe('open');
  });

  it.each([
    ['without the role', BILLING_ANALYST, 'NOT_AUTHORISED'],
    ['with another role', MANAGER, 'NOT_AUTHORISED'],
    ['as a service', PORTAL, 'NOT_AUTHORISED'],
  ])('%s is refused and audited', async (_what, who, code) => {
    const open = await seat();
    const answer = await decide(who, open);
    expect([answer.status, answer.body.code]).toEqual([403, code]);
    const [refused] =
      await rig.sql`select detail from audit_event where chain = ${open.requestId} and kind = 'decision-refused'`;
    expect(refused?.['detail']).toMatchObject({ code });
  });

  it('of whoever handed the request in is refused: someone else must', async () => {
    const requestId = await rig.handIn(await ownClaim(), BILLING_LEAD);
    const answer = await decide(BILLING_LEAD, await openApproval(rig, requestId));
    expect([answer.status, answer.body.code, answer.body.type]).toEqual([
      403,
      'SOD_VIOLATION',
      '/problems/segregation-of-duties',
    ]);
  });

  it('of whoever prepared something else for the customer is refused, and no offer is made', async () => {
    const [first, second] = [await rig.handIn(await ownClaim()), await rig.handIn(await ownClaim())];
    await rig.sql`insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
      select legal_entity, customer_id, id, 'person:elena.petrova', 'prepare', '2026-11-03T15:00:00Z' from request where id = ${first}`;
    const open = await openApproval(rig, second, { team: 'cash-application' });
    const answer = await decide('person:elena.petrova', open);
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      ...[403, 'SOD_VIOLATION'],
      `You prepared ${first} for this customer on 3 Nov 2026; until 1 Feb 2027 someone else must approve for them.`,
    ]);
    const [refused] =
      await rig.sql`select detail from audit_event where chain = ${second} and kind = 'decision-refused'`;
    expect(refused?.['detail']).toMatchObject({ code: 'SOD_VIOLATION' });
    const { body } = await rig.call<z.infer<typeof taskView>>(
      'person:elena.petrova',
      `/v1/tasks/${open.taskId}`,
    );
    expect(body.actions.map(({ name, allowed }) => [name, allowed])).toContainEqual(['approve', false]);
  });

  it('in another legal entity is as if the task did not exist, and the attempt is audited there', async () => {
    const open = await seat();
    expect((await decide(GERMAN_LEAD, open)).status).toBe(404);
    const [refused] =
      await rig.sql`select detail from audit_event where legal_entity = 'US10' and chain = 'entity' and actor_id = ${GERMAN_LEAD}`;
    expect(refused?.['detail']).toMatchObject({ operation: 'createDecision', subject: open.taskId });
  });

  it('on a decided seat and on a closed request is too late', async () => {
    const done = await seat();
    await decide(BILLING_LEAD, done, { verdict: 'reject', reason: 'no' });
    const late = await decide(BILLING_LEAD, done);
    expect([late.status, late.body.code]).toEqual([409, 'TASK_NOT_OPEN']);
    const closed = await seat();
    await rig.sql`update request set stage = 'closed', closed_at = now(), outcome = 'WITHDRAWN' where id = ${closed.requestId}`;
    const answer = await decide(BILLING_LEAD, closed);
    expect([answer.status, answer.body.code]).toEqual([409, 'REQUEST_CLOSED']);
  });

  it.each([
    ['a rejection without a reason', { verdict: 'reject', reason: ' ' }, '/reason'],
    ['an unknown verdict', { verdict: 'perhaps' }, '/verdict'],
    ['a question that is not asked', { verdict: 'ask', reason: 'unclear' }, '/question'],
  ])('%s is named', async (_what, body, pointer) => {
    const answer = await decide(BILLING_LEAD, await seat(), body);
    expect([answer.status, answer.body.errors?.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });
});

describe('what waits', () => {
  it('is mine only when I may decide it, nearest deadline first', async () => {
    const later = await seat({ dueAt: '2027-02-02T00:00:00Z' });
    const sooner = await seat({ dueAt: '2027-01-01T00:00:00Z' });
    const ownRequest = await openApproval(rig, await rig.handIn(await ownClaim(), BILLING_LEAD));
    const managers = await seat({ role: 'manager', team: '*' });
    const mine = await rig.call<Page<z.infer<typeof taskView>>>(
      BILLING_LEAD,
      '/v1/tasks?view=mine&limit=100',
    );
    const ids = mine.body.items.map((task) => taskView.parse(task).id);
    expect(ids.indexOf(sooner.taskId)).toBeLessThan(ids.indexOf(later.taskId));
    expect(ids).not.toContain(ownRequest.taskId);
    expect(ids).not.toContain(managers.taskId);
    const team = await rig.call<Page<{ id: string }>>(BILLING_LEAD, '/v1/tasks?view=team&limit=100');
    expect(team.body.items.map((task) => task.id)).toEqual(
      expect.arrayContaining([ownRequest.taskId, managers.taskId, sooner.taskId]),
    );
    expect((await rig.call<Page<unknown>>(GERMAN_LEAD, '/v1/tasks?view=all')).body.items).toEqual([]);
  });

  it('pages without repeating or leaving out', async () => {
    const all = await rig.call<Page<{ id: string }>>(CONTROLLER, '/v1/tasks?view=all&limit=100');
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const next: { body: Page<{ id: string }> } = await rig.call(
        CONTROLLER,
        `/v1/tasks?view=all&limit=2${query}`,
      );
      paged.push(...next.body.items.map((task) => task.id));
      cursor = next.body.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all.body.items.map((task) => task.id));
  });

  it('a task tells each reader what they may do, and its ETag is what a decision names', async () => {
    const open = await seat();
    const lead = await rig.call<z.infer<typeof taskView>>(BILLING_LEAD, `/v1/tasks/${open.taskId}`);
    expect(lead.headers.get('etag')).toBe(`"${open.hash}"`);
    expect(lead.body.actions).toContainEqual({
      name: 'approve',
      allowed: true,
      code: null,
      reason: null,
      taskId: open.taskId,
    });
    const analyst = await rig.call<z.infer<typeof taskView>>(BILLING_ANALYST, `/v1/tasks/${open.taskId}`);
    expect(analyst.body.actions).toContainEqual({
      name: 'approve',
      allowed: false,
      code: 'NOT_AUTHORISED',
      reason: expect.stringContaining('team lead'),
      taskId: open.taskId,
    });
    expect((await rig.call(PORTAL, `/v1/tasks/${open.taskId}`)).status).toBe(403);
    expect((await rig.call(GERMAN_LEAD, `/v1/tasks/${open.taskId}`)).status).toBe(404);
  });

  it('a request shows the proposal, the balance it leaves, the chain and who could decide', async () => {
    const open = await seat();
    const { body } = await rig.call(BILLING_LEAD, `/v1/requests/${open.requestId}`);
    const view = requestView.parse(body);
    const balance = view.proposal?.balance;
    expect(Number(balance?.before.amount) - Number(balance?.after.amount)).toBeCloseTo(113.05);
    expect(view.proposal?.approvals.seats[0]).toMatchObject({
      taskId: open.taskId,
      state: 'open',
      candidates: [{ id: BILLING_LEAD, name: 'Priya Raman' }],
    });
    expect(view.proposal?.preparer).toEqual({ id: 'system@v1', name: 'Docket (policy v1)' });
    expect(view.workflowUrl).toBe(`http://127.0.0.1:8234/namespaces/docket/workflows/${open.requestId}`);
    expect(view.actions.map(({ name, allowed }) => [name, allowed])).toEqual([
      ['approve', true],
      ['reject', true],
      ['ask', true],
      ['consult', true],
      ['reply', false],
      ['withdraw', true],
      ['claim', false],
      ['hand-over', false],
      ['reassign', true],
      ['return-to-queue', false],
      ['change-priority', false],
      ['reopen', false],
      ['move-policy', false],
    ]);
  });
});

describe('speaking for the customer', () => {
  const say = (
    who: string,
    requestId: string,
    what: 'replies' | 'withdrawal',
    body: unknown,
    key: string = randomUUID(),
  ) =>
    rig.call<{ id: string } & ProblemBody>(who, `/v1/requests/${requestId}/${what}`, {
      body,
      headers: { 'Idempotency-Key': key },
    });

  it('a reply is taken while one is awaited, once a key', async () => {
    const open = await seat();
    const early = await say(PORTAL, open.requestId, 'replies', { text: 'Here' });
    expect([early.status, early.body.type]).toEqual([409, '/problems/not-awaiting']);
    const waiting = {
      state: {
        kind: 'awaiting-customer',
        since: '2026-01-01T00:00:00Z',
        question: 'Which?',
        taskId: open.taskId,
        resume: { kind: 'triage', taskId: open.taskId },
      },
      clocks: [],
    };
    await rig.sql`update request set stage = 'awaiting-customer', state = ${rig.sql.json(waiting)} where id = ${open.requestId}`;
    const key = randomUUID();
    const first = await say(PORTAL, open.requestId, 'replies', { text: 'Here' }, key);
    const second = await say(PORTAL, open.requestId, 'replies', { text: 'Here' }, key);
    expect([first.status, second.status, second.body.id]).toEqual([202, 202, first.body.id]);
    expect(await rig.sql`select id from customer_message where request_id = ${open.requestId}`).toHaveLength(
      1,
    );
    expect(
      requestView.parse((await rig.call(BILLING_LEAD, `/v1/requests/${open.requestId}`)).body).question,
    ).toBe('Which?');
  });

  it('a withdrawal is taken once', async () => {
    const requestId = await rig.handIn();
    expect((await say(PORTAL, requestId, 'withdrawal', { reason: 'Settled' })).status).toBe(202);
    expect((await say(PORTAL, requestId, 'withdrawal', { reason: 'Settled' })).status).toBe(409);
  });

  it('only by who handed it in, the service desk, and who works on it', async () => {
    const requestId = await rig.handIn();
    await rig.sql`update request set team = 'billing' where id = ${requestId}`;
    expect((await say(MANAGER, requestId, 'withdrawal', { reason: 'x' })).status).toBe(403);
    expect((await say('service:crm', requestId, 'withdrawal', { reason: 'x' })).status).toBe(404);
    expect((await say(GERMAN_LEAD, requestId, 'withdrawal', { reason: 'x' })).status).toBe(404);
    const other = await say(LOGISTICS, requestId, 'withdrawal', { reason: 'x' });
    expect([other.status, other.body.detail]).toEqual([
      403,
      'Only the service desk of US10, a billing analyst or a billing team lead, the owner of the request, or the system that handed it in, speaks for the customer.',
    ]);
    const { body } = await rig.call(LOGISTICS, `/v1/requests/${requestId}`);
    expect(requestView.parse(body).actions.find(({ name }) => name === 'withdraw')).toMatchObject({
      ...{ allowed: false, code: 'NOT_AUTHORISED', reason: other.body.detail },
    });
    expect((await say(BILLING_ANALYST, requestId, 'withdrawal', { reason: 'x' })).status).toBe(202);
  });

  it('by its owner, whatever their team, and by the desk before it has a team', async () => {
    const owned = await rig.handIn();
    await rig.sql`update request set team = 'billing', owner_id = ${LOGISTICS} where id = ${owned}`;
    expect((await say(LOGISTICS, owned, 'withdrawal', { reason: 'x' })).status).toBe(202);
    const fresh = await rig.handIn();
    await rig.sql`update request set team = null where id = ${fresh}`;
    expect((await say(BILLING_ANALYST, fresh, 'withdrawal', { reason: 'x' })).status).toBe(403);
    expect((await say('person:jamie.sullivan', fresh, 'withdrawal', { reason: 'x' })).status).toBe(202);
  });
});
