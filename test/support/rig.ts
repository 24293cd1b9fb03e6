import { afterAll, afterEach, beforeAll } from 'vitest';
import { takeCustomerMessage, type CustomerMessage } from '../../db/customer-messages.ts';
import { decideTask, type Recorded } from '../../db/decide.ts';
import { captureRequest, type RequestToCapture } from '../../db/intake.ts';
import { dispatchBatch } from '../../db/outbox.ts';
import { recordChange } from '../../db/request-changes.ts';
import type { ExampleCase, ExampleId } from '../../db/seed/example-cases.ts';
import { US10 } from '../../db/seed/entities.ts';
import { asOwner } from '../../db/seed/owner.ts';
import { seedCase } from '../../db/seed/worked-examples.ts';
import { actorById } from '../../db/stores/people.ts';
import { inEntity } from '../../db/transaction.ts';
import type { DecisionBody } from '../../domain/decision.ts';
import type { ChangeKind, Role } from '../../domain/vocabulary.ts';
import { deliverTo } from '../../workers/deliver.ts';
import { claimOf, exampleCase } from './workflow-cases.ts';
import { Cluster, type ClusterOptions } from './workflow-cluster.ts';

/** Docket without its HTTP. One for a test file; every run is replayed after its test. */
export function useRig(options: ClusterOptions = {}): Rig {
  const rig = new Rig(options);
  beforeAll(() => rig.start());
  afterEach(() => rig.settle());
  afterAll(() => rig.stop());
  return rig;
}

/** The customers, our people, and the dispatcher, on a cluster: everything goes through the doors that the API uses. */
export class Rig extends Cluster {
  #cases = 0;

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
    return this.recordOn(task.id, actorId, body);
  }

  /** Records an answer to this very task, with the content it shows. */
  async recordOn(taskId: string, actorId: string, body: DecisionBody): Promise<Recorded> {
    const now = await this.now();
    const actor = await this.#actor(actorId, now);
    const [task] = await this.parts.sql<{ content_hash: string }[]>`
      select content_hash from task where id = ${taskId}`;
    return decideTask(this.parts.api.db, { taskId, seenHash: task?.content_hash ?? '', body, actor, now });
  }

  approve(requestId: string, actorId: string, role: Role): Promise<string> {
    return this.decide(requestId, actorId, role, { verdict: 'approve', reason: 'Agreed.' });
  }

  /** Records a change of the request as the API does once it has looked at who asks; Temporal is told. @returns the change's id */
  async change(
    requestId: string,
    actorId: string,
    change: { readonly kind: ChangeKind; readonly detail?: Readonly<Record<string, unknown>> },
  ): Promise<string> {
    const id = await this.recordChange(requestId, actorId, change);
    await this.dispatch();
    return id;
  }

  /** Like `change`, but Temporal is not told yet. */
  async recordChange(
    requestId: string,
    actorId: string,
    { kind, detail = {} }: { readonly kind: ChangeKind; readonly detail?: Readonly<Record<string, unknown>> },
  ): Promise<string> {
    const now = await this.now();
    const legalEntity = US10.code;
    const { id } = await inEntity(this.parts.api.db, legalEntity, (tx) =>
      recordChange(tx, {
        ...{ request: { legalEntity, id: requestId }, kind, detail, reason: 'It was agreed so.' },
        ...{ actor: { id: actorId }, status: 'approved', now },
      }),
    );
    return id;
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
}
