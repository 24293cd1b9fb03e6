// `npm run check`: everything that can be said about the code without running it. Prints one line for each tool, and the
// output of those that found something.
import { readdirSync } from 'node:fs';
import { execa } from 'execa';
import { checksFor } from './check/tools.ts';
import { terminalProgress } from './stack/progress.ts';

/** The machines this runs on have two cores. */
const AT_ONCE = 2;

const progress = terminalProgress(process.stderr);
const waiting = checksFor([...readdirSync('.'), ...readdirSync('web').map((name) => `web/${name}`)]);
const failures: string[] = [];

async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { name, words } = check;
    await progress
      .step(name, async () => {
        const result = await execa(process.execPath, words, { all: true, reject: false });
        if (!result.failed) return;
        failures.push(`--- ${name}\n${result.all.trim()}`);
        throw new Error('see below');
      })
      .catch(() => undefined);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failures.length > 0) console.log(failures.join('\n\n'));
console.log(failures.length === 0 ? 'All checks passed' : `${failures.length} checks failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
