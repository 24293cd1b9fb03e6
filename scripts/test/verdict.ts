/** What Vitest's JSON reporter writes, as far as it is read here. */
export interface VitestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: unknown[] }[];
}

export interface Verdict {
  passed: number;
  failed: number;
}

/**
 * The numbers of the last line. A test that was skipped did not show what it should, so it counts as failed, as does a
 * file that could not be loaded; a run that ended badly, or tested nothing, never counts as a success.
 */
export function verdictOf(results: VitestResults | undefined, exitCode: number): Verdict {
  if (results === undefined) return { passed: 0, failed: 1 };
  const unloadable = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numPendingTests + results.numTodoTests + unloadable.length;
  return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed };
}
