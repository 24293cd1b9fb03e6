import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { StackUnderTest } from '../support/e2e-stack.ts';
import { badInput } from './bad-input.ts';
import { frontDesk } from './front-desk.ts';
import { hostileClient } from './hostile-client.ts';
import { inbox } from './inbox.ts';
import { manyAtOnce } from './many-at-once.ts';
import { missedDeadline } from './missed-deadline.ts';
import { operatorsView } from './operators-view.ts';
import { outages } from './outages.ts';
import { oversight } from './oversight.ts';
import { people } from './people.ts';
import { powerCut } from './power-cut.ts';
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
people(stack);
frontDesk(stack);
workedExamples(stack);
hostileClient(stack);
badInput(stack);
operatorsView(stack);
manyAtOnce(stack);
oversight(stack);
outages(stack);
missedDeadline(stack);
powerCut(stack);

it('no process of the stack ended by itself', () => {
  expect(stack.unexpected).toEqual([]);
});
