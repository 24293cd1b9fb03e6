import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Directory, Person } from '../../domain/directory.ts';
import type { Team } from '../../domain/vocabulary.ts';
import type { Tx } from '../connection.ts';
import { principals, roleGrants } from '../schema/organisation.ts';
import { absences, delegations } from '../schema/standing-in.ts';
import { together } from '../transaction.ts';

/** Every active person with the grants in force at `at`, and the delegations and absences that hold then; by name. */
export async function directoryAt(tx: Tx, at: Date): Promise<Directory> {
  const granted = and(
    eq(roleGrants.principalId, principals.id),
    lte(roleGrants.from, at),
    or(isNull(roleGrants.until), gt(roleGrants.until, at)),
  );
  const [rows, lent, away] = await together(
    tx
      .select({ person: principals, grant: roleGrants })
      .from(principals)
      .leftJoin(roleGrants, granted)
      .where(and(eq(principals.kind, 'person'), eq(principals.active, 'yes')))
      .orderBy(asc(principals.name), asc(principals.id), asc(roleGrants.role)),
    tx
      .select()
      .from(delegations)
      .where(and(isNull(delegations.revokedAt), lte(delegations.from, at), gt(delegations.until, at)))
      .orderBy(asc(delegations.createdAt), asc(delegations.id)),
    tx
      .select()
      .from(absences)
      .where(and(isNull(absences.cancelledAt), lte(absences.from, at), gt(absences.until, at))),
  );
  return {
    people: peopleOf(rows),
    delegations: lent.map((row) => ({
      ...{ id: row.id, delegatorId: row.delegatorId, delegateId: row.delegateId },
      ...{ role: row.role, entity: row.entity, team: row.team as Team | '*' },
      limitMinor: row.limitMinor?.toString() ?? null,
      from: row.from.toISOString(),
      until: row.until.toISOString(),
    })),
    absences: away.map(({ principalId, from, until }) => ({
      ...{ principalId, from: from.toISOString(), until: until.toISOString() },
    })),
  };
}

interface Row {
  readonly person: typeof principals.$inferSelect;
  readonly grant: typeof roleGrants.$inferSelect | null;
}

function peopleOf(rows: readonly Row[]): Person[] {
  const people = new Map<string, Person & { grants: RoleGrant[] }>();
  for (const { person, grant } of rows) {
    const { id, name, kind, managerId, skills } = person;
    const one = people.get(id) ?? { id, name, kind, managerId, skills, grants: [] };
    if (grant) one.grants.push({ role: grant.role, entity: grant.entity, team: grant.team } as RoleGrant);
    people.set(id, one);
  }
  return [...people.values()];
}
