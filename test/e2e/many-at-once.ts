import { describe, expect, it } from 'vitest';
import { namedWith } from '../../db/seed/worked-examples.ts';
import { WORKED_CASES } from '../../scripts/demo/worked-cases.ts';
import {
  approveUntilClosed,
  bodyOf,
  expectClosedAsWorked,
  expectLedgerInOrder,
  reaches,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

export const manyAtOnce = (stack: StackUnderTest) =>
  describe('twenty requests at once', () => {
    it('are all taken, reach where they wait or end, and close with every figure right', async () => {
      const suffixes = [];
      for (let n = 0; n < 4; n += 1) suffixes.push(await stack.freshCustomers());
      const calls = suffixes.flatMap((suffix) => WORKED_CASES.map((worked) => ({ worked, suffix })));
      const answers = await Promise.all(
        calls.map(({ worked, suffix }) => {
          const { payment } = worked;
          const bankReference = namedWith(suffix)(payment?.bankReference ?? '');
          return stack.callers.call<{ id: string }>(`service:${worked.channel}`, '/v1/requests', {
            body: {
              ...bodyOf(worked.id, suffix),
              ...(payment && { payment: { ...payment, bankReference } }),
            },
          });
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
      const ids = answers.map(({ body }) => body.id);
      expect(new Set(ids).size).toBe(20);
      await Promise.all(
        calls.map(({ worked }, n) =>
          reaches(stack, ids[n] ?? '', worked.expect.approvals.length > 0 ? 'approving' : 'closed'),
        ),
      );
      await approveUntilClosed(stack, ids);
      for (const suffix of suffixes) {
        const cases = calls.flatMap((call, n) =>
          call.suffix === suffix ? [{ worked: call.worked, requestId: ids[n] ?? '' }] : [],
        );
        await expectClosedAsWorked(stack, { suffix, cases });
      }
      await expectLedgerInOrder(stack);
    });
  });
