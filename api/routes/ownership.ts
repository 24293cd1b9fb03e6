import { changeOwner } from '../../db/ownership.ts';
import { principalNames } from '../../db/stores/people.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import type { OwnershipRefusal } from '../../domain/ownership.ts';
import { assertWorksFor } from '../authority.ts';
import type { ApiContext } from '../context.ts';
import { changeOwnership } from '../contract/oversight.ts';
import type { Binding } from '../http/bind.ts';
import { notFound, ProblemError, refusalProblem } from '../problem.ts';

/** Needs PostgreSQL alone, and holds at once: the workflow looks at the request's row when it next does something. */
export function bindOwnership(binding: Binding, context: ApiContext): void {
  binding.once(changeOwnership, async ({ params: { requestId }, body, reader }, tx) => {
    const scope = { db: tx, now: context.now };
    const entity = await assertWorksFor(scope, reader, {
      entity: entityOf(requestId),
      operation: changeOwnership.operationId,
      subject: requestId,
    });
    const { reason, ...change } = body;
    const changed = await inEntity(tx, entity, (inner) =>
      changeOwner(inner, {
        ...{ legalEntity: entity, requestId, change, reason },
        actor: reader.actor,
        now: scope.now(),
      }),
    );
    if (!changed.ok)
      return changed.code === 'NOT_FOUND'
        ? notFound()
        : problemOf(changed.code, changed.reason, changed.field);
    const { ownerId, team } = changed;
    const names = await principalNames(tx, ownerId === null ? [] : [ownerId]);
    const owner = ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? ownerId };
    return { status: 200, body: { requestId, owner, team } };
  });
}

function problemOf(code: OwnershipRefusal, reason: string, field?: string): ProblemError {
  switch (code) {
    case 'OWNED':
      return new ProblemError('owned-already', reason, { code });
    case 'NOT_NOW':
      return new ProblemError('not-now', reason, { code });
    case 'REQUEST_CLOSED':
    case 'NOT_AUTHORISED':
    case 'SOD_VIOLATION':
    case 'VALIDATION':
      return refusalProblem(code, reason, field);
    default:
      return code satisfies never;
  }
}
