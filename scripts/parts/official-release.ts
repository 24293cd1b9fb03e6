import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Report } from './report.ts';

/** Unreachable networks mostly refuse at once; one that swallows packets must not hold the set-up up for minutes. */
const PATIENCE_MS = 120_000;

/**
 * Downloads the official release of a Temporal program into `folder` as `fileName`, by the SDK's own mechanism.
 * @throws Error when the release server cannot be reached
 */
export async function downloadOfficialRelease(
  kind: 'cli' | 'time-skipping',
  folder: string,
  fileName: string,
  report: Report,
): Promise<void> {
  report('downloading the official release');
  const result = await execa(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'sdk-download.ts'), kind, folder],
    { timeout: PATIENCE_MS, reject: false, all: true },
  );
  if (result.failed) {
    throw new Error(result.timedOut ? 'no answer in time' : lastError(result.all));
  }
  const [downloaded] = (await readdir(folder)).filter((name) => name.startsWith('temporal'));
  if (downloaded === undefined) throw new Error('the download left no program behind');
  await rename(join(folder, downloaded), join(folder, fileName));
}

function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => /error/i.test(line));
  return (lines[0] ?? output).trim().slice(0, 300);
}
