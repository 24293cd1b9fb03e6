import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadTimes } from '../load.ts';
import type { BareAnswer, RunOrder } from './messages.ts';

export interface BareProcess {
  readonly pid: number;
  run(order: RunOrder): Promise<LoadTimes>;
  stop(): Promise<void>;
}

/** Starts the yardstick's process; resolves when its bundle is built and its worker polls. */
export async function startBare(address: string, namespace: string): Promise<BareProcess> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env['PATH'], TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await answerOf(child, 'ready');
  const { pid } = child;
  if (pid === undefined) throw new Error('the bare worker has no process id');
  return {
    pid,
    run: async (order) => {
      const answer = answerOf(child, 'ran');
      child.send(order);
      return (await answer).times;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(deadline);
    },
  };
}

/** @throws when the process ends instead */
async function answerOf<K extends BareAnswer['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<BareAnswer, { kind: K }>> {
  const waiting = new AbortController();
  const ended = once(child, 'exit', { signal: waiting.signal }).then(([code]) => {
    throw new Error(`the bare worker ended with ${String(code)}`);
  });
  const answered = once(child, 'message', { signal: waiting.signal }).then(
    ([answer]) => answer as BareAnswer,
  );
  const answer = await Promise.race([answered, ended]).finally(() => waiting.abort());
  ended.catch(() => undefined);
  if (answer.kind !== kind) throw new Error(`the bare worker says ${answer.kind}, not ${kind}`);
  return answer as Extract<BareAnswer, { kind: K }>;
}
