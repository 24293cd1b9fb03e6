import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MATRIX_COLUMNS } from '../../domain/policy/schema.ts';
import { dutiesOf } from '../../domain/segregation.ts';
import { TASK_KINDS, type Team, VERDICTS } from '../../domain/vocabulary.ts';
import { dutiesFor } from '../../db/stores/duties.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, refusedBy, sqlIn } from './books.ts';
import { assessed, proposed, type OpenSeat } from './case.ts';

let books: Books;
let customerId: string;
const DESK = 'person:jamie.sullivan';
const ANALYST = 'person:maria.alvarez';
const LEAD = 'person:priya.raman';
const AWAY = 'person:devon.clarke';

beforeAll(async () => {
  books = await Books.open(4);
  // Lacking the role is one reason to be refused; here each lacks nothing but what the test is about.
  for (const who of [DESK, ANALYST, LEAD, AWAY])
    for (const role of ['team-lead', 'analyst'])
      await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from)
        values (${who}, ${role}, 'US10', 'billing', '2020-01-01') on conflict do nothing`;
  for (const lender of [AWAY, ANALYST])
    await books.sql`insert into delegation (id, delegator_id, delegate_id, role, entity, team, valid_from, valid_until, reason, created_by, created_at)
      values (${`DLG-${lender}`}, ${lender}, ${LEAD}, 'team-lead', 'US10', 'billing', '2020-01-01', '2090-01-01', 'leave', ${lender}, now())`;
});
afterAll(() => books.close());
beforeEach(async () => {
  customerId = await books.customer();
});

/** A request of the customer's, its approval open. */
async function open(
  column = 'credit-memo',
  team: Team = 'billing',
): Promise<OpenSeat & { requestId: string }> {
  const invoiceId = await books.invoice({ customerId });
  const requestId = await books.capture(invoiceId);
  const [seat] = await proposed(books, requestId, { seats: [{ role: 'team-lead', team }] });
  if (!seat) throw new Error('no seat');
  await books.sql`update proposal set matrix_column = ${column} where request_id = ${requestId}`;
  return { requestId, ...seat };
}

interface Decided {
  readonly by: string;
  readonly for?: string;
  readonly verdict?: string;
  readonly at?: string;
}

/** As docket_api, past every rule of the application. */
async function decide(
  seat: OpenSeat & { requestId: string },
  { by, for: behalf, verdict = 'approve', at }: Decided,
): Promise<string> {
  const [task] = await books.sql`select kind, role, revision from task where id = ${seat.taskId}`;
  const [proposal] =
    await books.sql`select requester_id, preparer_id from proposal where request_id = ${seat.requestId}`;
  const approval = task?.['kind'] === 'approve';
  const row = {
    ...{
      legal_entity: 'US10',
      id: `DEC-US10-${books.next()}`,
      request_id: seat.requestId,
      task_id: seat.taskId,
    },
    ...{
      revision: task?.['revision'] as number,
      kind: task?.['kind'] as string,
      role: task?.['role'] as string,
    },
    ...{ verdict, reason: 'because', actor_id: by, on_behalf_of: behalf ?? null },
    content_hash: approval ? seat.hash : null,
    requester_id: approval ? (proposal?.['requester_id'] as string) : null,
    preparer_id: approval ? (proposal?.['preparer_id'] as string) : null,
    decided_at: at ?? new Date().toISOString(),
  };
  return refusedBy(sqlIn(books.api, 'US10', (sql) => sql`insert into decision ${sql(row)}`));
}

/** An open task of the analysts on a request of the customer's. */
async function assessment(type = 'billing-dispute'): Promise<OpenSeat & { requestId: string }> {
  const requestId = await books.capture(await books.invoice({ customerId }));
  const taskId = `TSK-US10-${books.next()}`;
  await books.sql`update request set type = ${type} where id = ${requestId}`;
  await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
    values ('US10', ${taskId}, ${requestId}, 1, 'assess', 'open', 'analyst', 'billing', 'b', 'h')`;
  return { requestId, taskId, hash: 'h' };
}

const remembered = async (): Promise<string[]> => {
  const rows = await inEntity(books.api.db, 'US10', (tx) =>
    dutiesFor(tx, { entities: ['US10'], customerIds: [customerId], requestIds: [], since: new Date(0) }),
  );
  return rows.map(({ actorId, duty }) => `${actorId} ${duty}`).toSorted();
};
const age = (days: number, seconds = 0) => books.sql`
  update duty set at = date_trunc('second', now()) - make_interval(hours => ${days * 24}, secs => ${seconds}) where customer_id = ${customerId}`;

describe('the database remembers', () => {
  it('who asked: a person, and the person behind a robot; no contact and no service', async () => {
    await books.capture(await books.invoice({ customerId }), { channel: 'service-desk' }, DESK);
    expect(await remembered()).toEqual([`${DESK} request`]);
    await books.capture(await books.invoice({ customerId }), { channel: 'rpa' }, 'service:rpa');
    expect(await remembered()).toEqual([`${DESK} request`, 'person:marcus.webb request']);
  });

  it('who prepared, by proposing, denying or classifying', async () => {
    for (const [who, verdict] of [
      [ANALYST, 'propose'],
      [DESK, 'deny'],
    ] as const)
      expect(await decide(await assessment(), { by: who, verdict })).toBe('nothing');
    expect(await remembered()).toEqual([`${DESK} prepare`, `${ANALYST} prepare`]);
    const { requestId } = await assessment();
    await sqlIn(
      books.worker,
      'US10',
      (sql) => sql`insert into request_touch values ('US10', ${requestId}, ${LEAD}, 'classifier', now())`,
    );
    expect(await remembered()).toContain(`${LEAD} prepare`);
  });

  it('what was prepared, once its column is known', async () => {
    await decide(await assessment('payment-clarification'), { by: ANALYST, verdict: 'propose' });
    expect(await remembered()).toEqual([`${ANALYST} apply-cash`, `${ANALYST} prepare`]);
    const requestId = await books.capture(await books.invoice({ customerId }));
    await sqlIn(
      books.worker,
      'US10',
      (
        sql,
      ) => sql`insert into proposal (legal_entity, request_id, revision, content_hash, content, customer_group, matrix_column,
        amount_minor, basis_minor, currency, requester_id, preparer_id, chain, status, routed_at)
        values ('US10', ${requestId}, 1, 'h', '{}', 'G', 'write-off', 1, 1, 'USD', 'contact:c', ${DESK}, '{"seats":[]}', 'pending', now())`,
    );
    expect(await remembered()).toContain(`${DESK} request-write-off`);
  });

  it('who approved, and for whom they stood in; not who rejected or asked', async () => {
    expect(await decide(await open(), { by: LEAD, verdict: 'reject' })).toBe('nothing');
    expect(await decide(await open(), { by: LEAD, verdict: 'ask' })).toBe('nothing');
    expect(await remembered()).toEqual([]);
    expect(await decide(await open('refund'), { by: LEAD, for: AWAY })).toBe('nothing');
    expect(await remembered()).toEqual([
      `${AWAY} approve`,
      `${AWAY} approve-refund`,
      `${LEAD} approve`,
      `${LEAD} approve-refund`,
    ]);
  });

  it('neither claiming, nor evidence, nor the upkeep of a price: they bar on their own request alone', async () => {
    const { requestId } = await assessment();
    for (const relation of ['claimant', 'evidence', 'price-maintainer'])
      await sqlIn(
        books.api,
        'US10',
        (sql) => sql`insert into request_touch values ('US10', ${requestId}, ${LEAD}, ${relation}, now())`,
      );
    expect(await remembered()).toEqual([]);
  });

  it('the latest time, and none in the past', async () => {
    const seat = await assessment();
    await decide(seat, { by: ANALYST, verdict: 'propose', at: '2020-01-01T00:00:00Z' });
    const [row] =
      await books.sql`select at > now() - interval '1 minute' as recent from duty where customer_id = ${customerId}`;
    expect(row).toEqual({ recent: true });
    await age(50);
    await sqlIn(
      books.worker,
      'US10',
      (sql) =>
        sql`insert into request_touch values ('US10', ${seat.requestId}, ${ANALYST}, 'preparer', now())`,
    );
    const rows =
      await books.sql`select at > now() - interval '1 minute' as recent from duty where customer_id = ${customerId}`;
    expect(rows.map((one) => one['recent'])).toEqual([true]);
  });

  it('and no role of the application writes, changes or forgets it', async () => {
    await decide(await assessment(), { by: ANALYST, verdict: 'deny' });
    for (const role of [books.api, books.worker])
      for (const statement of [
        "insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at) values ('US10', 'c', 'r', 'person:x', 'approve', now())",
        "update duty set at = '2020-01-01'",
        'delete from duty',
        'truncate duty',
        "select remember_duties('US10', 'r', array['person:x'], array['approve'], now())",
      ])
        expect([statement, await refusedBy(sqlIn(role, 'US10', (sql) => sql.unsafe(statement)))]).toEqual([
          statement,
          'permission',
        ]);
  });
});

describe('and refuses across the requests of a customer', () => {
  it.each([
    ['who prepared yesterday to approve today', 'propose'],
    ['who denied yesterday to approve today', 'deny'],
  ])('%s', async (_what, verdict) => {
    await decide(await assessment(), { by: LEAD, verdict });
    expect(await decide(await open(), { by: LEAD })).toBe('decision_duties');
  });

  it('who asked to approve afterwards, or to sit on the seat at all', async () => {
    await books.capture(await books.invoice({ customerId }), { channel: 'service-desk' }, LEAD);
    const seat = await open();
    for (const verdict of ['approve', 'reject', 'ask'])
      expect(await decide(seat, { by: LEAD, verdict })).toBe('decision_duties');
    expect(await decide(seat, { by: ANALYST })).toBe('nothing');
  });

  it('who approved to prepare; capturing is never refused', async () => {
    await decide(await open(), { by: LEAD });
    for (const verdict of ['propose', 'deny'])
      expect(await decide(await assessment(), { by: LEAD, verdict })).toBe('decision_duties');
    expect(await decide(await assessment(), { by: LEAD, verdict: 'ask' })).toBe('nothing');
    await books.capture(await books.invoice({ customerId }), { channel: 'service-desk' }, LEAD);
  });

  it('who stands in for somebody who may not', async () => {
    await decide(await assessment(), { by: ANALYST, verdict: 'propose' });
    const seat = await open();
    expect(await decide(seat, { by: LEAD, for: ANALYST })).toBe('decision_authority');
    expect(await decide(seat, { by: LEAD })).toBe('nothing');
  });

  it('applied cash and a write-off', async () => {
    await books.sql`insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
      values ('US10', ${customerId}, 'REQ-US10-0', ${ANALYST}, 'request-write-off', now())`;
    const cash = await assessment('payment-clarification');
    expect(await decide(cash, { by: ANALYST, verdict: 'propose' })).toBe('decision_duties');
    expect(await decide(cash, { by: ANALYST, verdict: 'deny' })).toBe('nothing');
  });

  it('for ninety times 24 hours, whatever date the decision says', async () => {
    await decide(await assessment(), { by: LEAD, verdict: 'propose' });
    const seat = await open();
    await age(90, -60);
    expect(await decide(seat, { by: LEAD })).toBe('decision_duties');
    expect(await decide(seat, { by: LEAD, at: '2040-01-01T00:00:00Z' })).toBe('decision_duties');
    await age(90);
    expect(await decide(seat, { by: LEAD })).toBe('nothing');
  });

  it('for as long as the policy of the request says', async () => {
    await decide(await assessment(), { by: LEAD, verdict: 'propose' });
    await age(30);
    const seat = await open();
    await books.sql`insert into policy_version (version, effective_from, document, hash, author_id, publisher_id)
      select 'v2', '2050-01-01', jsonb_set(document, '{segregation,acrossRequestsDays}', '30'), 'h', author_id, publisher_id from policy_version where version = 'v1'`;
    expect(await decide(seat, { by: LEAD })).toBe('decision_duties');
    await books.sql`update request set policy_version = 'v2' where id = ${seat.requestId}`;
    expect(await decide(seat, { by: LEAD })).toBe('nothing');
  });

  it('but not for another customer', async () => {
    await decide(await assessment(), { by: LEAD, verdict: 'propose' });
    customerId = await books.customer();
    expect(await decide(await open(), { by: LEAD })).toBe('nothing');
  });

  it('and on the request itself, however long ago', async () => {
    const seat = await open();
    await decide(seat, { by: LEAD });
    await age(1_000);
    await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
      values ('US10', ${`TSK-again-${seat.requestId}`}, ${seat.requestId}, 2, 'assess', 'open', 'analyst', 'billing', 'b', 'h')`;
    const again = { ...seat, taskId: `TSK-again-${seat.requestId}` };
    expect(await decide(again, { by: LEAD, verdict: 'propose' })).toBe('decision_duties');
    expect(await decide(again, { by: ANALYST, verdict: 'propose' })).toBe('nothing');
  });

  it('one of two at once: prepared here, approved there', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 5 }, async () => [await open(), await assessment()] as const),
    );
    for (const [seat, task] of pairs) {
      await books.sql`delete from duty where customer_id = ${customerId}`;
      const outcomes = await Promise.all([
        decide(seat, { by: LEAD }),
        decide(task, { by: LEAD, verdict: 'deny' }),
      ]);
      expect(outcomes.toSorted()).toEqual(['decision_duties', 'nothing']);
    }
  });
});

describe('a request that has ended, or moved on', () => {
  const cases: [what: string, change: (id: string) => Promise<unknown>, constraint: string][] = [
    [
      'closed',
      (id) =>
        books.sql`update request set stage = 'closed', closed_at = now(), outcome = 'INVALID' where id = ${id}`,
      'decision_request_open',
    ],
    [
      'withdrawn',
      (id) => books.sql`update request set withdraw_requested_at = now() where id = ${id}`,
      'decision_request_open',
    ],
    [
      'at a later revision',
      (id) => books.sql`update request set revision = 2 where id = ${id}`,
      'decision_newest',
    ],
    [
      'at a later revision by its state',
      (id) =>
        books.sql`update request set state = jsonb_set(state, '{state,revision}', '2') where id = ${id}`,
      'decision_newest',
    ],
    [
      'while another seat’s question is with the customer',
      (id) =>
        books.sql`update request set stage = 'awaiting-customer', state = jsonb_set(state, '{state}',
          jsonb_build_object('kind', 'awaiting-customer', 'resume', state->'state')) where id = ${id}`,
      'decision_customer_asked',
    ],
  ];
  it.each(cases)('takes no approval: %s', async (_what, change, constraint) => {
    const seat = await open();
    await change(seat.requestId);
    expect(await decide(seat, { by: LEAD })).toBe(constraint);
  });
});

it('who is barred for what they did is nobody who is there: their absent colleague’s manager stands in', async () => {
  const [absent, boss] = ['person:elena.petrova', 'person:angela.moretti'];
  await books.sql`update principal set manager_id = ${boss} where id = ${absent}`;
  await books.sql`insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
    values ('ABS-1', ${absent}, '2020-01-01', '2090-01-01', ${absent}, now())`;
  const seat = await open('credit-memo', 'cash-application');
  await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values ('person:marcus.webb', 'team-lead', 'US10', 'cash-application', '2020-01-01')`;
  expect(await decide(seat, { by: boss, for: absent })).toBe('decision_authority');
  await books.sql`insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
    values ('US10', ${customerId}, 'REQ-US10-0', 'person:marcus.webb', 'prepare', now())`;
  expect(await decide(seat, { by: boss, for: absent })).toBe('nothing');
});

it('SQL and domain name the same duties for every kind, verdict and column', async () => {
  for (const kind of TASK_KINDS)
    for (const verdict of VERDICTS)
      for (const column of [...MATRIX_COLUMNS, null]) {
        const [row] = await books.sql<
          { duties: string[] }[]
        >`select duties_of(${kind}, ${verdict}, ${column}) as duties`;
        expect([kind, verdict, column, row?.duties]).toEqual([
          kind,
          verdict,
          column,
          dutiesOf(kind, verdict, column),
        ]);
      }
});

it('a run of rules alone leaves no duties behind', async () => {
  await books.price({ customerId, at: '40.00' });
  const requestId = await books.capture(await books.invoice({ customerId }));
  await assessed(books, requestId);
  expect(await remembered()).toEqual([]);
});
