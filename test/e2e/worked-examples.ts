import { describe, expect, it } from 'vitest';
import { runDemo } from '../../scripts/demo/run.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';
import { expectLedgerInOrder } from '../support/e2e-requests.ts';

export const workedExamples = (stack: StackUnderTest) =>
  describe('the five worked examples', () => {
    it('close through the public API with every figure as expected', async () => {
      const { cases, trialBalance } = await runDemo(stack.addresses, stack.freshRun(), 60_000, () => {});
      const found = cases.map(({ worked, request, differences }) => [worked.id, request.stage, differences]);
      expect(found).toEqual(cases.map(({ worked }) => [worked.id, 'closed', []]));
      expect(cases).toHaveLength(5);
      expect(trialBalance.totals.map(({ balanced }) => balanced)).toEqual([true]);
      await expectLedgerInOrder(stack);
    });
  });
