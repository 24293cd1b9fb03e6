import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ActorId } from '../../domain/actor.ts';
import type { OwnedRequest } from '../../domain/assignment.ts';
import type { Complexity } from '../../domain/routing.ts';
import type { Tx } from '../connection.ts';
import { requests } from '../schema/request.ts';

/** Open requests of these owners in the entity whose rows the transaction sees; how complex each is, its newest routing says. */
export async function workloadOf(
  tx: Tx,
  legalEntity: string,
  owners: readonly ActorId[],
): Promise<OwnedRequest[]> {
  if (owners.length === 0) return [];
  const rows = await tx
    .select({
      ownerId: requests.ownerId,
      priority: requests.priority,
      complexity: sql<string | null>`(
        select e.inputs->>'complexity' from explanation e
        where e.legal_entity = ${requests}.legal_entity and e.request_id = ${requests}.id and e.step = 'route'
        order by e.at desc, e.id desc limit 1)`,
    })
    .from(requests)
    .where(
      and(
        eq(requests.legalEntity, legalEntity),
        inArray(requests.ownerId, [...owners]),
        isNull(requests.closedAt),
      ),
    );
  return rows.map(({ ownerId, priority, complexity }) => ({
    ownerId: ownerId ?? '',
    priority,
    complexity: (complexity ?? 'simple') as Complexity,
  }));
}
