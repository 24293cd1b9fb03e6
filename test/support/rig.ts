import { Client } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import postgres from 'postgres';
import { afterAll, afterEach, assert, beforeAll, inject } from 'vitest';
import { startOfDay } from '../../activities/business-morning.ts';
import { connect, type Connection } from '../../db/connection.ts';
import { takeCustomerMessage, type CustomerMessage } from '../../db/customer-messages.ts';
import { decideTask, type Recorded } from '../../db/decide.ts';
import { captureRequest, type RequestToCapture } from '../../db/intake.ts';
import { dispatchBatch } from '../../db/outbox.ts';
import type { ExampleCase, ExampleId } from '../../db/seed/example-cases.ts';
import { US10 } from '../../db/seed/entities.ts';
import { writeBooksOfAccount, writeOrganisation } from '../../db/seed/organisation.ts';
import { asOwner } from '../../db/seed/owner.ts';
import { seedCase } from '../../db/seed/worked-examples.ts';
import { actorById } from '../../db/stores/actors.ts';
import { inEntity } from '../../db/transaction.ts';
import { addBusinessDays } from '../../domain/calendar.ts';
import type { DecisionBody } from '../../domain/decision.ts';
import { localDate } from '../../domain/instant.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { deliverTo } from '../../workers/deliver.ts';
import { workerOptions } from '../../workers/options.ts';
import { SEARCH_ATTRIBUTES, type CustomerRequestResult } from '../../workflows/messages.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { Books } from './workflow-books.ts';
import { claimOf, exampleCase } from './workflow-cases.ts';
import { RecordingMail } from './workflow-mail.ts';
import { quietRuntime } from './workflow-runtime.ts';
import { failedTasks, isQuiet, replayFailures } from './workflow-history.ts';
import { until } from './workflow-until.ts';

type Extra = Partial<Pick<WorkerOptions, 'interceptors'>>;

export interface RigOptions {
  /** `dev`: the real development server, whose time is real, with these arguments; otherwise time can be skipped. */
  readonly dev?: { readonly extraArgs: readonly string[] };
}

interface Parts {
  readonly env: TestWorkflowEnvironment;
  readonly database: FreshDatabase;
  readonly api: Connection;
  readonly worker: Connection;
  readonly sql: postgres.Sql;
}

/** Docket without its HTTP: Temporal, a seeded PostgreSQL, a worker. One for a test file; every run is replayed after its test. */
export function useRig(options: RigOptions = {}): Rig {
  const rig = new Rig(options);
  beforeAll(() => rig.start());
  afterEach(() => rig.settle());
  afterAll(() => rig.stop());
  return rig;
}

export class Rig {
  readonly mail = new RecordingMail();
  readonly bundlePath = inject('workflowBundlePath');
  #parts: Parts | undefined;
  #worker: { readonly worker: Worker; readonly running: Promise<void> } | undefined;
  #cases = 0;
  /** Runs begun since the last test, with the ids of their workflows. */
  #begun: { readonly workflowId: string; readonly runId: string }[] = [];

  constructor(readonly options: RigOptions) {}

  async start(): Promise<void> {
    quietRuntime();
    const [env, database] = await Promise.all([this.#environment(), freshDatabase()]);
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

  async #environment(): Promise<TestWorkflowEnvironment> {
    const { dev } = this.options;
    if (!dev) {
      const env = await timeSkippingServer(inject('timeSkippingServerPath'));
      await env.connection.operatorService.addSearchAttributes({
        namespace: env.namespace ?? 'default',
        searchAttributes: Object.fromEntries(
          Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [
            name,
            encodeSearchAttributeIndexedValueType(type) ?? 0,
          ]),
        ),
      });
      return env;
    }
    const path = inject('temporalCliPath');
    return TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path },
        searchAttributes: Object.values(SEARCH_ATTRIBUTES),
        extraArgs: [...dev.extraArgs],
        log: { format: 'pretty', level: 'error' },
      },
    });
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

  // The customer's side ----------------------------------------------------------------------------------------------

  /** Writes a customer of its own into the books. @returns the suffix of its ids */
  async seed(example: ExampleCase): Promise<string> {
    this.#cases += 1;
    const suffix = `-${this.#cases}`;
    const today = await this.today();
    await asOwner(this.parts.database.ownerUrl, (db) =>
      inEntity(db, US10.code, (tx) => seedCase(tx, US10.code, example, suffix, today)),
    );
    return suffix;
  }

  /** Hands in a worked example with a customer of its own. */
  async submit(id: ExampleId, other: Partial<RequestToCapture> = {}): Promise<string> {
    const suffix = await this.seed(exampleCase(id));
    return this.capture({ ...claimOf(id, suffix), ...other });
  }

  /** Stores a request as its channel's system would, through the API's database role, and tells Temporal. */
  async capture(claim: RequestToCapture): Promise<string> {
    const now = await this.now();
    const captured = await inEntity(this.parts.api.db, claim.legalEntity, async (tx) => {
      const actor = await actorById(tx, `service:${claim.channel}`, now);
      if (!actor) throw new Error(`no service of channel ${claim.channel}`);
      return captureRequest(tx, claim, actor, now);
    });
    if (!captured.ok) throw new Error(`refused: ${JSON.stringify(captured.problems)}`);
    await this.dispatch();
    return captured.requestId;
  }

  async withdraw(requestId: string): Promise<void> {
    await this.say(requestId, 'withdrawal', 'We have found the mistake on our side.');
    await this.dispatch();
  }

  async reply(requestId: string, text: string): Promise<void> {
    await this.say(requestId, 'reply', text);
    await this.dispatch();
  }

  /** Records what the customer says, as the portal's system. */
  async say(requestId: string, kind: CustomerMessage['kind'], text: string): Promise<string> {
    const now = await this.now();
    const actor = await this.#actor('service:portal', now);
    const taken = await takeCustomerMessage(this.parts.api.db, { requestId, kind, text, actor, now });
    if (!taken.ok) throw new Error(`${kind} refused: ${taken.reason}`);
    return taken.messageId;
  }

  // Our people -------------------------------------------------------------------------------------------------------

  /** Answers the open task of a role as a person, once it is there, with the content it shows; Temporal is told. */
  async decide(requestId: string, actorId: string, role: Role, body: DecisionBody): Promise<string> {
    const decisionId = await this.record(requestId, actorId, role, body);
    await this.dispatch();
    return decisionId;
  }

  /** Like `decide`, but Temporal is not told yet. @returns the decision's id */
  async record(requestId: string, actorId: string, role: Role, body: DecisionBody): Promise<string> {
    const recorded = await this.tryToRecord(requestId, actorId, role, body);
    if (!recorded.ok) throw new Error(`${actorId} may not ${body.verdict}: ${recorded.reason}`);
    return recorded.decision.id;
  }

  async tryToRecord(requestId: string, actorId: string, role: Role, body: DecisionBody): Promise<Recorded> {
    const task = await this.books.openTask(requestId, role);
    const now = await this.now();
    const actor = await this.#actor(actorId, now);
    return decideTask(this.parts.api.db, {
      taskId: task.id,
      seenHash: task.content_hash,
      body,
      actor,
      now,
    });
  }

  approve(requestId: string, actorId: string, role: Role): Promise<string> {
    return this.decide(requestId, actorId, role, { verdict: 'approve', reason: 'Agreed.' });
  }

  /** From now on the person holds this role no more. */
  async takeRoleAway(actorId: string, role: Role): Promise<void> {
    await this.parts.sql`
      update role_grant set valid_until = ${await this.now()} where principal_id = ${actorId} and role = ${role}`;
  }

  async #actor(id: string, now: Date) {
    const actor = await inEntity(this.parts.api.db, US10.code, (tx) => actorById(tx, id, now));
    if (!actor) throw new Error(`nobody is ${id}`);
    return actor;
  }

  // Temporal ---------------------------------------------------------------------------------------------------------

  /** Hands the outbox to Temporal, oldest first. @param limit at most so many @throws what a delivery threw */
  async dispatch(limit = Number.POSITIVE_INFINITY): Promise<void> {
    const { worker } = this.parts;
    const deliver = deliverTo(this.client, 'http://docket.test');
    const failures: unknown[] = [];
    const started: string[] = [];
    let left = limit;
    let taken: number;
    do {
      taken = await dispatchBatch(worker.db, Math.min(25, left), async (row) => {
        await deliver(row).catch((error: unknown) => {
          failures.push(error);
          throw error;
        });
        if (row.kind === 'start') started.push(row.requestId);
      });
      left -= taken;
    } while (taken > 0 && left > 0);
    if (failures.length > 0) throw new AggregateError(failures, 'not delivered');
    for (const requestId of started) await this.remember(requestId);
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

  async history(workflowId: string, runId?: string) {
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

/** The SDK gives a server five seconds to come up, which a busy machine can exceed. */
async function timeSkippingServer(path: string, attempts = 3): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (attempts <= 1) throw error;
    return timeSkippingServer(path, attempts - 1);
  }
}
