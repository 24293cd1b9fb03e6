import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Books, refusedBy, sqlIn } from './books.ts';
import { proposed, type OpenSeat } from './case.ts';

const ASKER = 'person:robert.kim';
const LEAD = 'person:priya.raman';
const LOGISTICS = 'person:pedro.alvarado';
const SALES = 'person:hannah.brooks';

let books: Books;
let requestId: string;
let seats: OpenSeat[];
let consult: string;
beforeAll(async () => {
  books = await Books.open(2);
  // Lacking the role is one reason to be refused; here each lacks nothing but what the test is about.
  for (const who of [ASKER, LEAD])
    await books.sql`insert into role_grant (principal_id, role, entity, team, valid_from) values (${who}, 'analyst', 'US10', 'logistics', '2020-01-01')`;
  requestId = await books.capture(await books.invoice());
  seats = await proposed(books, requestId, {
    seats: [
      { role: 'team-lead', team: 'billing' },
      { role: 'manager', team: '*' },
    ],
  });
  consult = `TSK-${requestId.slice(4)}-consult`;
  await books.sql`
    insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, question, content_hash, asked_by, returns_to)
    values ('US10', ${consult}, ${requestId}, 1, 'consult', 'open', 'analyst', 'logistics', 'x', 'When?', 'hash', ${ASKER}, ${seats[1]?.taskId ?? ''})`;
});
afterAll(() => books.close());

/** A decision inserted as docket_api past every rule of the application. */
const insert = (actorId: string, row: Readonly<Record<string, string | number | null>>): Promise<string> =>
  refusedBy(
    sqlIn(
      books.api,
      'US10',
      (sql) => sql`
      insert into decision ${sql({
        ...{
          legal_entity: 'US10',
          id: `DEC-US10-${books.next()}`,
          request_id: requestId,
          revision: 1,
          reason: 'x',
        },
        ...{ actor_id: actorId, decided_at: '2026-11-16T15:00:00Z', status: 'recorded' },
        ...row,
      })}`,
    ),
  );
const answer = (actorId: string) =>
  insert(actorId, { task_id: consult, kind: 'consult', verdict: 'answer', role: 'analyst' });

describe('the database refuses an answer', () => {
  it('of who asked', async () => {
    expect(await answer(ASKER)).toBe('answer_by_another');
  });

  it('of who approved the proposal it is about', async () => {
    const [proposal] = await books.sql<{ requester_id: string }[]>`
      select requester_id from proposal where request_id = ${requestId}`;
    const approval = await insert(LEAD, {
      ...{ task_id: seats[0]?.taskId ?? '', kind: 'approve', verdict: 'approve', role: 'team-lead' },
      ...{ content_hash: seats[0]?.hash ?? '', preparer_id: 'system@v1' },
      requester_id: proposal?.requester_id ?? '',
    });
    expect(approval).toBe('nothing');
    expect(await answer(LEAD)).toBe('answer_untouched');
  });

  it('of another team', async () => {
    expect(await answer(SALES)).toBe('decision_authority');
  });

  it('and takes the one of a colleague', async () => {
    expect(await answer(LOGISTICS)).toBe('nothing');
  });
});
