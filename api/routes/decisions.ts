import { recordDecision } from '../../db/decide.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import { assertWorksFor } from '../authority.ts';
import type { ApiContext } from '../context.ts';
import { createDecision } from '../contract/tasks.ts';
import type { Binding } from '../http/bind.ts';
import { notFound, refusalProblem } from '../problem.ts';
import { decisionViewFor } from '../views/decision.ts';

/** Recording needs PostgreSQL alone: with Temporal away a decision is taken all the same and becomes effective later. */
export function bindDecisions(binding: Binding, context: ApiContext): void {
  binding.once(createDecision, async ({ params: { taskId }, body, reader, seenHash }, tx) => {
    const { operationId: operation } = createDecision;
    const scope = { db: tx, now: context.now };
    const { actor } = reader;
    const entity = await assertWorksFor(scope, reader, {
      entity: entityOf(taskId),
      operation,
      subject: taskId,
    });
    const recorded = await inEntity(tx, entity, (inner) =>
      recordDecision(inner, { taskId, body, seenHash, actor, now: scope.now() }),
    );
    if (!recorded.ok)
      return recorded.code === 'NOT_FOUND'
        ? notFound()
        : refusalProblem(recorded.code, recorded.reason, recorded.field);
    return {
      status: 202,
      headers: { Location: `/v1/tasks/${taskId}` },
      body: await decisionViewFor(tx, recorded.decision),
    };
  });
}
