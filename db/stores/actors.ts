import { and, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Actor, RoleGrant } from '../../domain/actor.ts';
import type { Tx } from '../connection.ts';
import { principals, roleGrants } from '../schema/organisation.ts';

/** A principal with the grants in force at `at`; undefined when unknown or inactive. */
export async function actorById(tx: Tx, id: string, at: Date): Promise<Actor | undefined> {
  const [principal] = await tx.select().from(principals).where(eq(principals.id, id));
  if (!principal || principal.active !== 'yes') return undefined;
  const grants = await tx
    .select({ role: roleGrants.role, entity: roleGrants.entity, team: roleGrants.team })
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.principalId, id),
        lte(roleGrants.from, at),
        or(isNull(roleGrants.until), gt(roleGrants.until, at)),
      ),
    );
  const { answerableId } = principal;
  return {
    id,
    name: principal.name,
    kind: principal.kind,
    ...(answerableId === null ? {} : { answerableId }),
    grants: grants as RoleGrant[],
  };
}
