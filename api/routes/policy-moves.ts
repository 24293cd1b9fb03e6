import type { Tx } from '../../db/connection.ts';
import { askToMove, decideMove, type MoveOutcome } from '../../db/policy-moves.ts';
import { entityOf, inEntities, inEntity } from '../../db/transaction.ts';
import { assertWorksFor, type Scope } from '../authority.ts';
import { codesOf } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { decideChange, listChangesToDecide, moveToPolicy } from '../contract/oversight.ts';
import type { Answered, Binding } from '../http/bind.ts';
import { notFound, ProblemError } from '../problem.ts';
import { changesToDecide } from '../views/changes.ts';
import { accepted } from './request-changes.ts';
import { visibleRequest } from './requests.ts';

/** Moving a request to a newer policy: asked for by one person, decided by another. */
export function bindPolicyMoves(binding: Binding, context: ApiContext): void {
  const scopeOf = (tx: Tx): Scope => ({ db: tx, now: context.now });

  binding.read(listChangesToDecide, async ({ reader }) => {
    const entities = codesOf(reader);
    const items =
      entities.length === 0
        ? []
        : await inEntities(context.db, entities, (tx) => changesToDecide(tx, reader.actor, entities));
    return { status: 200, body: { items } };
  });

  binding.once(moveToPolicy, async ({ params: { requestId }, body, reader }, tx) => {
    const { operationId: operation } = moveToPolicy;
    const legalEntity = await assertWorksFor(scopeOf(tx), reader, {
      ...{ entity: entityOf(requestId), operation, subject: requestId },
    });
    return inEntity(tx, legalEntity, async (inner) => {
      await visibleRequest(inner, reader, legalEntity, requestId);
      const { actor } = reader;
      return answerOf(await askToMove(inner, { legalEntity, requestId, actor, now: context.now(), ...body }));
    });
  });

  binding.once(decideChange, async ({ params: { changeId }, body, reader }, tx) => {
    const { operationId: operation } = decideChange;
    const legalEntity = await assertWorksFor(scopeOf(tx), reader, {
      ...{ entity: entityOf(changeId), operation, subject: changeId },
    });
    return inEntity(tx, legalEntity, async (inner) => {
      const { actor } = reader;
      return answerOf(await decideMove(inner, { legalEntity, changeId, actor, now: context.now(), ...body }));
    });
  });
}

function answerOf(outcome: MoveOutcome): Answered | ProblemError {
  if (outcome.ok) return accepted(outcome.change);
  const { code, reason } = outcome;
  switch (code) {
    case 'NOT_FOUND':
      return notFound();
    case 'NOT_AUTHORISED':
      return new ProblemError('not-authorised', reason, { code });
    case 'SOD_VIOLATION':
      return new ProblemError('segregation-of-duties', reason, { code });
    case 'NOT_NOW':
      return new ProblemError('change-not-possible', reason);
    default:
      return code satisfies never;
  }
}
