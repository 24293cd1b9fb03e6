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
    ...{ requester_id: REQUESTER, preparer_id: PREPARER },
    ...change,
  };
  return refusedBy(
    sqlIn(
      books.api,
      'US10',
      (sql) => sql`
      insert into decision ${sql({ ...row, legal_entity: 'US10', id: `DEC-US10-${books.next()}`, role: 'team-lead', decided_at: '2026-11-16T15:00:00Z' })}`,
    ),
  );
};
const second = () => ({ task_id: seats[1]?.taskId ?? '' });

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
    expect(await decide(second())).toBe('decision_distinct_people');
    expect(await decide({ ...second(), actor_id: MANAGER })).toBe('nothing');
  });

  it('a seat is taken once, whatever the verdict', async () => {
    expect(await decide({ actor_id: 'person:angela.moretti' })).toBe('decision_one_per_seat');
    expect(await decide({ actor_id: 'person:angela.moretti', verdict: 'reject' })).toBe(
      'decision_one_per_seat',
    );
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
  const assess = { task_id: 'TSK-US10-assess', kind: 'assess', verdict: 'propose', actor_id: TOUCHER };
  expect(await decide({ ...assess, content_hash: null, requester_id: null, preparer_id: null })).toBe(
    'nothing',
  );
});

it('the worker can’t record a decision at all', async () => {
  const attempt = sqlIn(
    books.worker,
    'US10',
    (sql) => sql`insert into decision select * from decision limit 1`,
  );
  expect(await refusedBy(attempt)).toBe('permission');
});
