import { waitUntilGone } from '../parts/identity.ts';
import { stopOrphan } from '../parts/postgres-orphan.ts';
import { sendToGroup } from '../parts/process.ts';
import type { Progress } from './progress.ts';
import { leftovers } from './run-file.ts';
import type { StatePaths } from './state-dir.ts';

/** How long the processes of a killed stack may take to end by themselves before they are killed. */
const PATIENCE_MS = 10_000;

/**
 * A stack that was killed could not stop its processes. They hold ports and the Temporal server's file, so they are
 * ended before anything is planned; PostgreSQL in the way that does no harm to its data.
 */
export async function stopLeftovers(paths: StatePaths, progress: Progress): Promise<void> {
  await stopOrphan(paths.postgres, (message) => progress.note(message));
  const running = leftovers(paths.runFile);
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
