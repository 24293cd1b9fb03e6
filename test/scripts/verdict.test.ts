import { expect, test } from 'vitest';
import { type VitestResults, verdictOf } from '../../scripts/test/verdict.ts';

const clean: VitestResults = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

test.each<[string, VitestResults | undefined, number, number]>([
  ['a clean run', clean, 0, 0],
  ['a failed and a skipped test', { ...clean, numFailedTests: 1, numPendingTests: 1 }, 1, 2],
  ['a run without any test', { ...clean, numPassedTests: 0 }, 0, 1],
  ['an error outside of any test', clean, 1, 1],
  ['a run that was cut off', undefined, 1, 1],
  [
    'a file that cannot be loaded',
    { ...clean, testResults: [{ name: 'a', status: 'failed', message: '', assertionResults: [] }] },
    1,
    1,
  ],
])('%s', (_name, results, exitCode, failed) => {
  expect(verdictOf(results, exitCode).failed).toBe(failed);
});
