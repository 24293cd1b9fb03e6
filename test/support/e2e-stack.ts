import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { vi } from 'vitest';
import { seedWorkedExamples } from '../../db/seed/worked-examples.ts';
import { isRunning, identify } from '../../scripts/parts/identity.ts';
import { sendToGroup } from '../../scripts/parts/process.ts';
import type { StackAddresses } from '../../scripts/stack/run-file.ts';
import type { ChildName } from '../../scripts/stack/start.ts';
import { Callers } from './e2e-callers.ts';
import type { HostOrder, HostWord } from './e2e-host.ts';

type Order = Omit<HostOrder, 'number'>;

/** What talks to one boot of the stack: its ports are other ones after a restart. */
interface Lines {
  readonly addresses: StackAddresses;
  readonly callers: Callers;
  /** Superuser: sees every row. */
  readonly sql: postgres.Sql;
  readonly temporal: Client;
}

/** The whole of Docket on a state folder of its own, kept by a process of its own; shared by all end-to-end tests. */
export class StackUnderTest {
  readonly stateDir: string;
  /** Kept when the tests are over. */
  readonly screenshots: string;
  #host: ChildProcess | undefined;
  #lines: Lines | undefined;
  #orders = 0;
  #runs = 0;
  readonly #failures: string[] = [];

  constructor() {
    const root = resolve(process.env['DOCKET_STATE_DIR'] ?? '.docket');
    this.stateDir = join(root, `e2e-${process.pid}`);
    this.screenshots = join(root, 'screenshots');
  }

  get addresses(): StackAddresses {
    return this.#open.addresses;
  }
  get callers(): Callers {
    return this.#open.callers;
  }
  get sql(): postgres.Sql {
    return this.#open.sql;
  }
  get temporal(): Client {
    return this.#open.temporal;
  }
  /** Processes that ended although nobody killed them. */
  get unexpected(): readonly string[] {
    return this.#failures;
  }
  get #open(): Lines {
    if (!this.#lines) throw new Error('the stack is not running');
    return this.#lines;
  }

  async boot(): Promise<void> {
    await removeFailed(dirname(this.stateDir));
    await mkdir(this.stateDir, { recursive: true });
    await mkdir(this.screenshots, { recursive: true });
    const host = fork(resolve('test/support/e2e-host.ts'), [this.stateDir], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#host = host;
    host.on('message', (word: HostWord) => {
      if (word.kind === 'failed' && word.number === undefined) this.#failures.push(word.why);
    });
    const addresses = await new Promise<StackAddresses>((ready, failed) => {
      host.once('exit', (code) => failed(new Error(`the stack's keeper ended with code ${code}`)));
      host.on('message', (word: HostWord) => {
        if (word.kind === 'ready') ready(word.addresses);
        if (word.kind === 'failed') failed(new Error(word.why));
      });
    });
    this.#lines = {
      addresses,
      callers: new Callers(addresses),
      sql: postgres(addresses.databaseUrls.owner, { max: 4, onnotice: () => {} }),
      temporal: new Client({
        connection: await Connection.connect({ address: addresses.temporalAddress }),
        namespace: addresses.namespace,
      }),
    };
  }

  /** A name for customers and invoices of its own: `-e2e1-…`; seeded, so that requests about them can be handed in. */
  async freshCustomers(): Promise<string> {
    const suffix = `-${this.freshRun()}`;
    await seedWorkedExamples(this.addresses.databaseUrls.owner, suffix);
    return suffix;
  }

  freshRun(): string {
    return `e${(this.#runs += 1)}`;
  }

  kill(child: ChildName): Promise<unknown> {
    return this.#order({ do: 'kill', child });
  }

  start(child: ChildName): Promise<unknown> {
    return this.#order({ do: 'start', child });
  }

  /** A power cut: SIGKILL to every process and to the one that keeps them, in one moment. */
  async crash(): Promise<void> {
    const host = this.#host;
    const pids = await this.#order({ do: 'children' });
    if (!host?.pid || pids.length < 6) throw new Error(`only ${pids.length} processes run`);
    const victims = [...pids, host.pid].flatMap((pid) => identify(pid) ?? []);
    const gone = once(host, 'exit');
    // Stopped first, so that it neither notices the others' end nor, ending itself, has them stopped in order.
    host.kill('SIGSTOP');
    for (const pid of pids) sendToGroup(pid, 'SIGKILL');
    host.kill('SIGKILL');
    await gone;
    await vi.waitFor(() => {
      if (victims.some(isRunning)) throw new Error('some processes survived SIGKILL');
    });
    await this.#hangUp();
  }

  /** Stops everything in order. Safe to call when nothing runs. */
  async end(options: { keepState: boolean }): Promise<void> {
    const host = this.#host;
    await this.#hangUp();
    if (host && host.exitCode === null && host.signalCode === null) {
      const gone = once(host, 'exit');
      host.disconnect();
      await gone;
    }
    if (!options.keepState) await rm(this.stateDir, { recursive: true, force: true });
  }

  async #hangUp(): Promise<void> {
    const lines = this.#lines;
    this.#lines = undefined;
    await Promise.allSettled([lines?.sql.end({ timeout: 1 }), lines?.temporal.connection.close()]);
  }

  /** @returns the processes that run afterwards */
  #order(order: Order): Promise<readonly number[]> {
    const host = this.#host;
    const number = (this.#orders += 1);
    return new Promise((done, failed) => {
      if (!host?.connected) return failed(new Error("the stack's keeper is gone"));
      const onWord = (word: HostWord): void => {
        if (word.kind === 'ready' || word.number !== number) return;
        host.off('message', onWord);
        if (word.kind === 'done') done(word.pids);
        else failed(new Error(word.why));
      };
      host.on('message', onWord);
      host.send({ number, ...order } satisfies HostOrder);
    });
  }
}

/** The folders of earlier runs that failed, kept until now for whoever wants to read their logs. */
async function removeFailed(root: string): Promise<void> {
  const names = await readdir(root).catch(() => []);
  const over = names.filter((name) => /^e2e-\d+$/.test(name) && !identify(Number(name.slice(4))));
  await Promise.all(over.map((name) => rm(join(root, name), { recursive: true, force: true })));
}
