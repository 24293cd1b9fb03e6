import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideTask, type Recorded } from '../../db/decide.ts';
import type { Actor } from '../../domain/actor.ts';
import type { DecisionBody } from '../../domain/decision.ts';
import { Books, NOW } from './books.ts';
import { decideAs, proposed, type OpenSeat } from './case.ts';

const LEAD = 'person:priya.raman';
const ANALYST = 'person:maria.alvarez';
const MANAGER = 'person:robert.kim';

let books: Books;
let requestId: string;
let seat: OpenSeat;
beforeAll(async () => {
  books = await Books.open(20);
});
afterAll(() => books.close());
beforeEach(async () => {
  requestId = await books.capture(await books.invoice());
  [seat] = (await proposed(books, requestId)) as [OpenSeat];
});

const approve: DecisionBody = { verdict: 'approve', reason: '' };
const as = (who: string, body: DecisionBody = approve, at: OpenSeat = seat) => decideAs(books, who, at, body);
const codeOf = (recorded: Recorded): string => (recorded.ok ? 'ok' : recorded.code);
const rows = () => books.sql`select * from decision where request_id = ${requestId}`;
const audited = async (kind: string) =>
  (
    await books.sql`select actor_id, detail from audit_event where chain = ${requestId} and kind = ${kind} order by seq`
  ).map(({ actor_id, detail }) => ({ actor: actor_id as string, ...(detail as Record<string, unknown>) }));
const taskState = async (id = seat.taskId) =>
  (await books.sql`select state, done_by, verdict from task where id = ${id}`).map((row) =>
    Object.values(row),
  )[0];

describe('a decision for somebody else', () => {
  const DELEGATE = 'person:elena.petrova';
  const lend = (until: string, role = 'team-lead', from = LEAD) => books.sql`
    insert into delegation (id, delegator_id, delegate_id, role, entity, valid_from, valid_until, reason, created_by, created_at)
    values (${`DLG-${books.next()}`}, ${from}, ${DELEGATE}, ${role}, 'US10', '2020-01-01', ${until}, 'r', ${from}, now())`;
  afterEach(() => books.sql`delete from delegation`);

  it('names both, in the row and in the audit event', async () => {
    await lend('2100-01-01');
    expect(codeOf(await as(DELEGATE))).toBe('ok');
    expect(await rows()).toMatchObject([{ actor_id: DELEGATE, on_behalf_of: LEAD }]);
    expect(await audited('decision-recorded')).toMatchObject([
      { actor: DELEGATE, onBehalfOf: LEAD, via: 'delegation', path: [LEAD, DELEGATE] },
    ]);
  });

  it('made for an analyst counts as both their work: neither approves it', async () => {
    await lend('2100-01-01', 'analyst', ANALYST);
    const taskId = `TSK-US10-${books.next()}`;
    await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
      values ('US10', ${taskId}, ${requestId}, 1, 'assess', 'open', 'analyst', 'billing', 'b', 'hash')`;
    expect(codeOf(await as(DELEGATE, { verdict: 'deny', reason: 'r' }, { taskId, hash: 'hash' }))).toBe('ok');
    const touched = await books.sql`
      select actor_id from request_touch where request_id = ${requestId} and relation = 'preparer' order by 1`;
    expect(touched.map(({ actor_id }) => actor_id as string)).toEqual([DELEGATE, ANALYST]);
  });

  it('that the database refuses, what was lent having ended since it was read, is refused like any other', async () => {
    // In force when the application looks, at NOW; over by the database's clock.
    await lend('2026-11-17');
    expect(await as(DELEGATE)).toMatchObject({
      ok: false,
      code: 'NOT_AUTHORISED',
      reason: expect.stringContaining('has just ended'),
    });
    expect(await rows()).toEqual([]);
    expect(await taskState()).toEqual(['open', null, null]);
    expect(await audited('decision-refused')).toMatchObject([{ actor: DELEGATE, code: 'NOT_AUTHORISED' }]);
  });
});

describe('a decision', () => {
  it('is bound to proposal, role and people; takes the seat; is audited and queued', async () => {
    const recorded = await as(LEAD, { verdict: 'approve', reason: 'checked' });
    expect(recorded).toMatchObject({ ok: true, repeated: false });
    const [row] = await rows();
    expect(row).toMatchObject({
      ...{ actor_id: LEAD, role: 'team-lead', verdict: 'approve', reason: 'checked', status: 'recorded' },
      ...{
        content_hash: seat.hash,
        requester_id: expect.stringContaining('contact:'),
        preparer_id: 'system@v1',
      },
    });
    expect(await taskState()).toEqual(['done', LEAD, 'approve']);
    expect(await audited('decision-recorded')).toMatchObject([
      { actor: LEAD, decisionId: row?.['id'], contentHash: seat.hash },
    ]);
    const signals =
      await books.sql`select payload from outbox where request_id = ${requestId} and kind = 'signal'`;
    expect(signals.map(({ payload }) => payload as unknown)).toEqual([
      { signal: 'decided', id: row?.['id'] },
    ]);
  });

  const responded = async () =>
    (await books.sql`select first_response_at as at from request where id = ${requestId}`)[0]?.[
      'at'
    ] as Date | null;

  it.each([approve, { verdict: 'ask', reason: 'unclear', question: 'Which delivery?' } as const])(
    'to $verdict is the first response',
    async (body) => {
      expect(await responded()).toBeNull();
      expect(codeOf(await as(LEAD, body))).toBe('ok');
      expect(await responded()).toEqual(NOW);
    },
  );

  it.each([
    { verdict: 'consult', reason: 'unclear', team: 'logistics', question: 'Was it delivered?' } as const,
    { verdict: 'reject', reason: 'Half of it was agreed.' } as const,
  ])('to $verdict stays among us, and is none', async (body) => {
    expect(codeOf(await as(LEAD, body))).toBe('ok');
    expect(await responded()).toBeNull();
  });

  it('again is repeated, not recorded twice', async () => {
    const first = await as(LEAD);
    const again = await as(LEAD);
    expect(again).toEqual({ ...first, repeated: true });
    expect(await rows()).toHaveLength(1);
    expect(await audited('decision-recorded')).toHaveLength(1);
  });

  it('with another verdict or reason after the first is too late', async () => {
    await as(LEAD);
    expect(codeOf(await as(LEAD, { verdict: 'reject', reason: 'no' }))).toBe('TASK_NOT_OPEN');
    expect(codeOf(await as(LEAD, { verdict: 'approve', reason: 'other words' }))).toBe('TASK_NOT_OPEN');
  });

  it('of a question keeps the seat, closed until the answer, and repeats', async () => {
    const question: DecisionBody = { verdict: 'ask', reason: 'unclear', question: 'Which delivery?' };
    const first = await as(LEAD, question);
    expect(await taskState()).toEqual(['waiting', null, null]);
    expect(await as(LEAD, question)).toEqual({ ...first, repeated: true });
    await books.sql`update task set state = 'open' where id = ${seat.taskId}`;
    expect(await as(LEAD, question)).toMatchObject({ ok: true, repeated: false });
    expect(await rows()).toHaveLength(2);
  });
});

describe('fifty people at once on one seat', () => {
  it('are one decision; the others are told plainly', async () => {
    const lead = await books.actor(LEAD);
    const people = Array.from({ length: 50 }, (_, i): Actor => ({
      ...lead,
      id: `person:lead-${i}`,
      name: `Lead ${i}`,
    }));
    const ids = people.map(({ id }) => id);
    await books.sql`insert into principal (id, kind, name) select id, 'person', id from unnest(${ids}::text[]) as id`;
    await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from)
      select id, 'team-lead', 'US10', 'billing', '2020-01-01' from unnest(${ids}::text[]) as id`;
    const answers = await Promise.all(
      people.map((actor) =>
        decideTask(books.api.db, {
          taskId: seat.taskId,
          body: approve,
          seenHash: seat.hash,
          actor,
          now: NOW,
        }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = answers.filter((answer) => !answer.ok);
    expect(new Set(refusals.map(({ code, reason }) => `${code}: ${reason}`))).toEqual(
      new Set(['TASK_NOT_OPEN: This was already decided.']),
    );
    expect(await rows()).toHaveLength(1);
    expect(await audited('decision-refused')).toHaveLength(49);
  });

  it('as one person with one answer are one decision for all of them', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => as(LEAD)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.decision.id : answer.code))).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is audited with who, what and why, and changes nothing else', async () => {
    expect(codeOf(await as(ANALYST))).toBe('NOT_AUTHORISED');
    expect(codeOf(await as(LEAD, approve, { ...seat, hash: 'stale' }))).toBe('STALE_CONTENT');
    expect(codeOf(await as('service:portal'))).toBe('NOT_AUTHORISED');
    expect(await audited('decision-refused')).toMatchObject([
      { actor: ANALYST, verdict: 'approve', code: 'NOT_AUTHORISED', taskId: seat.taskId },
      { actor: LEAD, code: 'STALE_CONTENT', seenHash: 'stale' },
      { actor: 'service:portal', code: 'NOT_AUTHORISED' },
    ]);
    expect(await rows()).toHaveLength(0);
    expect(await taskState()).toEqual(['open', null, null]);
  });

  const never = ['TSK-US10-0', 'TSK-DE20-0', 'nonsense', '', "TSK-US10-'; drop table task"];
  it.each(never)('of the task %j, which is not there, is plain', async (taskId) => {
    expect(await as(LEAD, approve, { taskId, hash: '' })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  it('meets whoever made, prepared or touched the request', async () => {
    const of = async (by: string, preparerId: string) => {
      const own = await books.capture(await books.invoice(), { channel: 'service-desk' }, by);
      const [at] = await proposed(books, own, {
        preparerId,
        seats: [{ role: 'team-lead', team: 'billing' }],
      });
      return codeOf(await as(LEAD, approve, at));
    };
    expect(await of(LEAD, 'system@v1')).toBe('SOD_VIOLATION');
    expect(await of('person:jamie.sullivan', LEAD)).toBe('SOD_VIOLATION');
    expect(await of('person:jamie.sullivan', 'system@v1')).toBe('ok');
    await books.sql`insert into request_touch values ('US10', ${requestId}, ${LEAD}, 'price-maintainer', now())`;
    expect(codeOf(await as(LEAD))).toBe('SOD_VIOLATION');
  });

  it('meets the person who answers for the robot that handed it in', async () => {
    // Marcus Webb answers for the RPA robot.
    const own = await books.capture(await books.invoice(), { channel: 'rpa' }, 'service:rpa');
    const [at] = await proposed(books, own, { seats: [{ role: 'analyst', team: 'cash-application' }] });
    expect(codeOf(await as('person:marcus.webb', approve, at))).toBe('SOD_VIOLATION');
    expect(codeOf(await as('person:grace.okafor', approve, at))).toBe('ok');
  });

  it('meets the second level of the same person, also when both are asked for at once', async () => {
    const lead = await books.actor(LEAD);
    const both: Actor = { ...lead, grants: [...lead.grants, { role: 'manager', entity: 'US10', team: '*' }] };
    await books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${LEAD}, 'manager', 'US10', '2020-01-01')`;
    const own = await books.capture(await books.invoice());
    const levels = await proposed(books, own, {
      seats: [
        { role: 'team-lead', team: 'billing' },
        { role: 'manager', team: '*' },
      ],
    });
    const codes = await Promise.all(
      levels.map(async ({ taskId, hash }) =>
        codeOf(
          await decideTask(books.api.db, { taskId, body: approve, seenHash: hash, actor: both, now: NOW }),
        ),
      ),
    );
    await books.sql`delete from role_grant where principal_id = ${LEAD} and role = 'manager'`;
    expect(codes.toSorted()).toEqual(['SOD_VIOLATION', 'ok']);
    expect(codeOf(await as(MANAGER, approve, levels[1]))).toBe(codes[1] === 'ok' ? 'TASK_NOT_OPEN' : 'ok');
  });
});

describe('whoever prepares or classifies', () => {
  const open = async (kind: 'assess' | 'triage', role: string, team: string): Promise<OpenSeat> => {
    const taskId = `TSK-US10-${kind}-${books.next()}`;
    await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
      values ('US10', ${taskId}, ${requestId}, 1, ${kind}, 'open', ${role}, ${team}, 'b', 'h')`;
    return { taskId, hash: 'h' };
  };
  it('has touched the request from then on', async () => {
    expect(
      codeOf(
        await as(ANALYST, { verdict: 'deny', reason: 'no' }, await open('assess', 'analyst', 'billing')),
      ),
    ).toBe('ok');
    const classify: DecisionBody = {
      verdict: 'classify',
      reason: 'read',
      type: 'billing-dispute',
      disputeReason: 'PRICE',
    };
    expect(
      codeOf(
        await as('person:jamie.sullivan', classify, await open('triage', 'service-desk', 'service-desk')),
      ),
    ).toBe('ok');
    const touches =
      await books.sql`select actor_id, relation from request_touch where request_id = ${requestId} and actor_id like 'person:%' order by 1`;
    expect(touches.map((row) => Object.values(row))).toEqual([
      ['person:jamie.sullivan', 'classifier'],
      [ANALYST, 'preparer'],
    ]);
  });

  const proposals: [what: string, creditLines: { line: number; net: string }[] | undefined, field: string][] =
    [
      ['no line', undefined, '/creditLines'],
      ['an empty list', [], '/creditLines'],
      ['a line that is not there', [{ line: 9, net: '1.00' }], '/creditLines/0/line'],
      [
        'a line twice',
        [
          { line: 1, net: '1.00' },
          { line: 1, net: '2.00' },
        ],
        '/creditLines',
      ],
      ['more than the line', [{ line: 1, net: '1000.01' }], '/creditLines/0/net'],
      ['nothing', [{ line: 1, net: '0.00' }], '/creditLines/0/net'],
      ['a negative amount', [{ line: 1, net: '-1.00' }], '/creditLines/0/net'],
      ['no amount', [{ line: 1, net: 'ten' }], '/creditLines/0/net'],
    ];
  it.each(proposals)('proposing %s is told the field', async (_what, creditLines, field) => {
    const at = await open('assess', 'analyst', 'billing');
    const answer = await as(ANALYST, { verdict: 'propose', reason: 'r', creditLines }, at);
    expect(answer).toMatchObject({ ok: false, code: 'VALIDATION', field });
    expect(await taskState(at.taskId)).toEqual(['open', null, null]);
    expect(await audited('decision-refused')).toHaveLength(1);
  });

  it('proposing a receipt is told when it is missing, not there, spent, or the invoice is paid', async () => {
    await books.sql`update request set type = 'payment-clarification' where id = ${requestId}`;
    const told = async (receiptId?: string) => {
      const at = await open('assess', 'analyst', 'billing');
      const answer = await as(ANALYST, { verdict: 'propose', reason: 'r', receiptId }, at);
      return answer.ok ? 'ok' : [answer.field, answer.reason];
    };
    const spent = await books.receipt();
    await books.sql`update receipt set remaining_minor = 0 where id = ${spent}`;
    expect(await told()).toEqual(['/receiptId', 'Name the receipt to apply.']);
    expect(await told('RCPT-0')).toEqual(['/receiptId', 'There is no receipt "RCPT-0" in US10.']);
    expect(await told(spent)).toEqual(['/receiptId', expect.stringContaining('nothing left to apply')]);
    expect(await told(await books.receipt())).toBe('ok');
    await books.sql`update invoice set open_minor = 0 where id = (select invoice_id from request where id = ${requestId})`;
    expect(await told(await books.receipt())).toEqual([
      '/receiptId',
      expect.stringContaining('has no open amount'),
    ]);
  });
});
