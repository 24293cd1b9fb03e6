import { Command, InvalidArgumentError } from 'commander';
import { messageOf } from '../scripts/parts/report.ts';
import { terminalProgress } from '../scripts/stack/progress.ts';
import { stopRequests } from '../scripts/stack/stop-requests.ts';
import { benchText } from './report.ts';
import { benchRequests } from './requests.ts';

interface Arguments {
  count: number;
  concurrency: number;
  warmUp: number;
  json: boolean;
}

const upTo =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number > 0 && number <= most) return number;
    throw new InvalidArgumentError(`A whole number from 1 to ${most} is needed.`);
  };

async function requests({ json, ...options }: Arguments): Promise<void> {
  const progress = terminalProgress(process.stderr);
  const { stop, kill } = stopRequests();
  try {
    const result = await benchRequests(options, progress, stop, kill);
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : benchText(result));
  } catch (error) {
    progress.warn(messageOf(error));
    process.exitCode = 1;
  }
}

const program = new Command()
  .name('npm run bench --')
  .description('Measures Docket on this machine, beside the least that Temporal itself costs.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
program
  .command('requests', { isDefault: true })
  .description(
    'throughput, latency and CPU of automatically resolved requests, in a stack of its own (Linux)',
  )
  .option('--count <number>', 'requests, and bare workflows, to measure', upTo(5_000), 200)
  .option('--concurrency <number>', 'how many are under way at once', upTo(200), 20)
  .option('--warm-up <number>', 'how many of each go before and are not measured', upTo(1_000), 40)
  .option('--json', 'print one JSON object on stdout', false)
  .addHelpText(
    'after',
    `
Examples:
  npm run bench                            200 requests, 20 at once
  npm run bench -- requests --count 1000 --json

Nothing else should run on the machine meanwhile. Exit codes: 0 measured, 1 failed, 2 wrong arguments.`,
  )
  .action(requests);
await program.parseAsync();
// An interrupted measurement leaves calls behind that would be waited for.
process.exit();
