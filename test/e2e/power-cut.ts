import { describe, expect, it } from 'vitest';
import {
  approve,
  approveUntilClosed,
  awaitsLevel,
  BILLING_LEAD,
  expectClosedAsWorked,
  expectLedgerInOrder,
  handInAll,
  lettersAbout,
  ONE_LEVEL,
  settles,
  stagesOf,
  TWO_LEVELS,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

export const powerCut = (stack: StackUnderTest) =>
  describe('a power cut', () => {
    it('loses no decision and repeats no posting and no letter: started again, waiting requests close right', async () => {
      const handedIn = await handInAll(stack);
      await settles(stack);
      // One request waits for its second level, two for their first, and of one the last decision has just been answered.
      await approve(stack, BILLING_LEAD, await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1));
      await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 2);
      await approve(stack, BILLING_LEAD, await awaitsLevel(stack, handedIn.id(ONE_LEVEL), 1));
      await stack.crash();
      await stack.boot();
      const stages = await stagesOf(stack, handedIn.ids);
      expect(stages[handedIn.id(TWO_LEVELS)]).toBe('approving');
      await approveUntilClosed(stack, handedIn.ids);
      await expectClosedAsWorked(stack, handedIn);
      await expectLedgerInOrder(stack);
      for (const { worked, requestId } of handedIn.cases) {
        const subjects = (await lettersAbout(stack, requestId)).map(({ subject }) => subject);
        expect(subjects, requestId).toHaveLength(worked.expect.letters.length);
        expect(new Set(subjects).size, requestId).toBe(subjects.length);
      }
    });
  });
