import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Books, refusedBy, sqlIn } from './books.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open(2);
});
afterAll(() => books.close());

type Role = 'api' | 'worker';
const ROLES: readonly Role[] = ['api', 'worker'];
const attempt = (role: Role, statement: string) =>
  refusedBy(sqlIn(books[role], 'US10', (sql) => sql.unsafe(statement)));

/** Tables the role may insert into; every other one is refused. */
const INSERTS: Record<Role, readonly string[]> = {
  api: [
    ...['api_idempotency', 'audit_event', 'customer_message', 'decision', 'dunning_block', 'outbox'],
    ...['request', 'request_touch', 'web_session', 'absence', 'delegation', 'notice', 'policy_draft'],
    ...['policy_version', 'request_change'],
  ],
  worker: [
    ...[
      'assessment',
      'audit_event',
      'credit_memo',
      'credit_memo_line',
      'document',
      'document_number',
      'effect',
    ],
    ...[
      'evidence',
      'explanation',
      'journal_entry',
      'ledger_transfer',
      'notice',
      'outbox',
      'proposal',
      'request_touch',
      'sla_mark',
      'task',
    ],
  ],
};
/** Any column that a statement could set. */
const columnOf = async (table: string): Promise<string> => {
  const [column] = await books.sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_identity = 'NO' limit 1`;
  return column?.name ?? '';
};
const privilegesOf = async (role: Role, privilege: string): Promise<string[]> => {
  const rows = await books.sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and has_table_privilege(${`docket_${role}`}, oid, ${privilege}) order by 1`;
  return rows.map(({ name }) => name);
};

describe.each(ROLES)('%s', (role) => {
  it('inserts into exactly these tables', async () => {
    expect(await privilegesOf(role, 'INSERT')).toEqual(INSERTS[role].toSorted());
  });

  it('truncates nothing, and makes no trigger or reference', async () => {
    for (const privilege of ['TRUNCATE', 'TRIGGER', 'REFERENCES'])
      expect([privilege, ...(await privilegesOf(role, privilege))]).toEqual([privilege]);
    expect(await attempt(role, 'truncate dunning_block')).toBe('permission');
  });

  it('deletes at most its own sessions and answers', async () => {
    expect(await privilegesOf(role, 'DELETE')).toEqual(
      role === 'api' ? ['api_idempotency', 'web_session'] : [],
    );
  });

  const records = [
    'ledger_transfer',
    'journal_entry',
    'credit_memo',
    'credit_memo_line',
    'audit_event',
    'effect',
    'evidence',
    'policy_version',
  ];
  it.each(records)('can neither update nor delete %s', async (table) => {
    expect(await attempt(role, `delete from ${table}`)).toBe('permission');
    const column = await columnOf(table);
    expect(await attempt(role, `update ${table} set ${column} = ${column}`)).toBe('permission');
  });

  const masterData = [
    'customer',
    'contract',
    'price_agreement',
    'kyc_profile',
    'credit_profile',
    'invoice',
    'invoice_line',
    'account',
    'fiscal_period',
    'principal',
    'role_grant',
    'identity',
    'legal_entity',
    'customer_credit',
  ];
  it.each(masterData)('can’t change %s', async (table) => {
    const column = await columnOf(table);
    expect(await attempt(role, `update ${table} set ${column} = ${column}`)).toBe('permission');
    expect(await attempt(role, `insert into ${table} default values`)).toBe('permission');
  });

  it('is no superuser, bypasses no policy, makes no role and owns nothing', async () => {
    const [found] = await books.sql`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powerful,
             (select count(*)::int from pg_class where relowner = r.oid) as owns,
             pg_has_role(r.oid, 'docket_owner', 'member') as owner
      from pg_roles r where rolname = ${`docket_${role}`}`;
    expect(found).toEqual({ powerful: false, owns: 0, owner: false });
    expect(await attempt(role, 'set role docket_owner')).toBe('permission');
    expect(await attempt(role, 'create table mine (id int)')).toBe('permission');
    expect(await attempt(role, 'alter table request disable row level security')).toBe('permission');
  });
});

describe('what only one of them may do', () => {
  const cases: [role: Role, what: string, statement: string][] = [
    ['api', 'post to the ledger', 'insert into ledger_transfer default values'],
    ['api', 'propose', 'insert into proposal default values'],
    ['api', 'open a task', 'insert into task default values'],
    ['api', 'add evidence', 'insert into evidence default values'],
    ['api', 'number a document', 'insert into document_number default values'],
    ['api', 'change whose turn it is', "update task set role = 'analyst'"],
    ['api', 'put off a task', 'update task set due_at = now()'],
    ['api', 'change where a request stands', "update request set stage = 'closed'"],
    ['api', 'change a request’s state', "update request set state = '{}'"],
    ['api', 'change what was claimed', 'update request set claimed_minor = 1'],
    ['api', 'change whom a request waits for', "update request set waiting_for = 'x'"],
    ['api', 'forestall a step of the workflow', 'insert into effect default values'],
    ['api', 'make a decision effective', "update decision set status = 'effective'"],
    ['api', 'approve a proposal', "update proposal set status = 'approved'"],
    ['worker', 'decide', 'insert into decision default values'],
    ['worker', 'change a decision’s verdict', "update decision set verdict = 'approve'"],
    ['worker', 'change who decided', "update decision set actor_id = 'x'"],
    ['worker', 'change whose turn it is', "update task set role = 'analyst'"],
    ['worker', 'change what a task is about', "update task set content_hash = 'x'"],
    ['worker', 'hand in a request', 'insert into request default values'],
    ['worker', 'change who asked', "update request set requester_id = 'x'"],
    ['worker', 'change what was claimed', 'update request set claimed_minor = 1'],
    ['worker', 'speak for the customer', 'insert into customer_message default values'],
    ['worker', 'change a proposal', 'update proposal set amount_minor = 1'],
    ['worker', 'change a proposal’s hash', "update proposal set content_hash = 'x'"],
    ['worker', 'read sessions', 'select * from web_session'],
    ['worker', 'read kept answers', 'select * from api_idempotency'],
    ['worker', 'change what a receipt has left', 'update receipt set remaining_minor = 1'],
    ['worker', 'change whose a receipt is', "update receipt set customer_id = 'x'"],
    ['worker', 'stop dunning for longer', "update dunning_block set blocked_until = '2099-12-31'"],
    ['worker', 'change a letter', "update document set text = 'x'"],
  ];
  it.each(cases)('%s can’t %s', async (role, _what, statement) => {
    expect(await attempt(role, statement)).toBe('permission');
  });

  it('others may: the same statements are granted to the role whose work it is', async () => {
    const allowed: [Role, string][] = [
      ['api', 'update task set state = state'],
      ['api', 'update request set updated_at = updated_at'],
      ['worker', 'update task set state = state'],
      ['worker', 'update request set stage = stage'],
      ['worker', 'update decision set status = status'],
      ['worker', 'update proposal set status = status'],
      ['worker', 'update document set sent_at = sent_at'],
      ['api', 'select * from web_session'],
    ];
    for (const [role, statement] of allowed)
      expect([statement, await attempt(role, statement)]).toEqual([statement, 'nothing']);
  });
});
