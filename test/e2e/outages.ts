import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  approve,
  awaitsLevel,
  BILLING_LEAD,
  bodyOf,
  caseOf,
  decide,
  expectClosedAsWorked,
  expectLedgerInOrder,
  handInAll,
  lettersAbout,
  MANAGER,
  ONE_LEVEL,
  PORTAL,
  reaches,
  settles,
  SOON,
  stagesOf,
  TWO_LEVELS,
  type HandedIn,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

/** A process is killed, people go on deciding, and it comes back. */
export const outages = (stack: StackUnderTest) =>
  describe('while a part is away', () => {
    let handedIn: HandedIn;
    const expectClosed = async (id: Parameters<HandedIn['id']>[0]): Promise<void> => {
      await reaches(stack, handedIn.id(id), 'closed');
      const { suffix, cases } = handedIn;
      await expectClosedAsWorked(stack, { suffix, cases: cases.filter(({ worked }) => worked.id === id) });
      await expectLedgerInOrder(stack);
    };
    const statusOf = async (decisionId: string): Promise<unknown> => {
      const [row] = await stack.sql`select status from decision where id = ${decisionId}`;
      return row?.['status'];
    };

    beforeAll(async () => {
      handedIn = await handInAll(stack);
      await settles(stack);
    });

    it('the Temporal server: decisions and requests are taken, and take effect when it is back', async () => {
      const seat = await awaitsLevel(stack, handedIn.id(ONE_LEVEL), 1);
      const suffix = await stack.freshCustomers();
      await stack.kill('temporal');
      const decided = await decide(stack, BILLING_LEAD, seat);
      expect(decided).toMatchObject({ status: 202, body: { status: 'recorded' } });
      const body = bodyOf(TWO_LEVELS, suffix);
      const taken = await stack.callers.call<{ id: string }>(PORTAL, '/v1/requests', { body });
      expect(taken.status).toBe(202);
      // It was tried and failed: what brings it there in the end is the outbox.
      await vi.waitFor(async () => {
        const [tried] = await stack.sql`
          select attempts > 0 as tried from outbox where request_id = ${seat.requestId} and not delivered`;
        expect(tried).toEqual({ tried: true });
      }, SOON);
      expect(await statusOf(decided.body.id)).toBe('recorded');
      expect(await stagesOf(stack, [seat.requestId, taken.body.id])).toEqual({
        [seat.requestId]: 'approving',
        [taken.body.id]: 'captured',
      });
      await stack.start('temporal');
      await expectClosed(ONE_LEVEL);
      expect(await statusOf(decided.body.id)).toBe('effective');
      await awaitsLevel(stack, taken.body.id, 1);
    });

    it('the worker: a decision takes effect when it is back', async () => {
      const seat = await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1);
      await stack.kill('worker');
      const decided = await decide(stack, BILLING_LEAD, seat);
      expect(decided).toMatchObject({ status: 202, body: { status: 'recorded' } });
      const early = await decide(stack, MANAGER, await waitingSeat(stack, seat.requestId));
      expect(early.status, 'the next level before the first took effect').toBe(409);
      expect(await statusOf(decided.body.id)).toBe('recorded');
      await stack.start('worker');
      await awaitsLevel(stack, seat.requestId, 2);
      expect(await statusOf(decided.body.id)).toBe('effective');
    });

    it('the API: what was decided is posted, sent and closed without it', async () => {
      const seat = await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 2);
      // The worker begins only when the API is gone, so that nothing of the work can have needed it.
      await stack.kill('worker');
      await approve(stack, MANAGER, seat);
      await stack.kill('api');
      await stack.start('worker');
      await vi.waitFor(async () => {
        expect(await stagesOf(stack, [seat.requestId])).toEqual({ [seat.requestId]: 'closed' });
      }, SOON);
      await expect(fetch(`${stack.addresses.apiUrl}/healthz`)).rejects.toThrow();
      const letters = await lettersAbout(stack, seat.requestId);
      expect(letters).toHaveLength(caseOf(TWO_LEVELS).expect.letters.length);
      await stack.start('api');
      await expectClosed(TWO_LEVELS);
    });
  });

/** The second level's seat, not open yet. */
async function waitingSeat({ sql }: StackUnderTest, requestId: string) {
  const [row] = await sql<{ id: string; content_hash: string }[]>`
    select id, content_hash from task where request_id = ${requestId} and state = 'waiting' and level = 2`;
  return { taskId: row?.id ?? '', contentHash: row?.content_hash ?? '' };
}
