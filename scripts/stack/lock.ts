import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identify, isRunning, type ProcessIdentity } from '../parts/identity.ts';

export class LockHeldError extends Error {
  constructor(readonly holder: ProcessIdentity) {
    super(`Process ${holder.pid} holds the lock.`);
  }
}

/**
 * Makes this process the only holder of `file` and returns the release. A lock whose process is gone is taken over.
 * @throws LockHeldError while another process, or an earlier call in this one, holds it
 */
export function acquireLock(file: string, self = ownIdentity()): () => void {
  const draft = `${file}.${self.pid}`;
  writeFileSync(draft, JSON.stringify(self));
  try {
    for (;;) {
      if (tryLink(draft, file)) return () => release(file, self);
      const content = read(file);
      if (content === undefined) continue;
      const holder = parse(content);
      if (holder !== undefined && isRunning(holder)) throw new LockHeldError(holder);
      removeStale(file, content);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The process that holds the lock now. */
export function lockHolder(file: string): ProcessIdentity | undefined {
  const holder = parse(read(file) ?? '');
  return holder !== undefined && isRunning(holder) ? holder : undefined;
}

/** A link either appears whole or not at all, unlike a file that is created and then written. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Another process may take the stale lock over at the same moment; what it put there goes back. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, self: ProcessIdentity): void {
  if (parse(read(file) ?? '')?.startedAt === self.startedAt) rmSync(file, { force: true });
}

function ownIdentity(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(content: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt } = JSON.parse(content) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}
