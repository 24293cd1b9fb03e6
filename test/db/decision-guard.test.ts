import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Books, refusedBy, sqlIn } from './books.ts';
import { proposed, type OpenSeat } from './case.ts';

let books: Books;
let requestId: string;
let seats: OpenSeat[];
const REQUESTER = 'person:jamie.sullivan';
const PREPARER = 'person:maria.alvarez';
const TOUCHER = 'person:devon.clarke';
const LEAD = 'person:priya.raman';
const MANAGER = 'person:robert.kim';

beforeAll(async () => {
  books = await Books.open(2);
  // Lacking the role is one reason to be refused; here each lacks nothing but what the test is about.
  for (const who of [REQUESTER, PREPARER, TOUCHER, 'service:portal'])
    await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values (${who}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
});
afterAll(() => books.close());

/** A request of Jamie, a proposal of Maria, touched by Devon; two open levels. */
async function begin(): Promise<void> {
  requestId = await books.capture(await books.invoice(), { channel: 'service-desk' }, REQUESTER);
  seats = await proposed(books, requestId, {
    preparerId: PREPARER,
    seats: [
      { role: 'team-lead', team: 'billing' },
      { role: 'manager', team: '*' },
    ],
  });
  await books.sql`insert into request_touch values ('US10', ${requestId}, ${TOUCHER}, 'classifier', now())`;
}

interface Row {
  readonly actor_id: string;
  readonly on_behalf_of: string | null;
  readonly task_id: string;
  readonly content_hash: string | null;
  readonly request_id: string;
  readonly revision: number;
  readonly kind: string;
  readonly verdict: string;
  readonly reason: string;
  readonly requester_id: string | null;
  readonly preparer_id: string | null;
  readonly role: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly consumed_at: string | null;
}

/** A row inserted as docket_api past every rule of the application. */
const decide = (change: Partial<Row> = {}): Promise<string> => {
  const row: Row = {
    ...{
      actor_id: LEAD,
      on_behalf_of: null,
      task_id: seats[0]?.taskId ?? '',
      content_hash: seats[0]?.hash ?? '',
    },
    ...{ request_id: requestId, revision: 1, kind: 'approve', verdict: 'approve', reason: 'x' },
    ...{ requester_id: REQUESTER, preparer_id: PREPARER, role: 'team-lead' },
    ...{ status: 'recorded', status_reason: null, consumed_at: null },
    ...change,
  };
  return refusedBy(
    sqlIn(
      books.api,
      'US10',
      (sql) => sql`
      insert into decision ${sql({ ...row, legal_entity: 'US10', id: `DEC-US10-${books.next()}`, decided_at: '2026-11-16T15:00:00Z' })}`,
    ),
  );
};
const second = () => ({ task_id: seats[1]?.taskId ?? '', role: 'manager' });

describe('the database itself refuses an approval', () => {
  beforeAll(begin);
  const cases: [what: string, change: Partial<Row>, constraint: string][] = [
    ['by the requester', { actor_id: REQUESTER }, 'decision_untouched'],
    ['by the preparer', { actor_id: PREPARER }, 'decision_segregation_of_duties'],
    ['by whoever touched the request', { actor_id: TOUCHER }, 'decision_untouched'],
    ['on behalf of the requester', { on_behalf_of: REQUESTER }, 'decision_untouched'],
    ['on behalf of the preparer', { on_behalf_of: PREPARER }, 'decision_segregation_of_duties'],
    ['on behalf of whoever touched it', { on_behalf_of: TOUCHER }, 'decision_untouched'],
    ['of other content', { content_hash: 'another' }, 'decision_matches_content'],
    ['of another revision', { revision: 2 }, 'decision_matches_task'],
    ['under another kind', { kind: 'assess', verdict: 'propose' }, 'decision_matches_task'],
    [
      'of a task that is not there',
      { task_id: 'TSK-US10-0' },
      'decision_legal_entity_task_id_task_legal_entity_id_fk',
    ],
    ['without content', { content_hash: null }, 'decision_approval_bound'],
    ['without a requester', { requester_id: null }, 'decision_approval_bound'],
    ['without a preparer', { preparer_id: null }, 'decision_approval_bound'],
    ['that names another requester', { requester_id: 'person:nobody', actor_id: LEAD }, 'decision_proposal'],
    [
      'by the preparer, naming another preparer',
      { preparer_id: 'person:nobody', actor_id: PREPARER },
      'decision_proposal',
    ],
    ['with an unknown verdict', { verdict: 'perhaps' }, 'decision_verdict'],
    ['that rejects without a reason', { verdict: 'reject', reason: '  ' }, 'decision_reason'],
  ];
  it.each(cases)('%s', async (_what, change, constraint) => {
    expect(await decide(change)).toBe(constraint);
  });

  it('with the task of another request', async () => {
    const [before] = seats;
    await begin();
    expect(await decide({ task_id: before?.taskId ?? '' })).toBe('decision_matches_task');
  });

  it('but takes one by somebody else, of what the task is about', async () => {
    expect(await decide()).toBe('nothing');
  });
});

describe('one person, one seat', () => {
  beforeAll(begin);
  it('nobody approves two levels of one revision', async () => {
    expect(await decide()).toBe('nothing');
    await books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${LEAD}, 'manager', 'US10', '2020-01-01')`;
    expect(await decide(second())).toBe('decision_distinct_people');
    expect(await decide({ ...second(), actor_id: MANAGER })).toBe('nothing');
  });

  it('a seat is taken once, whatever the verdict', async () => {
    const other = 'person:angela.moretti';
    await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values (${other}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
    expect(await decide({ actor_id: other })).toBe('decision_one_per_seat');
    expect(await decide({ actor_id: other, verdict: 'reject' })).toBe('decision_one_per_seat');
  });

  it('a question does not take it, and a void decision gives it back', async () => {
    await begin();
    expect(await decide({ verdict: 'ask' })).toBe('nothing');
    expect(await decide({ verdict: 'ask' })).toBe('nothing');
    expect(await decide()).toBe('nothing');
    await books.sql`update decision set status = 'void' where request_id = ${requestId} and verdict = 'approve'`;
    expect(await decide()).toBe('nothing');
  });
});

it('who touched a request may still classify or prepare it', async () => {
  await begin();
  await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
    values ('US10', 'TSK-US10-assess', ${requestId}, 1, 'assess', 'open', 'analyst', 'billing', 'b', 'h')`;
  const assess = {
    task_id: 'TSK-US10-assess',
    kind: 'assess',
    verdict: 'propose',
    actor_id: TOUCHER,
    role: 'analyst',
  };
  expect(await decide({ ...assess, content_hash: null, requester_id: null, preparer_id: null })).toBe(
    'nothing',
  );
});

describe('a decision begins', () => {
  beforeAll(begin);
  const LATER = '2030-01-01T00:00:00Z';
  const cases: [what: string, change: Partial<Row>, constraint: string][] = [
    ['effective', { status: 'effective' }, 'decision_recorded'],
    ['void', { status: 'void' }, 'decision_recorded'],
    ['consumed', { consumed_at: '2026-11-16T15:00:00Z' }, 'decision_recorded'],
    ['judged', { status_reason: 'fine' }, 'decision_recorded'],
    ['in another role than its task’s', { role: 'cfo' }, 'decision_matches_task'],
    ['by nobody there is', { actor_id: 'person:nobody' }, 'decision_authority'],
    ['by a service', { actor_id: 'service:portal' }, 'decision_authority'],
    ['by somebody of another role', { actor_id: MANAGER }, 'decision_authority'],
    ['by a lead of another team', { actor_id: 'person:elena.petrova' }, 'decision_authority'],
    ['by a lead of another entity', { actor_id: 'person:katrin.hoffmann' }, 'decision_authority'],
    [
      'as nobody there is, effective, in a role of their choice',
      { actor_id: 'person:ghost', status: 'effective', role: 'cfo' },
      'decision_matches_task',
    ],
  ];
  it.each(cases)('never %s', async (_what, change, constraint) => {
    expect(await decide(change)).toBe(constraint);
  });

  it.each(['waiting', 'done', 'void'])('never on a task that is %s', async (state) => {
    const taskId = seats[0]?.taskId ?? '';
    await books.sql`update task set state = ${state}, done_by = ${state === 'done' ? 'x' : null} where id = ${taskId}`;
    expect(await decide()).toBe('decision_task_open');
    await books.sql`update task set state = 'open', done_by = null where id = ${taskId}`;
  });

  it('never by somebody who has left, whose grant has ended, or has not begun', async () => {
    await books.sql`update principal set active = 'no' where id = ${LEAD}`;
    expect(await decide()).toBe('decision_authority');
    await books.sql`update principal set active = 'yes' where id = ${LEAD}`;
    await books.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${LEAD}`;
    expect(await decide()).toBe('decision_authority');
    await books.sql`update role_grant set valid_until = null, valid_from = ${LATER} where principal_id = ${LEAD}`;
    expect(await decide()).toBe('decision_authority');
    await books.sql`update role_grant set valid_from = '2020-01-01' where principal_id = ${LEAD}`;
  });

  it('never on a seat that is another person’s', async () => {
    const taskId = seats[0]?.taskId ?? '';
    await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values (${MANAGER}, 'team-lead', 'US10', 'billing', '2020-01-01')`;
    await books.sql`update task set assignee_id = ${MANAGER} where id = ${taskId}`;
    expect(await decide()).toBe('decision_authority');
    await books.sql`delete from role_grant where principal_id = ${MANAGER} and role = 'team-lead'`;
    await books.sql`update task set assignee_id = ${LEAD} where id = ${taskId}`;
  });

  it('never on a question to the customer', async () => {
    await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
      values ('US10', 'TSK-US10-question', ${requestId}, 1, 'provide-information', 'open', 'customer', '*', 'b', 'h')`;
    const question = { task_id: 'TSK-US10-question', kind: 'provide-information', role: 'customer' };
    expect(await decide({ ...question, content_hash: null })).toBe('decision_authority');
  });

  it('recorded, by who holds the role for the group, or for this entity and team', async () => {
    expect(await decide()).toBe('nothing');
    await books.sql`update task set role = 'cfo', team = '*' where id = ${seats[1]?.taskId ?? ''}`;
    const cfo = { ...second(), role: 'cfo', actor_id: 'person:catherine.laurent' };
    expect(await decide(cfo)).toBe('nothing');
  });
});

describe('two seats of one role, side by side', () => {
  it('are stored as two, and are two people’s', async () => {
    requestId = await books.capture(await books.invoice(), { channel: 'service-desk' }, REQUESTER);
    const committee = { role: 'committee', team: '*', level: 1 } as const;
    seats = await proposed(books, requestId, { preparerId: PREPARER, seats: [committee, committee] });
    const [osei, chang] = ['person:daniel.osei', 'person:victor.chang'] as const;
    expect(await decide({ actor_id: osei, role: 'committee' })).toBe('nothing');
    expect(await decide({ ...second(), actor_id: osei, role: 'committee' })).toBe('decision_distinct_people');
    expect(await decide({ ...second(), actor_id: chang, role: 'committee' })).toBe('nothing');
  });
});

it('the worker can’t record a decision at all', async () => {
  const attempt = sqlIn(
    books.worker,
    'US10',
    (sql) => sql`insert into decision select * from decision limit 1`,
  );
  expect(await refusedBy(attempt)).toBe('permission');
});
