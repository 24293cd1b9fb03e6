import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import postgres from 'postgres';
import { assert, inject } from 'vitest';
import { startOfDay } from '../../activities/business-morning.ts';
import { connect, type Connection } from '../../db/connection.ts';
import { US10 } from '../../db/seed/entities.ts';
import { writeBooksOfAccount, writeOrganisation } from '../../db/seed/organisation.ts';
import { asOwner } from '../../db/seed/owner.ts';
import { inEntity } from '../../db/transaction.ts';
import { addBusinessDays } from '../../domain/calendar.ts';
import { localDate } from '../../domain/instant.ts';
import { workerOptions } from '../../workers/options.ts';
import type { CustomerRequestResult } from '../../workflows/messages.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { Books } from './workflow-books.ts';
import { failedTasks, isQuiet, replayFailures, type RunHistory } from './workflow-history.ts';
import { RecordingMail } from './workflow-mail.ts';
import { quietRuntime } from './workflow-runtime.ts';
import { developmentServer, timeSkippingServer } from './workflow-server.ts';
import { until } from './workflow-until.ts';

type Extra = Partial<Pick<WorkerOptions, 'interceptors'>>;

export interface ClusterOptions {
  /** The real development server, whose time is real, with these arguments; otherwise time can be skipped. */
  readonly dev?: { readonly extraArgs: readonly string[] };
}

interface Parts {
  readonly env: TestWorkflowEnvironment;
  readonly database: FreshDatabase;
  readonly api: Connection;
  readonly worker: Connection;
  /** Superuser: sees and changes every row. */
  readonly sql: postgres.Sql;
}

/** Temporal, a PostgreSQL with the reference data, a worker between them; and the runs that were begun. */
export class Cluster {
  readonly mail = new RecordingMail();
  readonly bundlePath = inject('workflowBundlePath');
  #parts: Parts | undefined;
  #worker: { readonly worker: Worker; readonly running: Promise<void> } | undefined;
  /** Runs begun since the last test, with the ids of their workflows. */
  #begun: { readonly workflowId: string; readonly runId: string }[] = [];

  constructor(readonly options: ClusterOptions) {}

  async start(): Promise<void> {
    quietRuntime();
    const { dev } = this.options;
    const [env, database] = await Promise.all([
      dev ? developmentServer(dev.extraArgs) : timeSkippingServer(),
      freshDatabase(),
    ]);
    const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
    this.#parts = {
      env,
      database,
      sql,
      api: connect(database.apiUrl, { max: 4 }),
      worker: connect(database.workerUrl, { max: 10 }),
    };
    await asOwner(database.ownerUrl, async (db) => {
      await db.transaction((tx) => writeOrganisation(tx));
      await inEntity(db, US10.code, async (tx) => writeBooksOfAccount(tx, US10, await this.today()));
    });
    await this.startWorker();
  }

  async stop(): Promise<void> {
    const { env, database, api, worker, sql } = this.parts;
    await this.stopWorker();
    await env.teardown();
    await Promise.all([api.close(), worker.close(), sql.end()]);
    await database.drop();
  }

  get parts(): Parts {
    if (!this.#parts) throw new Error('the rig has not been started');
    return this.#parts;
  }

  /** Never skips time: only `advance` does. */
  get client(): Client {
    const { connection, namespace } = this.parts.env;
    return new Client({ connection, ...(namespace === undefined ? {} : { namespace }) });
  }

  get books(): Books {
    return new Books(this.parts.sql, this.mail);
  }

  // Time ------------------------------------------------------------------------------------------------------------

  async now(): Promise<Date> {
    return new Date(await this.parts.env.currentTimeMs());
  }

  async today(): Promise<string> {
    return localDate((await this.now()).toISOString(), US10.calendar.zone);
  }

  /** Lets time pass; what falls due on the way happens at its time. */
  async advance(by: { readonly hours?: number; readonly minutes?: number; readonly seconds?: number }) {
    const { hours = 0, minutes = 0, seconds = 0 } = by;
    await this.parts.env.sleep(((hours * 60 + minutes) * 60 + seconds) * 1_000);
  }

  async advanceTo(instant: Date): Promise<void> {
    const wait = instant.getTime() - (await this.parts.env.currentTimeMs());
    if (wait > 0) await this.parts.env.sleep(wait);
  }

  /** Moves to the first minutes of the next business day. */
  async nextBusinessMorning(): Promise<void> {
    const day = addBusinessDays(US10.calendar, await this.today(), 1);
    await this.advanceTo(new Date(startOfDay(US10.calendar, day)));
  }

  // The worker -------------------------------------------------------------------------------------------------------

  async startWorker(extra: Extra = {}): Promise<void> {
    const { env, worker: connection } = this.parts;
    const options = workerOptions(
      { db: connection.db, mail: this.mail },
      {
        connection: env.nativeConnection,
        namespace: env.namespace ?? 'default',
        bundlePath: this.bundlePath,
      },
    );
    const worker = await Worker.create({ ...options, ...extra, shutdownGraceTime: '5s' });
    this.#worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    const stopping = this.#worker;
    this.#worker = undefined;
    if (!stopping) return;
    stopping.worker.shutdown();
    await stopping.running;
  }

  async replaceWorker(extra: Extra = {}): Promise<void> {
    await this.stopWorker();
    await this.startWorker(extra);
  }

  /** The workflow's newest run will be replayed after the test. */
  async remember(workflowId: string): Promise<void> {
    const { runId } = await this.client.workflow.getHandle(workflowId).describe();
    if (!this.#begun.some((one) => one.runId === runId)) this.#begun.push({ workflowId, runId });
  }

  /** Once the request is closed and its run has ended: how. */
  async outcome(requestId: string): Promise<string> {
    await this.books.inStage(requestId, 'closed');
    const handle = this.client.workflow.getHandle(requestId);
    await until(`the end of the run of ${requestId}`, async () => {
      const { status } = await handle.describe();
      return status.name !== 'RUNNING';
    });
    const { outcome }: CustomerRequestResult = await handle.result();
    return outcome;
  }

  async history(workflowId: string, runId?: string): Promise<RunHistory> {
    return { workflowId, history: await this.client.workflow.getHandle(workflowId, runId).fetchHistory() };
  }

  /**
   * Waits until nothing is under way in a run: the test server's time would stand still for ever if it were ended before.
   * @returns whether it still runs
   */
  async comeToRest(workflowId: string, runId?: string): Promise<boolean> {
    const handle = this.client.workflow.getHandle(workflowId, runId);
    const running = async () => (await handle.describe()).status.name === 'RUNNING';
    await until(`${workflowId} to come to rest`, async () => {
      return !(await running()) || isQuiet(await this.history(workflowId, runId));
    });
    return running();
  }

  /** After each test: what still runs is ended, and every run is replayed. */
  async settle(): Promise<void> {
    const begun = this.#begun;
    this.#begun = [];
    const histories = [];
    for (const { workflowId, runId } of begun) {
      const handle = this.client.workflow.getHandle(workflowId, runId);
      if (await this.comeToRest(workflowId, runId)) await handle.terminate('the test is over');
      histories.push(await this.history(workflowId, runId));
    }
    assert.deepEqual(histories.flatMap(failedTasks), [], 'no workflow task failed');
    assert.deepEqual(await replayFailures(this.bundlePath, histories), [], 'every run replays');
  }
}
