import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  takeCustomerMessage,
  type CustomerMessage,
  type MessageRecorded,
} from '../../db/customer-messages.ts';
import type { RequestState } from '../../domain/request.ts';
import type { Actor } from '../../domain/actor.ts';
import { Books, NOW } from './books.ts';

let books: Books;
let portal: Actor;
let requestId: string;
beforeAll(async () => {
  books = await Books.open();
  portal = await books.actor('service:portal');
});
beforeEach(async () => {
  requestId = await books.capture(await books.invoice());
});
afterAll(() => books.close());

const say = (kind: CustomerMessage['kind'], of = requestId): Promise<MessageRecorded> =>
  takeCustomerMessage(books.api.db, { requestId: of, kind, text: 'It was DN-7.', actor: portal, now: NOW });
const codeOf = (recorded: MessageRecorded): string => (recorded.ok ? 'ok' : recorded.code);
const isIn = (state: RequestState) =>
  books.sql`update request set state = ${books.sql.json({ v: 1, state, clocks: [] })} where id = ${requestId}`;
const APPROVING: RequestState = { kind: 'approving', revision: 1, contentHash: 'h', level: 1, levels: 1 };
const ASKED: RequestState = {
  ...{ kind: 'awaiting-customer', since: NOW.toISOString(), question: 'Which?', taskId: 'T' },
  resume: APPROVING,
};
const messages = () =>
  books.sql`select kind, text, actor_id, consumed_at from customer_message where request_id = ${requestId}`;

describe('a reply', () => {
  it('to an open question is stored, audited and queued', async () => {
    await isIn(ASKED);
    const recorded = await say('reply');
    expect(await messages()).toMatchObject([
      { kind: 'reply', text: 'It was DN-7.', actor_id: 'service:portal', consumed_at: null },
    ]);
    const id = recorded.ok ? recorded.messageId : '';
    const [signal] =
      await books.sql`select payload from outbox where request_id = ${requestId} and kind = 'signal'`;
    expect(signal?.['payload']).toEqual({ signal: 'replied', id });
    const [event] =
      await books.sql`select detail from audit_event where chain = ${requestId} and kind = 'reply-recorded'`;
    expect(event?.['detail']).toEqual({ messageId: id });
  });

  it('without a question is refused, and nothing is stored', async () => {
    expect(await say('reply')).toMatchObject({ ok: false, code: 'NOT_AWAITING' });
    await isIn(APPROVING);
    expect(codeOf(await say('reply'))).toBe('NOT_AWAITING');
    expect(await messages()).toHaveLength(0);
  });

  it('may be followed by another', async () => {
    await isIn(ASKED);
    expect([codeOf(await say('reply')), codeOf(await say('reply'))]).toEqual(['ok', 'ok']);
  });
});

describe('a withdrawal', () => {
  const open: [string, RequestState | null][] = [
    ['has just been captured', null],
    ['is being assessed', { kind: 'assessing', revision: 1, preparedBy: 'system@v1', decisionId: null }],
    ['waits for an approval', APPROVING],
    ['waits for the customer', ASKED],
  ];
  it.each(open)('of a request that %s is taken', async (_where, state) => {
    if (state) await isIn(state);
    expect(codeOf(await say('withdrawal'))).toBe('ok');
    expect(
      await books.sql`select 1 from request where id = ${requestId} and withdraw_requested_at is not null`,
    ).toHaveLength(1);
  });

  const decided: [string, RequestState][] = [
    ['approved', { kind: 'approved', revision: 1, contentHash: 'h', outcome: 'VALID_FULL' }],
    ['executed', { kind: 'executed', outcome: 'VALID_FULL' }],
    ['ending', { kind: 'ending', outcome: 'WITHDRAWN', because: 'b' }],
  ];
  it.each(decided)('of a request that is %s is refused', async (_where, state) => {
    await isIn(state);
    expect(await say('withdrawal')).toMatchObject({
      code: 'REQUEST_CLOSED',
      reason: expect.stringContaining('already decided'),
    });
    expect(await messages()).toHaveLength(0);
  });

  it('is one, also when ten come at once', async () => {
    const codes = (await Promise.all(Array.from({ length: 10 }, () => say('withdrawal')))).map(codeOf);
    expect(codes.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'REQUEST_CLOSED'), 'ok']);
    expect(await messages()).toHaveLength(1);
  });
});

it('a closed request takes neither', async () => {
  await isIn(ASKED);
  await books.sql`update request set stage = 'closed', team = 'billing', outcome = 'WITHDRAWN', closed_at = now() where id = ${requestId}`;
  expect([codeOf(await say('reply')), codeOf(await say('withdrawal'))]).toEqual([
    'REQUEST_CLOSED',
    'REQUEST_CLOSED',
  ]);
});

it.each(['REQ-US10-0', 'REQ-DE20-100001', 'nonsense', ''])(
  'the request %j, which is not there, is plain',
  async (of) => {
    expect(codeOf(await say('reply', of))).toBe('NOT_FOUND');
  },
);
