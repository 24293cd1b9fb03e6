import { execa } from 'execa';
import { onPath } from './cache.ts';

let supported: Promise<string | undefined> | undefined;

/**
 * What to put before a command so that the process gets `signal` when the process that started it dies, even by
 * SIGKILL: nobody else could stop it then. Only Linux has this; elsewhere (an empty list) the next start cleans up.
 */
export async function leash(signal: NodeJS.Signals): Promise<string[]> {
  supported ??= findSetpriv();
  const setpriv = await supported;
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', signal.replace(/^SIG/, ''), '--'];
}

async function findSetpriv(): Promise<string | undefined> {
  const setpriv = process.platform === 'linux' ? onPath('setpriv') : undefined;
  if (setpriv === undefined) return undefined;
  // Smaller systems have a setpriv without this option.
  const probe = await execa(setpriv, ['--pdeathsig', 'TERM', '--', 'true'], { reject: false });
  return probe.failed ? undefined : setpriv;
}
