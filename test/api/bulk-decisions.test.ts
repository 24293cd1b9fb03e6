import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { bulkDecisionView } from '../../api/schemas/resources.ts';
import { openApproval, type OpenSeat } from './approvals.ts';
import { BILLING_ANALYST, BILLING_LEAD, GERMAN_LEAD, MANAGER, PORTAL, type ProblemBody, Rig } from './rig.ts';

const SECOND_LEAD = 'person:second.lead';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await newPerson(SECOND_LEAD, 'team-lead', 'billing');
});
afterAll(() => rig.stop());
afterEach(() => rig.sql`drop trigger if exists breaks on decision`);

type Outcomes = z.infer<typeof bulkDecisionView>;
type Item = { taskId: string; contentHash: string; verdict: 'approve' | 'reject'; reason?: string };

async function newPerson(id: string, role: string, team: string): Promise<void> {
  await rig.sql`insert into principal (id, kind, name) values (${id}, 'person', ${id})`;
  await rig.sql`insert into identity (issuer, subject, principal_id) values ('development', ${id}, ${id})`;
  await rig.sql`insert into role_grant (principal_id, role, entity, team) values (${id}, ${role}, 'US10', ${team})`;
}

const seat = async (options: Parameters<typeof openApproval>[2] = {}): Promise<OpenSeat> =>
  openApproval(rig, await rig.handIn(), options);
/** Of a request that somebody of ours has captured, for another customer: who asks for one bars themselves from the customer's others. */
async function seatAskedForBy(who: string): Promise<OpenSeat> {
  const { customerId } = await rig.claim();
  const [invoice] = await rig.sql<{ id: string; customer_id: string }[]>`
    select id, customer_id from invoice
    where legal_entity = 'US10' and open_minor > 50000 and customer_id <> ${String(customerId)} order by id limit 1`;
  const other = { invoiceId: invoice?.id, customerId: invoice?.customer_id, channel: 'service-desk' };
  return openApproval(rig, await rig.handIn(other, who));
}
const seats = (n: number) => Promise.all(Array.from({ length: n }, () => seat()));
const approve = ({ taskId, hash }: OpenSeat): Item => ({ taskId, contentHash: hash, verdict: 'approve' });

const decide = (who: string, items: readonly unknown[], key: string = randomUUID()) =>
  rig.call<Outcomes & ProblemBody>(who, '/v1/decisions', {
    body: { items },
    headers: { 'Idempotency-Key': key },
  });
const decisionsOn = async (open: readonly OpenSeat[]) => [
  ...(await rig.sql<{ task_id: string; actor_id: string }[]>`
    select task_id, actor_id from decision where task_id in ${rig.sql(open.map(({ taskId }) => taskId))}`),
];
const refusalsOn = async (requestId: string) =>
  (
    await rig.sql`select detail from audit_event where chain = ${requestId} and kind = 'decision-refused'`
  ).map((row) => row['detail'] as { code: string });

describe('deciding several tasks at once', () => {
  it('gives every item an outcome of its own, in the order sent, and one that is refused holds up no other', async () => {
    const [first, own, stale, done, second] = [
      await seat(),
      await seatAskedForBy(BILLING_LEAD),
      await seat(),
      await seat(),
      await seat(),
    ];
    await decide(SECOND_LEAD, [approve(done)]);
    const { status, body } = await decide(BILLING_LEAD, [
      approve(first),
      approve(own),
      { ...approve(stale), contentHash: 'seen-before' },
      approve(done),
      { ...approve(second), verdict: 'reject', reason: 'Not agreed.' },
    ]);
    expect(status).toBe(200);
    const { outcomes } = bulkDecisionView.parse(body);
    expect(outcomes.map(({ taskId, recorded, code }) => [taskId, recorded, code])).toEqual([
      [first.taskId, true, null],
      [own.taskId, false, 'SOD_VIOLATION'],
      [stale.taskId, false, 'STALE_CONTENT'],
      [done.taskId, false, 'TASK_NOT_OPEN'],
      [second.taskId, true, null],
    ]);
    expect(outcomes[0]?.decision).toMatchObject({ verdict: 'approve', actor: { id: BILLING_LEAD } });
    expect(outcomes[4]?.decision).toMatchObject({ verdict: 'reject', reason: 'Not agreed.' });
    for (const { recorded, reason } of outcomes) expect(reason === null).toBe(recorded);
    expect(await decisionsOn([first, own, stale, second])).toHaveLength(2);
    expect((await refusalsOn(own.requestId)).map(({ code }) => code)).toEqual(['SOD_VIOLATION']);
    expect((await refusalsOn(stale.requestId)).map(({ code }) => code)).toEqual(['STALE_CONTENT']);
    const queued = await rig.sql`
      select request_id from outbox where kind = 'signal' and request_id in ${rig.sql([first.requestId, second.requestId])}`;
    expect(queued).toHaveLength(2);
  });

  it('answers an unknown task and one of another entity alike, and audits the attempt there', async () => {
    const open = await seat();
    const items = [
      approve(open),
      { ...approve(open), taskId: 'TSK-DE20-nothing' },
      { ...approve(open), taskId: 'nonsense' },
    ];
    const { status, body } = await decide(GERMAN_LEAD, items);
    expect(status).toBe(200);
    expect(body.outcomes.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect(new Set(body.outcomes.map(({ reason }) => reason)).size).toBe(1);
    const tried = await rig.sql`
      select detail from audit_event where legal_entity = 'US10' and chain = 'entity' and actor_id = ${GERMAN_LEAD}`;
    expect(tried.map((row) => row['detail'] as unknown)).toMatchObject([
      { operation: 'createDecisions', subject: open.taskId },
    ]);
    expect(await decisionsOn([open])).toEqual([]);
  });

  it('needs a role: who has none, and a service, are refused item by item', async () => {
    const open = await seat();
    for (const who of [BILLING_ANALYST, MANAGER, PORTAL]) {
      const { status, body } = await decide(who, [approve(open)]);
      expect([who, status, body.outcomes[0]?.code]).toEqual([who, 200, 'NOT_AUTHORISED']);
    }
    expect(await refusalsOn(open.requestId)).toHaveLength(3);
  });

  it('a rejection says why', async () => {
    const open = await seat();
    const { body } = await decide(BILLING_LEAD, [{ ...approve(open), verdict: 'reject', reason: '  ' }]);
    expect(body.outcomes[0]).toMatchObject({ recorded: false, code: 'VALIDATION' });
  });

  it('a task named twice is named by its second place, and nothing is decided', async () => {
    const [a, b] = (await seats(2)) as [OpenSeat, OpenSeat];
    const answer = await decide(BILLING_LEAD, [approve(a), approve(b), approve(a)]);
    expect([answer.status, answer.body.errors?.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/items/2/taskId'],
    ]);
    expect(await decisionsOn([a, b])).toEqual([]);
  });

  it.each([
    ['none', 0, '/items'],
    ['more than fifty', 51, '/items'],
  ])('%s is not acceptable', async (_what, n, pointer) => {
    const items = Array.from({ length: n }, (_, i) => ({
      taskId: `TSK-US10-${i}`,
      contentHash: 'x',
      verdict: 'approve',
    }));
    const answer = await decide(BILLING_LEAD, items);
    expect([answer.status, answer.body.errors?.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('again under its key gets the first answer, whatever happened since', async () => {
    const [a, b] = (await seats(2)) as [OpenSeat, OpenSeat];
    const key = randomUUID();
    const items = [approve(a), { ...approve(b), contentHash: 'seen-before' }];
    const [first, second] = [await decide(BILLING_LEAD, items, key), await decide(BILLING_LEAD, items, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await decide(BILLING_LEAD, [approve(b)], key)).status).toBe(422);
    expect(await refusalsOn(b.requestId)).toHaveLength(1);
  });

  it('an unexpected error takes back the whole call, and the same key does it all later', async () => {
    const [a, b, c] = (await seats(3)) as [OpenSeat, OpenSeat, OpenSeat];
    await rig.sql.unsafe(`
      create or replace function breaks() returns trigger language plpgsql as $$
      begin if new.task_id = '${c.taskId}' then raise exception 'the disk is full'; end if; return new; end $$;
      create trigger breaks before insert on decision for each row execute function breaks()`);
    const key = randomUUID();
    const items = [approve(a), { ...approve(b), contentHash: 'seen-before' }, approve(c)];
    const broken = await decide(BILLING_LEAD, items, key);
    expect([broken.status, broken.body.type]).toEqual([500, '/problems/internal']);
    expect(await decisionsOn([a, b, c])).toEqual([]);
    expect(await refusalsOn(b.requestId)).toEqual([]);
    await rig.sql`drop trigger breaks on decision`;
    const repaired = await decide(BILLING_LEAD, items, key);
    expect(repaired.body.outcomes.map(({ recorded }) => recorded)).toEqual([true, false, true]);
    expect(await refusalsOn(b.requestId)).toHaveLength(1);
  });

  it('by two people at once, the same tasks in opposite order: every seat is taken once and nobody fails', async () => {
    for (let round = 0; round < 3; round += 1) {
      const open = await seats(12);
      const [one, other] = await Promise.all([
        decide(BILLING_LEAD, open.map(approve)),
        decide(SECOND_LEAD, open.toReversed().map(approve)),
      ]);
      expect([one.status, other.status]).toEqual([200, 200]);
      const decided = await decisionsOn(open);
      expect(decided.map(({ task_id }) => task_id).toSorted()).toEqual(
        open.map(({ taskId }) => taskId).toSorted(),
      );
      const refused = [...one.body.outcomes, ...other.body.outcomes].filter(({ recorded }) => !recorded);
      expect(refused.map(({ code }) => code)).toEqual(open.map(() => 'TASK_NOT_OPEN'));
    }
  });
});

describe('fifty people deciding the same step at once', () => {
  const crowd = (name: string) => Array.from({ length: 50 }, (_, i) => `person:${name}.${i}`);

  async function gather(name: string, role: string, team: string): Promise<string[]> {
    const people = crowd(name);
    for (const id of people) await newPerson(id, role, team);
    await Promise.all(people.map((id) => rig.token(id)));
    return people;
  }

  async function allAtOnce(people: readonly string[], open: readonly OpenSeat[]) {
    return Promise.all(
      people.map(async (who, i) => {
        const { taskId, hash } = open[i % open.length] as OpenSeat;
        const answer = await rig.call<ProblemBody>(who, `/v1/tasks/${taskId}/decisions`, {
          body: { verdict: 'approve' },
          headers: { 'If-Match': `"${hash}"` },
        });
        return { who, taskId, ...answer };
      }),
    );
  }

  async function expectOneEffectASeat(
    answers: Awaited<ReturnType<typeof allAtOnce>>,
    open: readonly OpenSeat[],
  ): Promise<void> {
    const taken = answers.filter(({ status }) => status === 202);
    const rest = answers.filter(({ status }) => status !== 202);
    expect(taken.map(({ taskId }) => taskId).toSorted()).toEqual(open.map(({ taskId }) => taskId).toSorted());
    expect(rest).toHaveLength(50 - open.length);
    for (const { status, headers, body } of rest) {
      expect([status, body.code]).toEqual([409, 'TASK_NOT_OPEN']);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body.detail).toMatch(/already decided/);
    }
    const decided = await decisionsOn(open);
    expect(decided.map(({ actor_id }) => actor_id).toSorted()).toEqual(
      taken.map(({ who }) => who).toSorted(),
    );
    const [{ requestId } = { requestId: '' }] = open;
    const [counts] = await rig.sql`
      select (select count(*)::int from outbox where kind = 'signal' and request_id = ${requestId}) as signals,
             (select count(*)::int from audit_event where chain = ${requestId} and kind = 'decision-recorded') as recorded,
             (select count(*)::int from audit_event where chain = ${requestId} and kind = 'decision-refused') as refused,
             (select count(*)::int from task where request_id = ${requestId} and state = 'done') as done`;
    expect(counts).toEqual({
      ...{ signals: open.length, recorded: open.length, done: open.length },
      refused: 50 - open.length,
    });
  }

  it('a level of one seat: one decision, forty-nine are told that it is decided, nobody fails', async () => {
    const people = await gather('lead', 'team-lead', 'billing');
    const open = [await seat()];
    await expectOneEffectASeat(await allAtOnce(people, open), open);
  });

  it('a committee of three seats side by side: three decisions by three people', async () => {
    const people = await gather('member', 'committee', '*');
    const first = await seat({ role: 'committee', team: '*' });
    const more = [randomUUID(), randomUUID()].map((id) => ({ ...first, taskId: `TSK-US10-${id}` }));
    for (const { taskId } of more)
      await rig.sql`
        insert into task (legal_entity, id, request_id, revision, kind, state, level, role, team, because, content_hash, opened_at, due_at)
        select legal_entity, ${taskId}, request_id, revision, kind, state, level, role, team, because, content_hash, opened_at, due_at
        from task where id = ${first.taskId}`;
    const open = [first, ...more];
    await expectOneEffectASeat(await allAtOnce(people, open), open);
  });
});
