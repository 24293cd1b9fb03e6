import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROPOSAL_COMES_FROM, type ProposalStatus } from '../../domain/proposal.ts';
import { moveProposal } from '../../db/stores/proposal-status.ts';
import { inEntity } from '../../db/transaction.ts';
import { Books, NOW, refusedBy, sqlIn } from './books.ts';
import { decideAs, proposed, type OpenSeat } from './case.ts';

let books: Books;
let requestId: string;
let seat: OpenSeat;
beforeAll(async () => {
  books = await Books.open(2);
});
beforeEach(async () => {
  requestId = await books.capture(await books.invoice());
  const [only] = await proposed(books, requestId);
  if (!only) throw new Error('no seat');
  seat = only;
});
afterAll(() => books.close());

const STATUSES = Object.keys(PROPOSAL_COMES_FROM) as ProposalStatus[];
const is = (status: ProposalStatus) =>
  books.sql`update proposal set status = ${status} where request_id = ${requestId}`;
const status = async () =>
  (await books.sql`select status from proposal where request_id = ${requestId}`)[0]?.['status'] as string;
const asRole = (role: 'worker' | 'owner', statement: string) =>
  refusedBy(sqlIn(books[role], 'US10', (sql) => sql.unsafe(statement)));
const become = (role: 'worker' | 'owner', to: ProposalStatus) =>
  asRole(role, `update proposal set status = '${to}' where request_id = '${requestId}'`);

// The rules and the database agree, each for itself.
describe.each(STATUSES)('a proposal that is %s', (from) => {
  const others = STATUSES.filter((to) => to !== from);
  const after = (to: ProposalStatus) => (PROPOSAL_COMES_FROM[to].includes(from) ? to : from);
  beforeEach(() => is(from));

  it.each(others)('is made %s by the application where that follows, and not otherwise', async (to) => {
    const request = { legalEntity: 'US10', id: requestId };
    const moved = await inEntity(books.worker.db, 'US10', (tx) => moveProposal(tx, request, 1, to));
    expect([moved, await status()]).toEqual([after(to) === to, after(to)]);
  });

  it.each(others)('is made %s by any statement of the worker only where that follows', async (to) => {
    const otherwise = from === 'posted' ? 'proposal_posted_is_final' : 'proposal_moves';
    expect(await become('worker', to)).toBe(after(to) === to ? 'nothing' : otherwise);
    expect(await status()).toBe(after(to));
  });
});

it('posted, a proposal stays so, whoever writes', async () => {
  await is('posted');
  for (const to of STATUSES.filter((one) => one !== 'posted'))
    expect(await become('owner', to)).toBe('proposal_posted_is_final');
  expect(await become('worker', 'posted')).toBe('nothing');
});

it.each([
  ['pending', 'nothing'],
  ['approved', 'nothing'],
  ...['posted', 'returned', 'refused', 'withdrawn'].map((begins) => [begins, 'proposal_moves']),
])('begins as %s: %s', async (begins, refused) => {
  const statement = `
    insert into proposal (legal_entity, request_id, revision, content_hash, content, customer_group, matrix_column, amount_minor, basis_minor, functional_minor, currency, requester_id, preparer_id, chain, status, routed_at)
    select legal_entity, request_id, 2, 'h2', content, customer_group, matrix_column, amount_minor, basis_minor, functional_minor, currency, requester_id, preparer_id, chain, '${begins}', routed_at
    from proposal where request_id = '${requestId}'`;
  expect(await asRole('worker', statement)).toBe(refused);
});

describe('an approval', () => {
  const voided = () =>
    asRole(
      'worker',
      `update decision set status = 'void', status_reason = 'because', consumed_at = '${NOW.toISOString()}' where request_id = '${requestId}'`,
    );
  const effective = () =>
    asRole(
      'worker',
      `update decision set status = 'effective', consumed_at = now() where request_id = '${requestId}'`,
    );
  beforeEach(async () => {
    const recorded = await decideAs(books, 'person:priya.raman', seat);
    if (!recorded.ok) throw new Error(recorded.reason);
  });

  it('that something was posted on is not taken back', async () => {
    await effective();
    await is('posted');
    expect(await voided()).toBe('decision_spent');
  });

  it('that came too late for what is posted is void', async () => {
    await is('posted');
    expect(await voided()).toBe('nothing');
  });

  it('of what was only approved is taken back', async () => {
    await effective();
    await is('approved');
    expect(await voided()).toBe('nothing');
  });
});
