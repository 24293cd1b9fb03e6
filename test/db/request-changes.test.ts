import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordChange, type ChangeToRecord } from '../../db/request-changes.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, NOW, refusedBy, sqlIn } from './books.ts';

let books: Books;
let requestId: string;
beforeAll(async () => {
  books = await Books.open(2);
});
beforeEach(async () => {
  requestId = await books.capture(await books.invoice());
});
afterAll(() => books.close());

const LEAD = 'person:priya.raman';
const CONTROLLER = 'person:margaret.whitfield';
const record = async (change: Partial<ChangeToRecord> = {}) =>
  inEntity(books.api.db, 'US10', (tx) =>
    recordChange(tx, {
      ...{ request: { legalEntity: 'US10', id: requestId }, kind: 'priority', detail: { priority: 'P1' } },
      ...{ reason: 'They called.', actor: { id: LEAD }, status: 'approved', now: NOW },
      ...change,
    }),
  );
const policyMove = { kind: 'policy-version', detail: { toVersion: 'v2' }, status: 'requested' } as const;
const asRole = (role: 'api' | 'worker', statement: string) =>
  refusedBy(sqlIn(books[role], 'US10', (sql) => sql.unsafe(statement)));
const messages = () =>
  books.sql`select kind, payload from outbox where request_id = ${requestId} and payload->>'signal' is not null
    or request_id = ${requestId} and payload->>'reopening' is not null`;

describe('a recorded change', () => {
  it('is on the audit chain, and goes to the workflow at once where nobody has to approve it', async () => {
    const { id, status } = await record();
    expect(id).toMatch(/^CHG-US10-/);
    expect(status).toBe('approved');
    expect(await messages()).toMatchObject([{ kind: 'signal', payload: { signal: 'changed', id } }]);
    const [event] = await books.sql`
      select actor_id, detail from audit_event where chain = ${requestId} and kind = 'change-requested'`;
    expect(event).toMatchObject({ actor_id: LEAD, detail: { changeId: id, to: { priority: 'P1' } } });
  });

  it('that waits for a second person tells the workflow nothing', async () => {
    await record(policyMove);
    expect(await messages()).toEqual([]);
  });

  it('that reopens begins a run, and its asker has touched the request', async () => {
    const { id } = await record({ kind: 'reopening', detail: {} });
    expect(await messages()).toMatchObject([{ kind: 'start', payload: { reopening: id, currency: 'USD' } }]);
    const touches = await books.sql`
      select relation from request_touch where request_id = ${requestId} and actor_id = ${LEAD}`;
    expect(touches).toMatchObject([{ relation: 'requester' }]);
    expect(await refusedBy(record({ kind: 'reopening', detail: {} }))).toBe('request_change_one_reopening');
  });

  it('needs a reason', async () => {
    expect(await refusedBy(record({ reason: ' ' }))).toBe('request_change_reason');
  });
});

describe('the database', () => {
  const inserted = (kind: string, status: string, more = '') =>
    asRole(
      'api',
      `insert into request_change (legal_entity, id, request_id, kind, reason, requested_by, requested_at, status${more === '' ? '' : ', decided_by, decided_at'})
       values ('US10', 'CHG-US10-${books.next()}', '${requestId}', '${kind}', 'because', '${LEAD}', now(), '${status}'${more})`,
    );

  it.each([
    ['priority', 'approved', 'nothing'],
    ['reopening', 'approved', 'nothing'],
    ['policy-version', 'requested', 'nothing'],
    ['priority', 'requested', 'request_change_begins'],
    ['priority', 'effective', 'request_change_begins'],
    ['policy-version', 'approved', 'request_change_begins'],
    ['policy-version', 'void', 'request_change_begins'],
  ])('lets a change of %s begin as %s: %s', async (kind, status, refused) => {
    expect(await inserted(kind, status)).toBe(refused);
  });

  it('takes no change that is decided as it is asked for', async () => {
    expect(await inserted('policy-version', 'requested', `, 'person:robert.kim', now()`)).toBe(
      'request_change_begins',
    );
  });

  const decided = (id: string, by: string, status = 'approved') =>
    asRole(
      'api',
      `update request_change set status = '${status}', decided_by = '${by}', decided_at = now() where id = '${id}'`,
    );
  const consumed = (id: string, status: string) =>
    asRole(
      'worker',
      `update request_change set status = '${status}', consumed_at = now() where id = '${id}'`,
    );

  it('has a second person decide, once, before it takes effect, once', async () => {
    const { id } = await record(policyMove);
    expect(await consumed(id, 'effective')).toMatch(/^request_change_(consumed|policy_approved)$/);
    const own = await record({ ...policyMove, actor: { id: CONTROLLER } });
    expect(await decided(own.id, CONTROLLER)).toBe('request_change_four_eyes');
    expect(await asRole('api', `update request_change set status = 'approved' where id = '${id}'`)).toMatch(
      /^request_change_(decided|policy_approved|policy_controller)$/,
    );
    expect(await decided(id, CONTROLLER)).toBe('nothing');
    expect(await decided(id, CONTROLLER, 'refused')).toBe('request_change_decided');
    expect(await consumed(id, 'requested')).toBe('request_change_consumed');
    expect(await consumed(id, 'effective')).toBe('nothing');
    expect(await consumed(id, 'void')).toBe('request_change_consumed');
  });

  it('has nobody edit what was asked for, nor the API make anything effective', async () => {
    const { id } = await record();
    for (const role of ['api', 'worker'] as const)
      expect(await asRole(role, `update request_change set detail = '{}' where id = '${id}'`)).toBe(
        'permission',
      );
    expect(await asRole('api', `update request_change set status = 'effective' where id = '${id}'`)).toBe(
      'request_change_decided',
    );
    expect(await asRole('worker', `update request_change set decided_by = 'x' where id = '${id}'`)).toBe(
      'permission',
    );
    expect(await asRole('api', `delete from request_change where id = '${id}'`)).toBe('permission');
    const asOwner = refusedBy(
      sqlIn(
        books.owner,
        'US10',
        (sql) => sql`update request_change set detail = '{"priority":"P2"}' where id = ${id}`,
      ),
    );
    expect(await asOwner).toBe('request_change_unchanged');
  });

  it('takes one withdrawal a cycle, and no message of another cycle', async () => {
    const said = (cycle: number) =>
      asRole(
        'api',
        `insert into customer_message (legal_entity, id, request_id, kind, text, actor_id, cycle, at)
         values ('US10', 'MSG-US10-${books.next()}', '${requestId}', 'withdrawal', 'No.', 'service:portal', ${cycle}, now())`,
      );
    expect(await said(1)).toBe('customer_message_cycle');
    expect(await said(0)).toBe('nothing');
    expect(await said(0)).toBe('customer_message_one_withdrawal');
    await books.sql`update request set cycle = 1 where id = ${requestId}`;
    expect(await said(0)).toBe('customer_message_cycle');
    expect(await said(1)).toBe('nothing');
  });
});
