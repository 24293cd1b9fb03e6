import { waitUntilGone } from '../parts/identity.ts';
import { sendToGroup } from '../parts/process.ts';
import type { Progress } from './progress.ts';
import { leftovers } from './run-file.ts';
import type { StatePaths } from './state-dir.ts';

/** How long the processes of a killed stack may take to end by themselves before they are killed. */
const PATIENCE_MS = 10_000;

/**
 * A stack that was killed could not stop its processes. They hold ports and the Temporal server's file, so they are
 * ended before anything starts. PostgreSQL is left to its own part, which stops it without harm to the data.
 */
export async function stopLeftovers(paths: StatePaths, progress: Progress): Promise<void> {
  const running = leftovers(paths.runFile).filter((child) => child.name !== 'postgres');
  if (running.length === 0) return;
  const names = running.map((child) => `${child.name} (${child.pid})`).join(', ');
  await progress.step(`Ended what a killed run left: ${names}`, async () => {
    for (const child of running) sendToGroup(child.pid, 'SIGTERM');
    await Promise.all(
      running.map(async (child) => {
        if (!(await waitUntilGone(child, PATIENCE_MS))) sendToGroup(child.pid, 'SIGKILL');
      }),
    );
  });
}
