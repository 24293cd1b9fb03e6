import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leash } from './leash.ts';
import { tailOf } from './log-tail.ts';
import { messageOf } from './report.ts';

export interface ProcessSpec {
  name: string;
  command: string;
  args: string[];
  /** A program and its arguments that runs the command under another account. */
  runAs?: string[];
  env?: NodeJS.ProcessEnv;
  /** Everything the process prints goes here; the file of the run before is kept as `FILE.1`. */
  logFile: string;
  /** The signal that makes it stop cleanly. */
  stopSignal: NodeJS.Signals;
  /** How long a clean stop may take before it is killed. */
  stopWithinMs: number;
  /** Resolves when the process answers; called again and again until then, so it throws while it does not. */
  ready: () => Promise<void>;
  readyWithinMs: number;
  /** Told as soon as the process runs, long before it is ready: whoever must stop it may have to do so earlier. */
  onLaunch?: OnLaunch | undefined;
}

export type OnLaunch = (running: RunningProcess) => void;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  name: string;
  pid: number;
  logFile: string;
  exited: Promise<Exit>;
  /** Asks it to stop, kills it when the deadline has passed; resolves when it is gone. Calling it twice is harmless. */
  stop(): Promise<Exit>;
  /** SIGKILL to the process and everything it started. */
  kill(): Promise<Exit>;
}

const PROBE_EVERY_MS = 50;

/**
 * Starts a process in a group of its own, so that a terminal's Ctrl-C reaches only the command, which then stops its
 * processes in order. Resolves when it is ready.
 * @throws Error with the tail of its log when it ends or stays silent before it is ready
 */
export async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  const running = await launch(spec);
  spec.onLaunch?.(running);
  try {
    await untilReady(spec, running);
    return running;
  } catch (error) {
    await running.kill();
    const tail = await tailOf(spec.logFile);
    throw new Error(`${spec.name} did not start: ${messageOf(error)}\n${tail}`, { cause: error });
  }
}

async function launch(spec: ProcessSpec): Promise<RunningProcess> {
  await mkdir(dirname(spec.logFile), { recursive: true });
  await rotate(spec.logFile);
  const log = await open(spec.logFile, 'a');
  try {
    const [command = spec.command, ...args] = [
      ...(spec.runAs ?? []),
      ...(await leash(spec.stopSignal)),
      spec.command,
      ...spec.args,
    ];
    const child = spawn(command, args, {
      detached: true,
      env: spec.env ?? process.env,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    return handleOf(child, spec);
  } finally {
    await log.close();
  }
}

function handleOf(child: ChildProcess, spec: ProcessSpec): RunningProcess {
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${spec.name} has no process id`);
  const exited = new Promise<Exit>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  let gone = false;
  void exited.then(() => (gone = true));
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (!gone) sendToGroup(pid, signal);
  };
  return {
    name: spec.name,
    pid,
    logFile: spec.logFile,
    exited,
    stop: async () => {
      child.kill(spec.stopSignal);
      const deadline = setTimeout(() => signalGroup('SIGKILL'), spec.stopWithinMs);
      return exited.finally(() => clearTimeout(deadline));
    },
    kill: async () => {
      signalGroup('SIGKILL');
      return exited;
    },
  };
}

/** Signals a process group; one that is gone already is what was wanted. */
export function sendToGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilReady(spec: ProcessSpec, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + spec.readyWithinMs;
  let ended: Exit | undefined;
  void running.exited.then((exit) => (ended = exit));
  for (;;) {
    const failure = await spec.ready().then(
      () => undefined,
      (error: unknown) => error ?? new Error('not ready'),
    );
    if (ended !== undefined) throw new Error(`it ended with ${describeExit(ended)}`);
    if (failure === undefined) return;
    if (Date.now() > deadline) {
      throw new Error(`no answer within ${spec.readyWithinMs / 1000} s`, { cause: failure });
    }
    await sleep(PROBE_EVERY_MS);
  }
}

export function describeExit(exit: Exit): string {
  return exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}

/** Each run of a process has a log of its own, so that its tail is about this run; the one before is kept. */
async function rotate(file: string): Promise<void> {
  await rename(file, `${file}.1`).catch(() => undefined);
}
