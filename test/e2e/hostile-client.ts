import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import type { eventView } from '../../api/schemas/resources.ts';
import {
  approve,
  approveUntilClosed,
  AUDITOR,
  awaitsLevel,
  BILLING_LEAD,
  expectClosedAsWorked,
  expectLedgerInOrder,
  handInAll,
  SOON,
  TWO_LEVELS,
  type HandedIn,
  type Seat,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

type Event = z.infer<typeof eventView>;

/** Someone who reaches Temporal and speaks to a waiting run past every check of the API. */
export const hostileClient = (stack: StackUnderTest) =>
  describe('a hostile Temporal client', () => {
    let handedIn: HandedIn;
    let victim: Seat;
    /** Decisions that were taken: of the victim's own first level, and of another request. */
    let ownDecision: string;
    let othersDecision: string;

    beforeAll(async () => {
      handedIn = await handInAll(stack);
      const [first, other] = await Promise.all([
        awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1),
        awaitsLevel(stack, handedIn.id('disputed-invoice-18750'), 1),
      ]);
      ownDecision = await approve(stack, BILLING_LEAD, first);
      othersDecision = await approve(stack, BILLING_LEAD, other);
      victim = await awaitsLevel(stack, first.requestId, 2);
      await awaitsLevel(stack, other.requestId, 2);
    });

    /** Sends, waits until as many new events are in the audit trail, and compares everything else with what was before. */
    const changesNothing = async (send: () => Promise<unknown>, events: number): Promise<Event[]> => {
      const before = await everythingOf(stack, victim.requestId);
      const audited = (await eventsOf(stack, victim.requestId)).length;
      await send();
      const added = await vi.waitFor(async () => {
        const found = (await eventsOf(stack, victim.requestId)).slice(audited);
        expect(found.length, JSON.stringify(found)).toBeGreaterThanOrEqual(events);
        return found;
      }, SOON);
      await answersQueries(stack, victim.requestId);
      expect(await everythingOf(stack, victim.requestId)).toEqual(before);
      expect(added).toHaveLength(events);
      return added;
    };
    const signal = (name: string, ...args: unknown[]): Promise<void> =>
      stack.temporal.workflow.getHandle(victim.requestId).signal(name, ...args);

    it.each([
      ['is made up', () => 'DEC-US10-00000000-0000-4000-8000-000000000000', 'no such decision is recorded'],
      ['was taken before', () => ownDecision, 'the decision was taken before: it is effective'],
      ['is of another request', () => othersDecision, 'the decision is about another request'],
    ])('is ignored when the decision it names %s', async (_words, id, why) => {
      const [event] = await changesNothing(() => signal('decided', { v: 1, id: id() }), 1);
      expect(event).toMatchObject({ kind: 'signal-ignored', detail: { decisionId: id(), why } });
    });

    it('is ignored each time when it says the same twice at once', async () => {
      const again = { v: 1, id: ownDecision };
      const events = await changesNothing(
        () => Promise.all([signal('decided', again), signal('decided', again)]),
        2,
      );
      expect(events.map(({ kind }) => kind)).toEqual(['signal-ignored', 'signal-ignored']);
    });

    it.each(['replied', 'withdrawn'])(
      'is ignored when it makes up that the customer has %s',
      async (name) => {
        const [event] = await changesNothing(() => signal(name, { v: 1, id: 'MSG-US10-made-up' }), 1);
        expect(event).toMatchObject({ kind: 'signal-ignored', detail: { messageId: 'MSG-US10-made-up' } });
      },
    );

    it('is ignored when what it sends is no message', async () => {
      const malformed: unknown[][] = [
        [],
        [null],
        ['DEC-US10-1'],
        [42],
        [['id']],
        [{ id: 42 }],
        [{ id: '' }],
        [{ v: 1, id: 'x'.repeat(100_000) }],
        [{ v: 1, id: { id: ownDecision } }],
        [JSON.parse('{"__proto__":{"id":"DEC-US10-1"}}')],
      ];
      const events = await changesNothing(async () => {
        for (const args of malformed) await signal('decided', ...args);
      }, malformed.length);
      expect(events).toMatchObject(malformed.map(() => ignored('decided')));
    });

    it.each([
      ['is not JSON', { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"id":') }],
      [
        'is of an unknown encoding',
        { metadata: { encoding: Buffer.from('binary/hostile') }, data: Buffer.from('x') },
      ],
      ['has no encoding', { data: Buffer.from('x') }],
    ])('is ignored when its payload %s', async (_words, payload) => {
      const [event] = await changesNothing(
        () =>
          stack.temporal.workflowService.signalWorkflowExecution({
            namespace: stack.addresses.namespace,
            workflowExecution: { workflowId: victim.requestId },
            signalName: 'decided',
            input: { payloads: [payload] },
          }),
        1,
      );
      expect(event).toMatchObject(ignored('decided'));
    });

    it.each(['approveEverything', 'constructor', '__proto__', '__temporal_internal'])(
      'is ignored when it sends the unknown signal "%s"',
      async (name) => {
        const [event] = await changesNothing(() => signal(name, { v: 1, id: ownDecision }), 1);
        expect(event).toMatchObject(ignored(name));
      },
    );

    it('does not keep the request from being decided and closed as it should', async () => {
      await approveUntilClosed(stack, handedIn.ids);
      await expectClosedAsWorked(stack, handedIn);
      await expectLedgerInOrder(stack);
    });
  });

const ignored = (signal: string) => ({
  kind: 'signal-ignored',
  detail: {
    signal: expect.stringContaining(signal) as string,
    why: 'no such signal is known, or its message is malformed',
  },
});

async function eventsOf(stack: StackUnderTest, requestId: string): Promise<Event[]> {
  const events: Event[] = [];
  let path: string | null = `/v1/requests/${requestId}/events?limit=100`;
  while (path !== null) {
    const page: { items: Event[]; nextCursor: string | null } = (
      await stack.callers.call<{ items: Event[]; nextCursor: string | null }>(AUDITOR, path)
    ).body;
    events.push(...page.items);
    path =
      page.nextCursor &&
      `/v1/requests/${requestId}/events?limit=100&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
  return events;
}

/** Its state, tasks, decisions, proposals, letters and messages, and the whole ledger. */
async function everythingOf({ sql }: StackUnderTest, requestId: string): Promise<unknown> {
  const [request, tasks, decisions, proposals, documents, messages, [ledger]] = await Promise.all([
    sql`select stage, revision, state, outcome, waiting_for, waiting_until, next_step, sla_due, withdraw_requested_at
        from request where id = ${requestId}`,
    sql`select * from task where request_id = ${requestId} order by id`,
    sql`select * from decision where request_id = ${requestId} order by id`,
    sql`select * from proposal where request_id = ${requestId} order by revision`,
    sql`select id from document where request_id = ${requestId} order by id`,
    sql`select * from customer_message where request_id = ${requestId} order by id`,
    sql`select (select count(*) from ledger_transfer) as transfers, (select count(*) from journal_entry) as entries`,
  ]);
  return {
    request: [...request],
    tasks: [...tasks],
    decisions: [...decisions],
    proposals: [...proposals],
    documents: [...documents],
    messages: [...messages],
    ledger,
  };
}

/** A run whose task fails answers no query: what was sent has not stalled it. */
async function answersQueries(stack: StackUnderTest, requestId: string): Promise<void> {
  const waiting = await stack.temporal.workflow.getHandle(requestId).query<{ for: string }>('waiting');
  expect(waiting.for).toBe('receivables manager');
}
