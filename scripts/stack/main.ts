import { mkdir } from 'node:fs/promises';
import { tailOf } from '../parts/log-tail.ts';
import { describeExit } from '../parts/process.ts';
import { messageOf } from '../parts/report.ts';
import { parseStartArguments, type StartArguments } from './arguments.ts';
import { LockHeldError } from './lock.ts';
import { type Progress, terminalProgress } from './progress.ts';
import { resetState } from './reset.ts';
import { findRunningStack } from './run-file.ts';
import { InterruptedError, type RunningStack, startStack } from './start.ts';
import { statePaths } from './state-dir.ts';
import { aborted, stopRequests } from './stop-requests.ts';
import { summary } from './summary.ts';
import type { UnexpectedExit } from './supervisor.ts';

/** `npm start`: runs until Ctrl-C or until one of the processes dies. Returns the exit code. */
async function main(options: StartArguments, progress: Progress): Promise<number> {
  const requests = stopRequests();
  const paths = statePaths();
  await mkdir(paths.root, { recursive: true });
  if (options.reset) await resetState(paths, progress);
  let onDeath: (exit: UnexpectedExit) => void = () => undefined;
  const death = new Promise<UnexpectedExit>((resolve) => (onDeath = resolve));
  const stack = await startStack({
    webPort: options.port,
    examples: options.examples,
    progress,
    signal: requests.stop,
    killSignal: requests.kill,
    onUnexpectedExit: (exit) => onDeath(exit),
  });
  await announce(stack, options, progress);
  const dead = await Promise.race([aborted(requests.stop), death]);
  if (dead !== undefined) await reportDeath(dead, progress);
  void aborted(requests.kill).then(() => stack.killAll());
  await progress.step('Stopped', () => stack.stop());
  return dead === undefined ? 0 : 1;
}

async function announce(stack: RunningStack, options: StartArguments, progress: Progress): Promise<void> {
  progress.note(summary(stack));
  progress.note('Ctrl-C stops everything.');
  if (!options.json) return;
  const { apiUrl, webUrl, issuerUrl, mailUrl, temporalAddress, temporalUiUrl, namespace } = stack;
  const addresses = { apiUrl, webUrl, issuerUrl, mailUrl, temporalAddress, temporalUiUrl, namespace };
  process.stdout.write(`${JSON.stringify({ event: 'ready', pid: process.pid, ...addresses })}\n`);
}

async function reportDeath({ name, exit, logFile }: UnexpectedExit, progress: Progress): Promise<void> {
  progress.warn(`${name} ended by itself with ${describeExit(exit)}; stopping the rest`);
  progress.note(await tailOf(logFile));
}

/** Not a failure: what was asked for is there. */
async function reportRunning(holder: LockHeldError, progress: Progress, reset: boolean): Promise<number> {
  const stack = findRunningStack();
  progress.note(`Docket runs already, as process ${holder.holder.pid}${stack ? ` (${stack.state})` : ''}.`);
  if (reset) progress.note('Its state cannot be reset while it runs: stop it first (Ctrl-C there).');
  else if (stack !== undefined) progress.note(summary(stack));
  return reset ? 1 : 0;
}

const progress = terminalProgress(process.stderr);
const options = parseStartArguments(process.argv.slice(2));
process.exit(
  await main(options, progress).catch((error: unknown) => {
    if (error instanceof LockHeldError) return reportRunning(error, progress, options.reset);
    if (error instanceof InterruptedError) {
      progress.note('Interrupted. What had started was stopped.');
      return 0;
    }
    progress.warn(messageOf(error));
    return 1;
  }),
);
