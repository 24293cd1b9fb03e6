import { expect, it } from 'vitest';
import { NON_RETRYABLE } from '../../activities/failures.ts';
import { NON_RETRYABLE_TYPES } from '../../workflows/steps.ts';

it('never retries exactly the failure types that activities raise as final', () => {
  expect([...NON_RETRYABLE_TYPES].toSorted()).toEqual([...NON_RETRYABLE].toSorted());
});
