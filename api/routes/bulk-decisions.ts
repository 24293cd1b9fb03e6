import type { z } from 'zod';
import type { Tx } from '../../db/connection.ts';
import { recordDecision } from '../../db/decide.ts';
import { lockRequestsOf } from '../../db/lock-tasks.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import type { RefusalCode } from '../../domain/approval.ts';
import { auditRefusal } from '../authority.ts';
import { codesOf, worksFor, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { createDecisions } from '../contract/tasks.ts';
import type { Binding } from '../http/bind.ts';
import { ProblemError } from '../problem.ts';
import type { bulkDecisionBody } from '../schemas/bodies.ts';
import type { bulkDecisionView } from '../schemas/resources.ts';
import { decisionViewFor } from '../views/decision.ts';

type Item = z.infer<typeof bulkDecisionBody>['items'][number];
type Outcome = z.infer<typeof bulkDecisionView>['outcomes'][number];

/**
 * Decides each item for itself, by the very door that decides one: what is refused is audited and said, and holds up no other. The call
 * is one transaction under its Idempotency-Key. So an unexpected error in any item fails the call as a whole and takes back every item
 * of it, refusals in the audit trail included; the caller repeats it with the same key.
 */
export function bindBulkDecisions(binding: Binding, context: ApiContext): void {
  binding.once(createDecisions, async ({ body: { items }, reader }, tx) => {
    const twice = items.findIndex(({ taskId }, i) => items.findIndex((one) => one.taskId === taskId) < i);
    if (twice >= 0)
      throw new ProblemError('validation', 'A task is decided once.', {
        errors: [{ pointer: `/items/${twice}/taskId`, detail: 'names a task that an earlier item names' }],
      });
    const now = context.now();
    const outcomes = new Map<string, Outcome>();
    for (const item of await lockAll(tx, reader, items))
      outcomes.set(item.taskId, await decideItem(tx, reader, item, now));
    await auditForeign(tx, reader, items, context.now);
    const answer = ({ taskId }: Item) => outcomes.get(taskId) ?? refused(taskId, 'NOT_FOUND', NO_SUCH_TASK);
    return { status: 200, body: { outcomes: items.map(answer) } };
  });
}

/** The same for an id of nothing and for one of another legal entity. */
const NO_SUCH_TASK = 'There is no such task that you may see.';

const ownEntityOf = (reader: Reader, taskId: string): string | undefined => {
  const entity = entityOf(taskId);
  return entity !== undefined && worksFor(reader, entity) ? entity : undefined;
};

/** @returns the items whose tasks are there, in the order in which they can be decided */
async function lockAll(tx: Tx, reader: Reader, items: readonly Item[]): Promise<Item[]> {
  const there: string[] = [];
  for (const entity of codesOf(reader).toSorted()) {
    const ids = items.map(({ taskId }) => taskId).filter((taskId) => entityOf(taskId) === entity);
    if (ids.length > 0)
      there.push(...(await inEntity(tx, entity, (inner) => lockRequestsOf(inner, entity, ids))));
  }
  return there.flatMap((id) => items.filter(({ taskId }) => taskId === id));
}

async function decideItem(tx: Tx, reader: Reader, item: Item, now: Date): Promise<Outcome> {
  const { taskId, contentHash: seenHash, verdict, reason } = item;
  const entity = ownEntityOf(reader, taskId);
  if (entity === undefined) return refused(taskId, 'NOT_FOUND', NO_SUCH_TASK);
  if (verdict === 'reject' && reason === '')
    return refused(taskId, 'VALIDATION', 'A rejection needs a reason; say why.');
  const { actor } = reader;
  const recorded = await inEntity(tx, entity, (inner) =>
    recordDecision(inner, { taskId, body: { verdict, reason }, seenHash, actor, now }),
  );
  if (recorded.ok)
    return {
      ...{ taskId, recorded: true, code: null, reason: null },
      decision: await decisionViewFor(tx, recorded.decision),
    };
  return recorded.code === 'NOT_FOUND'
    ? refused(taskId, 'NOT_FOUND', NO_SUCH_TASK)
    : refused(taskId, recorded.code, recorded.reason);
}

const refused = (taskId: string, code: RefusalCode | 'NOT_FOUND', reason: string): Outcome => ({
  ...{ taskId, recorded: false, decision: null },
  ...{ code, reason },
});

/** Last, and entity by entity: whoever waits for an entity's chain then waits for nothing else. */
async function auditForeign(tx: Tx, reader: Reader, items: readonly Item[], now: () => Date): Promise<void> {
  const foreign = items
    .map(({ taskId }) => ({ subject: taskId, entity: entityOf(taskId) }))
    .filter(({ entity }) => entity !== undefined && !worksFor(reader, entity));
  for (const { subject, entity = '' } of foreign.toSorted((a, b) =>
    (a.entity ?? '').localeCompare(b.entity ?? ''),
  ))
    await auditRefusal({ db: tx, now }, reader, {
      ...{ entity, subject, operation: createDecisions.operationId },
      reason: `No role in ${entity}.`,
    });
}
