import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Books, refusedBy, sqlIn } from './books.ts';
import { proposed, type OpenSeat } from './case.ts';

/**
 * Rows inserted as docket_api past every rule of the application: the database itself asks whether the actor stands in for whom they
 * say. Boss holds the manager's role, alone; Chief is Boss's manager, Top is Chief's. The proposal's basis is 600.00.
 */
let books: Books;
let requestId: string;
let seats: OpenSeat[];
const REQUESTER = 'person:jamie.sullivan';
const PREPARER = 'person:maria.alvarez';
const [BOSS, CHIEF, TOP] = ['person:boss', 'person:chief', 'person:top'];
const [ANN, BOB, CID, DAN] = ['person:ann', 'person:bob', 'person:cid', 'person:dan'];

beforeAll(async () => {
  books = await Books.open(2);
  await books.sql`delete from role_grant where role = 'manager'`;
  for (const id of [TOP, CHIEF, BOSS, ANN, BOB, CID, DAN]) await person(id);
  await books.sql`update principal set manager_id = ${TOP} where id = ${CHIEF}`;
  await books.sql`update principal set manager_id = ${CHIEF} where id = ${BOSS}`;
  await grant(BOSS, 'manager');
});
afterAll(() => books.close());

const person = (id: string) =>
  books.sql`insert into principal (id, kind, name, email) values (${id}, 'person', ${id}, null)`;
const grant = (id: string, role: string, entity = 'US10') =>
  books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${id}, ${role}, ${entity}, '2020-01-01')`;

interface Lent {
  readonly role?: string;
  readonly entity?: string;
  readonly team?: string;
  readonly limit?: string | null;
  /** Hours from now. */
  readonly from?: number;
  readonly until?: number;
}
const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
async function lend(from: string, to: string, lent: Lent = {}): Promise<string> {
  const id = `DLG-${books.next()}`;
  const { role = 'manager', entity = 'US10', team = '*', limit = null } = lent;
  await books.sql`insert into delegation (id, delegator_id, delegate_id, role, entity, team, limit_minor, valid_from, valid_until, reason, created_by, created_at)
    values (${id}, ${from}, ${to}, ${role}, ${entity}, ${team}, ${limit}, ${hours(lent.from ?? -1)}, ${hours(lent.until ?? 1)}, 'r', ${from}, now())`;
  return id;
}
const away = (who: string, from = -1, until = 1) =>
  books.sql`insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
    values (${`ABS-${books.next()}`}, ${who}, ${hours(from)}, ${hours(until)}, ${who}, now())`;

beforeEach(async () => {
  requestId = await books.capture(await books.invoice(), { channel: 'service-desk' }, REQUESTER);
  seats = await proposed(books, requestId, {
    preparerId: PREPARER,
    seats: [
      { role: 'manager', team: '*' },
      { role: 'controller', team: '*' },
    ],
  });
});
afterEach(async () => {
  await books.sql`delete from delegation`;
  await books.sql`delete from absence`;
  await books.sql`update principal set active = 'yes'`;
});

interface Attempt {
  readonly verdict?: string;
  readonly seat?: number;
  readonly role?: string;
}
const decide = (actor: string, onBehalfOf: string | null, attempt: Attempt = {}): Promise<string> => {
  const { verdict = 'approve', seat = 0, role = seat === 0 ? 'manager' : 'controller' } = attempt;
  const row = {
    ...{ legal_entity: 'US10', id: `DEC-US10-${books.next()}`, request_id: requestId, revision: 1, role },
    ...{ task_id: seats[seat]?.taskId ?? '', kind: 'approve', verdict, reason: 'x', actor_id: actor },
    ...{ on_behalf_of: onBehalfOf, content_hash: seats[seat]?.hash ?? '', requester_id: REQUESTER },
    ...{ preparer_id: PREPARER, decided_at: '2026-11-16T15:00:00Z' },
  };
  return refusedBy(sqlIn(books.api, 'US10', (sql) => sql`insert into decision ${sql(row)}`));
};
const touch = (who: string) =>
  books.sql`insert into request_touch values ('US10', ${requestId}, ${who}, 'evidence', now())`;
const NOBODY = 'decision_authority';

describe('a delegate', () => {
  it('decides for who lent them the role, and for nobody else', async () => {
    await lend(BOSS, ANN);
    expect(await decide(ANN, CHIEF)).toBe(NOBODY);
    expect(await decide(ANN, null)).toBe(NOBODY);
    expect(await decide(ANN, ANN)).toBe(NOBODY);
    expect(await decide(BOB, BOSS)).toBe(NOBODY);
    expect(await decide(BOSS, ANN)).toBe(NOBODY);
    expect(await decide(ANN, BOSS)).toBe('nothing');
  });

  const cases: [what: string, lent: Lent, refused: string][] = [
    ['for all entities', { entity: '*' }, 'nothing'],
    ['up to exactly the basis', { limit: '60000' }, 'nothing'],
    ['of one team: a seat without a team is anyone’s who holds the role', { team: 'billing' }, 'nothing'],
    ['for another entity', { entity: 'DE20' }, NOBODY],
    ['of another role', { role: 'controller' }, NOBODY],
    ['up to a cent less than the basis', { limit: '59999' }, NOBODY],
    ['that has ended', { from: -2, until: -0.01 }, NOBODY],
    ['that has not begun', { from: 0.5 }, NOBODY],
  ];
  it.each(cases)('under a delegation %s', async (_what, lent, refused) => {
    await lend(BOSS, ANN, lent);
    expect(await decide(ANN, BOSS)).toBe(refused);
  });

  it('no longer, once it is revoked', async () => {
    const id = await lend(BOSS, ANN);
    await books.sql`update delegation set revoked_at = now(), revoked_by = ${BOSS} where id = ${id}`;
    expect(await decide(ANN, BOSS)).toBe(NOBODY);
  });

  it('no longer, once either has left, or the role has ended', async () => {
    await lend(BOSS, ANN);
    await books.sql`update principal set active = 'no' where id = ${BOSS}`;
    expect(await decide(ANN, BOSS)).toBe(NOBODY);
    await books.sql`update principal set active = 'yes' where id = ${BOSS}`;
    await books.sql`update principal set active = 'no' where id = ${ANN}`;
    expect(await decide(ANN, BOSS)).toBe(NOBODY);
    await books.sql`update principal set active = 'yes' where id = ${ANN}`;
    await books.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${BOSS}`;
    expect(await decide(ANN, BOSS)).toBe(NOBODY);
    await books.sql`update role_grant set valid_until = null where principal_id = ${BOSS}`;
    expect(await decide(ANN, BOSS)).toBe('nothing');
  });

  it('of a delegate decides, three in a row and no further', async () => {
    for (const [from, to] of [
      [BOSS, ANN],
      [ANN, BOB],
      [BOB, CID],
      [CID, DAN],
    ] as const)
      await lend(from, to);
    expect(await decide(DAN, BOSS)).toBe(NOBODY);
    expect(await decide(CID, BOSS)).toBe('nothing');
  });

  it('in a cycle is nobody’s, and the cycle ends', async () => {
    await lend(ANN, BOB);
    await lend(BOB, ANN);
    expect(await decide(ANN, BOB)).toBe(NOBODY);
    expect(await decide(BOB, ANN)).toBe(NOBODY);
    await lend(BOSS, ANN);
    await lend(BOB, BOSS);
    expect(await decide(BOSS, BOSS)).toBe(NOBODY);
    expect(await decide(BOB, BOSS)).toBe('nothing');
  });

  it('never where the path leads through somebody who touched the request', async () => {
    await lend(BOSS, ANN);
    await lend(ANN, BOB);
    await touch(ANN);
    expect(await decide(BOB, BOSS)).toBe(NOBODY);
    expect(await decide(ANN, BOSS)).toBe('decision_untouched');
  });

  it('never for somebody who touched the request, asked for it or prepared it', async () => {
    await lend(BOSS, ANN);
    await touch(BOSS);
    expect(await decide(ANN, BOSS)).toBe('decision_untouched');
    for (const who of [REQUESTER, PREPARER]) {
      await grant(who, 'manager');
      await lend(who, BOB);
    }
    expect(await decide(BOB, REQUESTER)).toBe('decision_untouched');
    expect(await decide(BOB, PREPARER)).toBe('decision_segregation_of_duties');
    await books.sql`delete from role_grant where role = 'manager' and principal_id in (${REQUESTER}, ${PREPARER})`;
  });

  it('never fills a seat beside the one of who lent it, nor the other way round', async () => {
    await grant(BOSS, 'controller');
    await lend(BOSS, ANN);
    expect(await decide(ANN, BOSS)).toBe('nothing');
    expect(await decide(BOSS, null, { seat: 1 })).toBe('decision_distinct_people');
    await lend(BOSS, BOB, { role: 'controller' });
    expect(await decide(BOB, BOSS, { seat: 1 })).toBe('decision_distinct_people');
    await grant(CID, 'controller');
    await lend(CID, ANN, { role: 'controller' });
    expect(await decide(ANN, CID, { seat: 1 })).toBe('decision_distinct_people');
    expect(await decide(CID, null, { seat: 1 })).toBe('nothing');
    await books.sql`delete from role_grant where role = 'controller' and principal_id in (${BOSS}, ${CID})`;
  });

  it('after a rejection neither: it fills a seat like an approval', async () => {
    await grant(BOSS, 'controller');
    expect(await decide(BOSS, null, { verdict: 'reject' })).toBe('nothing');
    expect(await decide(BOSS, null, { seat: 1, verdict: 'reject' })).toBe('decision_distinct_people');
    await books.sql`delete from role_grant where role = 'controller' and principal_id = ${BOSS}`;
  });
});

describe('the manager of who is away', () => {
  it('decides for them while they are, the nearest who is there', async () => {
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
    await away(BOSS);
    expect(await decide(TOP, BOSS)).toBe(NOBODY);
    expect(await decide(ANN, BOSS)).toBe(NOBODY);
    expect(await decide(CHIEF, BOSS)).toBe('nothing');
  });

  it('or theirs, where that one is away too', async () => {
    await away(BOSS);
    await away(CHIEF);
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
    expect(await decide(TOP, BOSS)).toBe('nothing');
  });

  it.each([
    ['an absence that is over', -3, -0.01],
    ['one that has not begun', 0.5, 2],
  ])('not for %s', async (_what, from, until) => {
    await away(BOSS, from, until);
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
  });

  it('not for one that was cancelled', async () => {
    await away(BOSS);
    await books.sql`update absence set cancelled_at = now()`;
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
  });

  it('not while a delegate is there', async () => {
    await away(BOSS);
    await lend(BOSS, ANN);
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
    await away(ANN);
    expect(await decide(CHIEF, BOSS)).toBe('nothing');
  });

  it('not while somebody else holds the role and is there, unless they may not decide', async () => {
    await away(BOSS);
    await grant(DAN, 'manager');
    expect(await decide(CHIEF, BOSS)).toBe(NOBODY);
    await touch(DAN);
    expect(await decide(CHIEF, BOSS)).toBe('nothing');
    await books.sql`delete from role_grant where principal_id = ${DAN}`;
  });

  it('not for one who touched the request, nor having touched it', async () => {
    await away(BOSS);
    await touch(CHIEF);
    expect(await decide(CHIEF, BOSS)).toBe('decision_untouched');
    expect(await decide(TOP, BOSS)).toBe('nothing');
  });

  it('does not keep who is away from deciding', async () => {
    await away(BOSS);
    expect(await decide(BOSS, null)).toBe('nothing');
  });
});

describe('a named seat', () => {
  const assign = (who: string, role = 'manager') =>
    books.sql`update task set assignee_id = ${who}, role = ${role} where id = ${seats[0]?.taskId ?? ''}`;

  it('is its person’s, or whoever stands in for exactly them', async () => {
    await grant(DAN, 'manager');
    await lend(DAN, ANN);
    await lend(BOSS, BOB);
    await assign(BOSS);
    expect(await decide(DAN, null)).toBe(NOBODY);
    expect(await decide(ANN, DAN)).toBe(NOBODY);
    expect(await decide(BOB, BOSS)).toBe('nothing');
    await books.sql`delete from role_grant where principal_id = ${DAN}`;
  });

  it('of a committee is an alternate’s who was named for it, and no other’s', async () => {
    for (const who of [CID, DAN]) await grant(who, 'committee-alternate', '*');
    await assign(CID, 'committee');
    expect(await decide(DAN, null, { role: 'committee' })).toBe(NOBODY);
    expect(await decide(CID, null, { role: 'committee' })).toBe('nothing');
  });

  it('of any other role is no alternate’s', async () => {
    await assign(CID);
    expect(await decide(CID, null)).toBe(NOBODY);
  });

  it('is anyone’s of the role once its person has left, or lost the role', async () => {
    await grant(DAN, 'manager');
    await assign(DAN);
    expect(await decide(BOSS, null)).toBe(NOBODY);
    await books.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${DAN} and role = 'manager'`;
    expect(await decide(BOSS, null, { verdict: 'ask' })).toBe('nothing');
    await books.sql`update role_grant set valid_until = null where principal_id = ${DAN}`;
    expect(await decide(BOSS, null)).toBe(NOBODY);
    await books.sql`update principal set active = 'no' where id = ${DAN}`;
    expect(await decide(BOSS, null)).toBe('nothing');
    await books.sql`delete from role_grant where principal_id = ${DAN} and role = 'manager'`;
  });

  it('is anyone’s of the role once its person may not decide it: for a touch, or what they did for the customer', async () => {
    await grant(DAN, 'manager');
    await assign(DAN);
    await lend(BOSS, ANN);
    expect(await decide(BOSS, null, { verdict: 'ask' })).toBe(NOBODY);
    const [{ customer_id: customer } = { customer_id: '' }] = await books.sql<{ customer_id: string }[]>`
      select customer_id from request where id = ${requestId}`;
    await books.sql`insert into duty (legal_entity, customer_id, request_id, actor_id, duty, at)
      values ('US10', ${customer}, 'REQ-US10-other', ${DAN}, 'prepare', now())`;
    expect(await decide(BOSS, null, { verdict: 'ask' })).toBe('nothing');
    expect(await decide(ANN, BOSS, { verdict: 'ask' })).toBe('nothing');
    expect(await decide(DAN, null)).toBe('decision_duties');
    await books.sql`delete from duty where actor_id = ${DAN}`;
    await touch(DAN);
    expect(await decide(BOSS, null)).toBe('nothing');
    await books.sql`delete from role_grant where principal_id = ${DAN} and role = 'manager'`;
  });

  it('of a committee is then any member’s or alternate’s who has no other seat of it', async () => {
    await books.sql`delete from role_grant where role = 'committee-alternate'`;
    const [first, second] = seats.map(({ taskId }) => taskId);
    for (const who of [CID, DAN, ANN])
      await grant(who, who === ANN ? 'committee-alternate' : 'committee', '*');
    await books.sql`update task set role = 'committee', assignee_id = ${CID} where id = ${first ?? ''}`;
    await books.sql`update task set role = 'committee', assignee_id = ${DAN} where id = ${second ?? ''}`;
    expect(await decide(ANN, null, { role: 'committee' })).toBe(NOBODY);
    await touch(CID);
    expect(await decide(DAN, null, { role: 'committee' })).toBe('decision_distinct_people');
    expect(await decide(ANN, null, { role: 'committee' })).toBe('nothing');
    expect(await decide(DAN, null, { role: 'committee', seat: 1 })).toBe('nothing');
    await books.sql`delete from role_grant where role like 'committee%'`;
  });
});

describe('an owned request', () => {
  const assess = async (actor: string, onBehalfOf: string | null) => {
    const taskId = `TSK-US10-${books.next()}`;
    await books.sql`insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, content_hash)
      values ('US10', ${taskId}, ${requestId}, 1, 'assess', 'open', 'analyst', 'billing', 'b', 'h')`;
    const row = {
      ...{ legal_entity: 'US10', id: `DEC-US10-${books.next()}`, request_id: requestId, revision: 1 },
      ...{ task_id: taskId, kind: 'assess', verdict: 'deny', reason: 'x', actor_id: actor, role: 'analyst' },
      ...{ on_behalf_of: onBehalfOf, decided_at: '2026-11-16T15:00:00Z' },
    };
    return refusedBy(sqlIn(books.api, 'US10', (sql) => sql`insert into decision ${sql(row)}`));
  };

  it('is assessed by its owner, or whoever stands in for them; unowned by any analyst', async () => {
    const other = 'person:devon.clarke';
    expect(await assess(other, null)).toBe('nothing');
    await books.sql`update request set owner_id = ${PREPARER} where id = ${requestId}`;
    expect(await assess(other, null)).toBe(NOBODY);
    expect(await assess(PREPARER, null)).toBe('nothing');
    expect(await assess(ANN, PREPARER)).toBe(NOBODY);
    await lend(PREPARER, ANN, { role: 'analyst' });
    expect(await assess(ANN, PREPARER)).toBe('nothing');
  });
});
