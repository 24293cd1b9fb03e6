import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lendAuthority, takeBack } from '../../db/standing-in.ts';
import { Books, NOW, refusedBy } from './books.ts';

const MANAGER = 'person:robert.kim';
const OTHER_MANAGER = 'person:angela.moretti';

let books: Books;
beforeAll(async () => {
  books = await Books.open(4);
});
beforeEach(async () => {
  await books.sql`delete from delegation`;
  await books.sql`delete from absence`;
});
afterAll(() => books.close());

const by = { actorId: MANAGER, now: NOW, operation: 'test' };
async function lent(): Promise<string> {
  const done = await books.api.db.transaction((tx) =>
    lendAuthority(tx, {
      ...by,
      ...{ role: 'manager', entity: 'US10', team: '*', delegateId: OTHER_MANAGER, reason: 'Leave' },
      ...{ from: '2026-11-16T00:00:00Z', until: '2026-11-20T00:00:00Z' },
    }),
  );
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.row.id;
}
const asApi = (statement: string, values: string[] = []) =>
  refusedBy(books.api.sql.unsafe(statement, values));
const asWorker = (statement: string, values: string[] = []) =>
  refusedBy(books.worker.sql.unsafe(statement, values));

describe('lent authority in the database', () => {
  it('taken back stays taken back', async () => {
    const id = await lent();
    await books.api.db.transaction((tx) => takeBack(tx, id, by));
    for (const set of ['revoked_at = null, revoked_by = null', "revoked_at = now() + interval '1 year'"])
      expect(await asApi(`update delegation set ${set} where id = $1`, [id])).toBe(
        'delegation_taken_back_once',
      );
  });

  it('is taken back by whoever lent it', async () => {
    const id = await lent();
    expect(
      await asApi('update delegation set revoked_at = now(), revoked_by = $2 where id = $1', [
        id,
        OTHER_MANAGER,
      ]),
    ).toBe('delegation_taken_back_once');
  });

  it.each([
    ['is longer', "valid_until = now() + interval '9 years'"],
    ['is of more', 'limit_minor = null'],
    ['is another’s', "delegate_id = 'person:maria.alvarez'"],
    ['is of another role', "role = 'cfo'"],
  ])('once lent never %s', async (_what, set) => {
    const id = await lent();
    expect(await asApi(`update delegation set ${set} where id = $1`, [id])).toBe('permission');
    expect(await asWorker(`update delegation set ${set} where id = $1`, [id])).toBe('permission');
  });

  it('is never deleted, nor written by the worker', async () => {
    await lent();
    expect(await asApi('delete from delegation')).toBe('permission');
    expect(await asApi('delete from absence')).toBe('permission');
    expect(await asWorker('update delegation set revoked_at = now(), revoked_by = delegator_id')).toBe(
      'permission',
    );
    expect(
      await asWorker(
        "insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at) values ('ABS-1', 'person:robert.kim', now(), now() + interval '1 day', 'x', now())",
      ),
    ).toBe('permission');
  });

  it('is lent to another, by oneself, for some time, of something', async () => {
    const insert = (
      delegator: string,
      delegate: string,
      creator: string,
      until = '2026-11-20',
      limit = '1',
    ) =>
      asApi(
        `insert into delegation (id, delegator_id, delegate_id, role, entity, limit_minor, valid_from, valid_until, reason, created_by, created_at)
         values ('DLG-raw', $1, $2, 'manager', 'US10', $5, '2026-11-16', $4, 'r', $3, now())`,
        [delegator, delegate, creator, until, limit],
      );
    expect(await insert(MANAGER, MANAGER, MANAGER)).toBe('delegation_to_another');
    expect(await insert(MANAGER, OTHER_MANAGER, OTHER_MANAGER)).toBe('delegation_own');
    expect(await insert(MANAGER, OTHER_MANAGER, MANAGER, '2026-11-16')).toBe('delegation_period');
    expect(await insert(MANAGER, OTHER_MANAGER, MANAGER, '2026-11-20', '0')).toBe('delegation_limit');
  });
});

describe('an absence in the database', () => {
  it('cancelled stays cancelled', async () => {
    await books.sql`
      insert into absence (id, principal_id, absent_from, absent_until, created_by, created_at)
      values ('ABS-1', ${MANAGER}, now(), now() + interval '1 day', ${MANAGER}, now())`;
    expect(await asApi("update absence set cancelled_at = now() where id = 'ABS-1'")).toBe('nothing');
    expect(await asApi("update absence set cancelled_at = null where id = 'ABS-1'")).toBe(
      'absence_cancelled_once',
    );
  });
});

describe('a rate', () => {
  const insert = (rate: string) =>
    refusedBy(
      books.sql`insert into exchange_rate (from_currency, to_currency, day, rate) values ('EUR', 'USD', '2026-11-16', ${rate})`,
    );
  it.each(['NaN', 'Infinity', '1e3', '-1', '0', ' 1.1', '1,1', '1.'])('is never %j', async (rate) => {
    expect(await insert(rate)).not.toBe('nothing');
  });
  it('is a plain decimal', async () => {
    expect(await insert('1.083333')).toBe('nothing');
  });
});
