import { identify } from '../parts/identity.ts';
import { type Exit, type OnLaunch, type RunningProcess } from '../parts/process.ts';
import type { RunFile } from './run-file.ts';

export type Starter = (onLaunch: OnLaunch) => Promise<RunningProcess>;

export interface UnexpectedExit {
  name: string;
  exit: Exit;
  logFile: string;
}

interface Child {
  starter: Starter;
  running: RunningProcess | undefined;
}

/** Keeps the processes of one stack: starts them, notices when one dies by itself, and stops them in order. */
export class Supervisor {
  readonly #children = new Map<string, Child>();
  readonly #onUnexpectedExit: (exit: UnexpectedExit) => void;
  readonly #onChange: () => void;
  #closing = false;

  constructor(onUnexpectedExit: (exit: UnexpectedExit) => void, onChange: () => void) {
    this.#onUnexpectedExit = onUnexpectedExit;
    this.#onChange = onChange;
  }

  /** @throws Error when the process does not get ready, or the stack is being stopped */
  async start(name: string, starter: Starter): Promise<void> {
    if (this.#closing) throw new Error(`${name} is not started: the stack is being stopped.`);
    const child: Child = { starter, running: undefined };
    this.#children.set(name, child);
    const running = await starter((launched) => this.#launched(child, launched));
    void running.exited.then((exit) => {
      // `kill` and `stop` forget the process first: an exit of one that is still known was nobody's wish.
      if (child.running !== running || this.#closing) return;
      child.running = undefined;
      this.#onUnexpectedExit({ name, exit, logFile: running.logFile });
    });
  }

  /** Kills a process as a crash would, without stopping the stack. */
  async kill(name: string): Promise<void> {
    const child = this.#child(name);
    const running = child.running;
    child.running = undefined;
    await running?.kill();
    this.#onChange();
  }

  /** Starts a process again that was killed. */
  async restart(name: string): Promise<void> {
    const child = this.#child(name);
    if (child.running !== undefined) throw new Error(`${name} runs already.`);
    await this.start(name, child.starter);
  }

  /** Stops the processes one after the other in this order, then any not named. */
  async stop(order: readonly string[]): Promise<void> {
    this.#closing = true;
    const names = [...order, ...[...this.#children.keys()].filter((name) => !order.includes(name))];
    for (const name of names) await this.#children.get(name)?.running?.stop();
  }

  async killAll(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#children.values()].flatMap((child) => child.running?.kill() ?? []));
  }

  identities(): RunFile['children'] {
    return [...this.#children].flatMap(([name, child]) => {
      const identity = child.running && identify(child.running.pid);
      return identity === undefined ? [] : [{ name, ...identity }];
    });
  }

  #launched(child: Child, running: RunningProcess): void {
    child.running = running;
    if (this.#closing) void running.kill();
    this.#onChange();
  }

  #child(name: string): Child {
    const child = this.#children.get(name);
    if (child === undefined) {
      throw new Error(`There is no process ${name}, only ${[...this.#children.keys()].join(', ')}.`);
    }
    return child;
  }
}
