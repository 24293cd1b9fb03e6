import { existsSync } from 'node:fs';
import { writeJson } from '../parts/json-file.ts';
import type { Progress } from './progress.ts';
import { hasPart, importPart } from './project-part.ts';
import type { StackAddresses } from './run-file.ts';
import type { StatePaths } from './state-dir.ts';

const CASES = 'scripts/demo/cases.ts';

interface Cases {
  submitWorkedExamples(stack: { apiUrl: string; issuerUrl: string; webUrl: string }): Promise<unknown>;
}

/** Submits the worked examples through the public API, so that a first look at the inbox is not at an empty one. */
export async function submitExamples(
  paths: StatePaths,
  { apiUrl, issuerUrl, webUrl }: StackAddresses,
  progress: Progress,
): Promise<void> {
  if (existsSync(paths.examples) || !hasPart(CASES)) return;
  await progress.step('Worked examples submitted', async () => {
    const { submitWorkedExamples } = await importPart<Cases>(CASES);
    await submitWorkedExamples({ apiUrl, issuerUrl, webUrl });
    writeJson(paths.examples, { submittedAt: new Date().toISOString() });
  });
}
