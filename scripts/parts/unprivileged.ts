import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { onPath } from './cache.ts';

export interface Account {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root's server runs under another account: the owner of existing data, else
 * `postgres`, else `nobody`. No account is created. `undefined` when this command is not root's.
 */
export function accountForServer(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(dataDir);
  const account = owner !== undefined && owner.uid !== 0 ? owner : (lookUp('postgres') ?? lookUp('nobody'));
  if (account === undefined) {
    throw new Error(
      'PostgreSQL cannot run as root, and there is no account `postgres` or `nobody` to run it as.',
    );
  }
  return account;
}

/**
 * The words to put before a command so that it runs under `account`. Where a folder on the way to one of `paths` is
 * closed to others (a checkout under /root), the server keeps root's right to pass through folders, and no other right.
 */
export function runAs(account: Account | undefined, paths: string[]): string[] {
  if (account === undefined) return [];
  const setpriv = onPath('setpriv');
  if (setpriv === undefined) {
    throw new Error(
      'Run as an ordinary user, or install util-linux (setpriv): PostgreSQL cannot run as root.',
    );
  }
  const passThrough = paths.every(openToOthers)
    ? []
    : ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'];
  return [setpriv, ...identity, ...passThrough, '--'];
}

function openToOthers(path: string): boolean {
  const parent = dirname(path);
  if (parent === path) return true;
  return (statSync(parent).mode & 0o001) !== 0 && openToOthers(parent);
}

function ownerOf(folder: string): Account | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
