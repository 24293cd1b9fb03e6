import { existsSync } from 'node:fs';
import { submitWorkedExamples } from '../demo/cases.ts';
import { writeJson } from '../parts/json-file.ts';
import { messageOf } from '../parts/report.ts';
import type { Progress } from './progress.ts';
import type { StackAddresses } from './run-file.ts';
import type { StatePaths } from './state-dir.ts';

/** Submits the worked examples through the public API, so that a first look at the inbox is not at an empty one. */
export async function submitExamples(
  paths: StatePaths,
  { apiUrl, issuerUrl }: StackAddresses,
  progress: Progress,
): Promise<void> {
  if (existsSync(paths.examples)) return;
  try {
    await progress.step('Worked examples submitted', async () => {
      await submitWorkedExamples({ apiUrl, issuerUrl });
      writeJson(paths.examples, { submittedAt: new Date().toISOString() });
    });
  } catch (error) {
    progress.warn(
      `Docket runs, but without the worked examples; the next start tries again. ${messageOf(error)}`,
    );
  }
}
