import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreateDecision } from '../../api/schemas/bodies.ts';
import type { TaskView } from '../../api/schemas/resources.ts';
import type { Answer, CallOptions, ProblemBody } from '../support/e2e-callers.ts';
import {
  APPROVAL,
  approveUntilClosed,
  awaitsLevel,
  BILLING_ANALYST,
  BILLING_LEAD,
  bodyOf,
  decide,
  handInAll,
  MANAGER,
  ONE_LEVEL,
  openTask,
  OTHER_MANAGER,
  PORTAL,
  settles,
  TWO_LEVELS,
  type HandedIn,
  type Seat,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

/** What the API refuses: in words, naming the field, with nothing stored and nothing started. */
export const badInput = (stack: StackUnderTest) =>
  describe('bad input', () => {
    let handedIn: HandedIn;
    let claim: ReturnType<typeof bodyOf>;
    let before: unknown;

    beforeAll(async () => {
      handedIn = await handInAll(stack);
      claim = bodyOf(TWO_LEVELS, handedIn.suffix);
      await settles(stack);
    });
    beforeEach(async () => {
      before = await everythingStored(stack);
    });

    const handIn = (body: unknown, options: Omit<CallOptions, 'body'> = {}): Promise<Answer<ProblemBody>> =>
      stack.callers.call(PORTAL, '/v1/requests', { body, ...options });
    const claimed = (amount: unknown, currency = 'USD') => ({ ...claim, claimed: { amount, currency } });

    const expectProblem = async (
      answer: Answer<ProblemBody>,
      status: number,
      kind: string,
    ): Promise<void> => {
      expect({ status: answer.status, body: answer.body }).toMatchObject({
        status,
        body: { type: `/problems/${kind}`, status, title: expect.any(String), detail: expect.any(String) },
      });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await everythingStored(stack)).toEqual(before);
    };
    const pointersOf = ({ body }: Answer<ProblemBody>): string[] =>
      (body.errors ?? []).map(({ pointer }) => pointer);

    describe('in a new request', () => {
      it.each<[words: string, field: string, body: () => unknown]>([
        [
          'an unknown customer',
          '/customerId',
          () => ({ ...claim, customerId: 'CUST-NOBODY', invoiceId: undefined }),
        ],
        [
          "another customer's invoice",
          '/invoiceId',
          () => ({ ...claim, invoiceId: `INV-18750-B${handedIn.suffix}` }),
        ],
        ['a negative amount', '/claimed/amount', () => claimed('-25.00')],
        ['an amount of zero', '/claimed/amount', () => claimed('0.00')],
        ['a huge amount', '/claimed/amount', () => claimed('9999999999999999.99')],
        ['an amount of more digits than a bank has', '/claimed/amount', () => claimed('1'.repeat(400))],
        ['more decimals than the currency has', '/claimed/amount', () => claimed('25.001')],
        ['an amount that is a number', '/claimed/amount', () => claimed(25)],
        ['an amount with an exponent', '/claimed/amount', () => claimed('1e3')],
        ['another currency than the invoice', '/claimed/currency', () => claimed('25.00', 'EUR')],
        ['a currency that does not exist', '/claimed/currency', () => claimed('25.00', 'ZZZ')],
        ['an unknown legal entity', '/legalEntity', () => ({ ...claim, legalEntity: 'XX99' })],
        ['an unknown field', '/approved', () => ({ ...claim, approved: true })],
        ['no subject', '/subject', () => ({ ...claim, subject: '  ' })],
        ['text that no database holds', '/text', () => ({ ...claim, text: 'a\0b' })],
      ])('names the field of %s', async (_words, field, body) => {
        const answer = await handIn(body());
        await expectProblem(answer, 422, 'validation');
        expect(pointersOf(answer)).toContain(field);
      });

      it.each<
        [words: string, status: number, kind: string, body: () => unknown, headers: CallOptions['headers']]
      >([
        ['a body over the limit', 413, 'body-too-large', () => ({ ...claim, text: 'x'.repeat(70_000) }), {}],
        ['a body that is not JSON', 400, 'malformed-request', () => '{"legalEntity": "US10",', {}],
        [
          'a body of another type',
          415,
          'unsupported-media-type',
          () => 'legalEntity=US10',
          { 'Content-Type': 'application/x-www-form-urlencoded' },
        ],
        ['a body of no type', 415, 'unsupported-media-type', () => '{}', { 'Content-Type': undefined }],
      ])('refuses %s', async (_words, status, kind, body, headers) => {
        await expectProblem(await handIn(body(), { headers: headers ?? {} }), status, kind);
      });

      it('asks for a missing Idempotency-Key by its name', async () => {
        const answer = await handIn(claim, { headers: { 'Idempotency-Key': undefined } });
        await expectProblem(answer, 400, 'idempotency-key-missing');
        expect(pointersOf(answer)).toEqual(['#/header/Idempotency-Key']);
      });

      it('refuses an Idempotency-Key that comes with another body, and answers the same body as before', async () => {
        const headers = { 'Idempotency-Key': randomUUID() };
        const body = bodyOf(ONE_LEVEL, await stack.freshCustomers());
        const send = (changed: object) =>
          stack.callers.call<ProblemBody & { id?: string }>('service:email', '/v1/requests', {
            body: { ...body, ...changed },
            headers,
          });
        const first = await send({});
        expect(first.status).toBe(202);
        await awaitsLevel(stack, first.body.id ?? '', 1);
        before = await everythingStored(stack);
        await expectProblem(await send({ subject: 'Another one' }), 422, 'idempotency-mismatch');
        const again = await send({});
        expect([again.status, again.body]).toEqual([first.status, first.body]);
        expect(await everythingStored(stack)).toEqual(before);
      });
    });

    describe('in a decision', () => {
      const seatOf = (id: Parameters<HandedIn['id']>[0]): Promise<Seat> =>
        awaitsLevel(stack, handedIn.id(id), 1);

      it('is asked for If-Match', async () => {
        const answer = await decide<ProblemBody>(stack, BILLING_LEAD, await seatOf(TWO_LEVELS), APPROVAL, {
          'If-Match': undefined,
        });
        await expectProblem(answer, 428, 'precondition-required');
        expect(answer.body.detail).toContain('If-Match');
      });

      it('is refused about other content than there is', async () => {
        const seat = { ...(await seatOf(TWO_LEVELS)), contentHash: 'f'.repeat(64) };
        await expectProblem(await decide<ProblemBody>(stack, BILLING_LEAD, seat), 412, 'stale-content');
      });

      it.each([
        ['a manager, whose turn comes later', MANAGER],
        ['an analyst', BILLING_ANALYST],
        ['the lead of another team', 'person:elena.petrova'],
        ['an auditor', 'person:ruth.feldman'],
      ])('is refused from %s, who has no authority for it', async (_words, person) => {
        const answer = await decide<ProblemBody>(stack, person, await seatOf(TWO_LEVELS));
        await expectProblem(answer, 403, 'not-authorised');
      });

      it('finds nothing for someone of another legal entity', async () => {
        const answer = await decide<ProblemBody>(stack, 'person:katrin.hoffmann', await seatOf(TWO_LEVELS));
        await expectProblem(answer, 404, 'not-found');
      });

      it('is refused from the requester', async () => {
        const body = { ...bodyOf(ONE_LEVEL, await stack.freshCustomers()), channel: 'service-desk' };
        const { body: accepted } = await stack.callers.call<{ id: string }>(BILLING_LEAD, '/v1/requests', {
          body,
        });
        const seat = await awaitsLevel(stack, accepted.id, 1);
        before = await everythingStored(stack);
        const answer = await decide<ProblemBody>(stack, BILLING_LEAD, seat);
        await expectProblem(answer, 403, 'segregation-of-duties');
        expect(answer.body.code).toBe('SOD_VIOLATION');
      });

      it('is refused about a revision that another has replaced', async () => {
        const old = await seatOf(TWO_LEVELS);
        const { body: request } = await stack.callers.call<{
          proposal: { approvals: { seats: { level: number; taskId: string }[] } };
        }>(MANAGER, `/v1/requests/${old.requestId}`);
        const oldSecond = request.proposal.approvals.seats.find(({ level }) => level === 2);
        const rejection = { verdict: 'reject', reason: 'Please propose it by the line.' } as const;
        expect((await decide(stack, BILLING_LEAD, old, rejection)).status).toBe(202);
        const task: TaskView = await openTask(stack, BILLING_ANALYST, old.requestId);
        const proposal: CreateDecision = {
          verdict: 'propose',
          reason: 'As agreed.',
          creditLines: [{ line: 1, net: '25000.00' }],
        };
        const proposed = await decide(
          stack,
          BILLING_ANALYST,
          { taskId: task.id, contentHash: task.contentHash },
          proposal,
        );
        expect(proposed, JSON.stringify(proposed.body)).toMatchObject({ status: 202 });
        const fresh = await awaitsLevel(stack, old.requestId, 1);
        expect(fresh.revision).toBe(old.revision + 1);
        before = await everythingStored(stack);
        for (const seat of [old, { ...old, taskId: oldSecond?.taskId ?? '' }]) {
          await expectProblem(await decide<ProblemBody>(stack, MANAGER, seat), 412, 'stale-content');
        }
        await expectProblem(
          await decide<ProblemBody>(stack, BILLING_LEAD, { ...fresh, contentHash: old.contentHash }),
          412,
          'stale-content',
        );
      });

      it.each<[words: string, field: string, body: unknown]>([
        ['an unknown verdict', '/verdict', { verdict: 'perhaps', reason: 'x' }],
        ['a rejection without a reason', '/reason', { verdict: 'reject', reason: ' ' }],
        ['a question without words', '/question', { verdict: 'ask', reason: 'x', question: '' }],
      ])('names the field of %s', async (_words, field, body) => {
        const { taskId, contentHash } = await seatOf(ONE_LEVEL);
        const answer = await stack.callers.call(BILLING_LEAD, `/v1/tasks/${taskId}/decisions`, {
          body,
          headers: { 'If-Match': `"${contentHash}"` },
        });
        await expectProblem(answer, 422, 'validation');
        expect(pointersOf(answer)).toEqual([field]);
      });

      it('gets the first answer when it is sent twice, and is refused when the other answer differs', async () => {
        const seat = await seatOf(ONE_LEVEL);
        const first = await decide(stack, BILLING_LEAD, seat);
        const again = await decide(stack, BILLING_LEAD, seat);
        expect([again.status, again.body.id]).toEqual([202, first.body.id]);
        await approveUntilClosed(stack, [seat.requestId]);
        const afterwards = await decide(stack, BILLING_LEAD, seat);
        expect([afterwards.status, afterwards.body.id]).toEqual([202, first.body.id]);
        before = await everythingStored(stack);
        const other = { verdict: 'reject', reason: 'No, after all.' } as const;
        await expectProblem(
          await decide<ProblemBody>(stack, BILLING_LEAD, seat, other),
          409,
          'request-closed',
        );
        await expectProblem(await decide<ProblemBody>(stack, OTHER_MANAGER, seat), 409, 'request-closed');
      });
    });
  });

/** Everything but the audit trail, which holds the refusals, and the outbox, of which every start and signal of a workflow comes. */
async function everythingStored({ sql }: StackUnderTest): Promise<unknown> {
  const [row] = await sql`
    select (select count(*) from request) as requests, (select count(*) from outbox) as messages,
           (select count(*) from decision) as decisions, (select count(*) from effect) as effects,
           (select count(*) from document) as documents, (select count(*) from ledger_transfer) as transfers,
           (select count(*) from api_idempotency) as answers, (select count(*) from dunning_block) as blocks,
           (select md5(string_agg(t::text, '|' order by id)) from task t) as tasks,
           (select md5(string_agg(p::text, '|' order by request_id, revision)) from proposal p) as proposals,
           (select md5(string_agg(r::text, '|' order by id)) from request r) as state`;
  return { ...row };
}
