import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { StackUnderTest } from '../support/e2e-stack.ts';
import { hostileClient } from './hostile-client.ts';
import { inbox } from './inbox.ts';
import { workedExamples } from './worked-examples.ts';

/** One real stack for all: it is booted once, and those that stop parts of it come last. */
const stack = new StackUnderTest();
let failed = false;

beforeAll(() => stack.boot());
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});
afterAll(() => stack.end({ keepState: failed }));

inbox(stack);
workedExamples(stack);
hostileClient(stack);

it('no process of the stack ended by itself', () => {
  expect(stack.unexpected).toEqual([]);
});
