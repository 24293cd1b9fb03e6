// `npm test [-- words of Vitest]`: gets every part the tests need, runs them, and ends with `N passed, N failed` alone
// on the last line, which is what CI reads.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { ensureBrowser } from '../parts/browser.ts';
import { readJson } from '../parts/json-file.ts';
import { messageOf } from '../parts/report.ts';
import { ensureTemporalCli } from '../parts/temporal-cli.ts';
import { ensureTimeSkippingServer } from '../parts/test-server.ts';
import { type Progress, terminalProgress } from '../stack/progress.ts';
import { type VitestResults, verdictOf } from './verdict.ts';

/** One after the other: each is a download, and the messages of a failing one should not be torn apart. */
async function getParts(progress: Progress): Promise<void> {
  await progress.step('Temporal CLI', ensureTemporalCli);
  await progress.step('Time-skipping server', ensureTimeSkippingServer);
  await progress.step('Browser', ensureBrowser);
}

async function runVitest(words: readonly string[]): Promise<{ exitCode: number; results?: VitestResults }> {
  const file = join(
    resolve(process.env['DOCKET_STATE_DIR'] ?? '.docket'),
    `test-results-${process.pid}.json`,
  );
  mkdirSync(resolve(file, '..'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = execa(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...words], {
    stdio: 'inherit',
    reject: false,
    forceKillAfterDelay: 20_000,
  });
  // A terminal's Ctrl-C reaches Vitest directly; either way its last line comes before ours.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => vitest.kill('SIGTERM'));
  const run = await vitest;
  const results = readJson<VitestResults>(file);
  rmSync(file, { force: true });
  return { exitCode: run.exitCode ?? 1, ...(results === undefined ? {} : { results }) };
}

const words = process.argv.slice(2);
const progress = terminalProgress(process.stderr);
let verdict = { passed: 0, failed: 1 };
try {
  // With a filter, the part of a test that is not run is not worth a download; Vitest's set-up gets what is needed.
  if (words.length === 0) await getParts(progress);
  const { exitCode, results } = await runVitest(words);
  verdict = verdictOf(results, exitCode);
} catch (error) {
  progress.warn(messageOf(error));
}
process.stdout.write(`${verdict.passed} passed, ${verdict.failed} failed\n`);
process.exitCode = verdict.failed === 0 ? 0 : 1;
