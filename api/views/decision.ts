import type { Tx } from '../../db/connection.ts';
import { principalNames } from '../../db/stores/people.ts';
import type { DecisionRow } from '../../db/stores/decision-context.ts';

/** A decision as its taker sees it, with the names of who decided and for whom. */
export async function decisionViewFor(tx: Tx, row: DecisionRow) {
  const { actorId, onBehalfOf } = row;
  const names = await principalNames(tx, onBehalfOf === null ? [actorId] : [actorId, onBehalfOf]);
  const person = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    id: row.id,
    taskId: row.taskId,
    requestId: row.requestId,
    revision: row.revision,
    verdict: row.verdict,
    reason: row.reason,
    actor: person(actorId),
    onBehalfOf: onBehalfOf === null ? null : person(onBehalfOf),
    decidedAt: row.decidedAt.toISOString(),
    status: row.status,
  };
}
