import { and, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { ActorId } from '../../domain/actor.ts';
import type { Colleague, OwnedRequest } from '../../domain/assignment.ts';
import type { Complexity } from '../../domain/routing.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';
import type { Tx } from '../connection.ts';
import { explanations } from '../schema/governance.ts';
import { principals, roleGrants } from '../schema/organisation.ts';
import { requests } from '../schema/request.ts';
import { absences } from '../schema/standing-in.ts';
import { actorById } from './actors.ts';

/** The people who hold one of these roles for a team of the entity at `at`, by id, with their skills and whether they are away. */
export async function colleaguesOf(
  tx: Tx,
  legalEntity: string,
  team: Team,
  roles: readonly Role[],
  at: Date,
): Promise<Colleague[]> {
  const rows = await tx
    .selectDistinct({ id: roleGrants.principalId })
    .from(roleGrants)
    .where(
      and(
        inArray(roleGrants.role, [...roles]),
        inArray(roleGrants.entity, [legalEntity, '*']),
        inArray(roleGrants.team, [team, '*']),
        lte(roleGrants.from, at),
        sql`(${roleGrants.until} is null or ${roleGrants.until} > ${at.toISOString()}::timestamptz)`,
      ),
    );
  const found = await Promise.all(rows.map(({ id }) => colleagueById(tx, id, at)));
  return found
    .filter((one) => one?.kind === 'person')
    .toSorted((a, b) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1)) as Colleague[];
}

/** A principal as routing and ownership look at them; undefined when unknown or inactive. */
export async function colleagueById(tx: Tx, id: ActorId, at: Date): Promise<Colleague | undefined> {
  const actor = await actorById(tx, id, at);
  if (!actor) return undefined;
  const [row] = await tx
    .select({ managerId: principals.managerId, skills: principals.skills })
    .from(principals)
    .where(eq(principals.id, id));
  const [away] = await tx
    .select({ id: absences.id })
    .from(absences)
    .where(
      and(
        eq(absences.principalId, id),
        lte(absences.from, at),
        gt(absences.until, at),
        isNull(absences.cancelledAt),
      ),
    )
    .limit(1);
  return {
    ...actor,
    managerId: row?.managerId ?? null,
    skills: row?.skills ?? [],
    absent: away !== undefined,
  };
}

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
