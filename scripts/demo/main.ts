import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { messageOf } from '../parts/report.ts';
import { terminalProgress, type Progress } from '../stack/progress.ts';
import { findRunningStack, type StackAddresses } from '../stack/run-file.ts';
import { startStack } from '../stack/start.ts';
import { aborted, stopRequests } from '../stack/stop-requests.ts';
import { allAsExpected, demoJson, demoText } from './report.ts';
import { runDemo } from './run.ts';

interface Arguments {
  json: boolean;
  timeout: number;
}

interface UsableStack extends StackAddresses {
  /** Stops it if this command started it. */
  leave(): Promise<void>;
}

function parseArguments(): Arguments {
  const command = new Command()
    .name('npm run demo --')
    .description(
      'Runs the five worked examples end to end with fresh customers, plays their approvers, and compares every figure with what is expected.',
    )
    .option('--json', 'print the result as one JSON object on stdout', false)
    .option('--timeout <seconds>', 'how long the five may take together', wholeNumber, 120)
    .addHelpText(
      'after',
      `
Examples:
  npm run demo                      uses the stack that "npm start" runs, or starts one and stops it again
  npm run demo -- --json | jq .cases

Can be repeated at any time: each run has customers and invoices of its own.
Exit codes: 0 everything as expected, 1 a difference or a failure, 2 wrong arguments.`,
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  return command.parse().opts<Arguments>();
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('A whole number above 0 is needed.');
}

/** The stack that runs here, once it is ready; otherwise one of our own. */
async function stackToUse(progress: Progress, stop: AbortSignal, kill: AbortSignal): Promise<UsableStack> {
  const deadline = Date.now() + 180_000;
  for (let found = findRunningStack(); found !== undefined; found = findRunningStack()) {
    if (found.state === 'ready') return { ...found, leave: () => Promise.resolve() };
    if (Date.now() > deadline) throw new Error(`The stack of process ${found.pid} does not get ready.`);
    stop.throwIfAborted();
    await sleep(500);
  }
  const stack = await startStack({ progress, signal: stop, killSignal: kill });
  return { ...stack, leave: () => progress.step('Stopped', () => stack.stop()) };
}

async function main({ json, timeout }: Arguments, progress: Progress): Promise<number> {
  const { stop, kill } = stopRequests();
  const stack = await stackToUse(progress, stop, kill);
  try {
    const run = Date.now().toString(36);
    const interrupted = aborted(stop).then(() => {
      throw new Error('The demo was interrupted.');
    });
    const result = await progress.step('Five worked examples', (report) =>
      Promise.race([runDemo(stack, run, timeout * 1_000, report), interrupted]),
    );
    const { stdout } = process;
    const words = json
      ? `${JSON.stringify(demoJson(result))}\n`
      : demoText(result, stack.webUrl, stdout.isTTY && stdout.hasColors());
    stdout.write(words);
    return allAsExpected(result) ? 0 : 1;
  } finally {
    await stack.leave();
  }
}

const parsed = parseArguments();
const progress = terminalProgress(process.stderr);
process.exitCode = await main(parsed, progress).catch((error: unknown) => {
  progress.warn(messageOf(error));
  return 1;
});
// An interrupted run leaves calls behind that would be waited for.
process.exit();
