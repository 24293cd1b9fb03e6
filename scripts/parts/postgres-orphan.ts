import { readFile, rm } from 'node:fs/promises';
import { execa } from 'execa';
import { identify, type ProcessIdentity, waitUntilGone } from './identity.ts';
import { join } from 'node:path';
import type { Report } from './report.ts';

/**
 * A command that was killed may have left its server running on this data. It is stopped cleanly, so that the new one
 * is this command's own child. A pid file that names some other program is removed; one that names nothing is left to
 * PostgreSQL, which knows better whether the data is still in use.
 */
export async function stopOrphan(dataDir: string, report: Report): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => undefined);
  const running = text === undefined ? undefined : identify(Number.parseInt(text, 10));
  if (running === undefined) return;
  if (!(await commandLine(running.pid)).includes(dataDir)) return rm(pidFile, { force: true });
  report('Stopping the PostgreSQL server that a killed run left behind');
  await stop(running);
}

async function stop(server: ProcessIdentity): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ] as const) {
    process.kill(server.pid, signal);
    if (await waitUntilGone(server, patience)) return;
  }
  throw new Error(`Process ${server.pid}, a PostgreSQL server of a killed run, cannot be stopped.`);
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return (await execa('ps', ['-o', 'command=', '-p', String(pid)], { reject: false })).stdout;
}
