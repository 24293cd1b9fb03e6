import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ActorId } from '../../domain/actor.ts';
import type { OwnedRequest } from '../../domain/assignment.ts';
import type { Complexity } from '../../domain/routing.ts';
import type { Tx } from '../connection.ts';
import { explanations } from '../schema/governance.ts';
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
      complexity: sql<string | null>`(${newestRouting(tx)})`,
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

const newestRouting = (tx: Tx) =>
  tx
    .select({ complexity: sql`${explanations.inputs}->>'complexity'` })
    .from(explanations)
    .where(
      and(
        eq(explanations.legalEntity, requests.legalEntity),
        eq(explanations.requestId, requests.id),
        eq(explanations.step, 'route'),
      ),
    )
    .orderBy(desc(explanations.at), desc(explanations.id))
    .limit(1);
