import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from './lock.ts';
import { stopLeftovers } from './leftovers.ts';
import type { Progress } from './progress.ts';
import { type StatePaths } from './state-dir.ts';

/** Downloads, and what belongs to other commands. */
const KEPT = new Set(['cache', 'install.lock', 'stack.lock']);

/**
 * Deletes all state but the downloads.
 * @throws LockHeldError while a stack runs on it
 */
export async function resetState(paths: StatePaths, progress: Progress): Promise<void> {
  const release = acquireLock(paths.lock);
  try {
    await stopLeftovers(paths, progress);
    const names = (await readdir(paths.root)).filter((name) => !KEPT.has(name));
    await Promise.all(names.map((name) => rm(join(paths.root, name), { recursive: true, force: true })));
  } finally {
    release();
  }
}
