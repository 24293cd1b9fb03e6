import { and, asc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Actor, RoleGrant } from '../../domain/actor.ts';
import type { Database, Tx } from '../connection.ts';
import { identities, legalEntities, principals, roleGrants } from '../schema/organisation.ts';

/** People, identities, grants and legal entities have no row-level security: they say who may see what. */
type Reads = Database | Tx;

export interface LegalEntity {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
}

/** The active principal a token's subject proves, with the grants in force now. Undefined: nobody Docket knows. */
export async function loadActor(db: Reads, issuer: string, subject: string): Promise<Actor | undefined> {
  const [identity] = await db
    .select({ principalId: identities.principalId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return identity && actorById(db, identity.principalId);
}

/** The active principal of this id, with the grants in force at `at`; without it, by the database's clock. */
export async function actorById(db: Reads, principalId: string, at?: Date): Promise<Actor | undefined> {
  const [actor] = await loadActors(db, eq(principals.id, principalId), at);
  return actor;
}

/** Everyone active who holds a role in one of these entities, or in the group, by name. */
export function actorsOf(db: Reads, entities: readonly string[]): Promise<Actor[]> {
  const granted = db
    .select({ id: roleGrants.principalId })
    .from(roleGrants)
    .where(inArray(roleGrants.entity, [...entities, '*']));
  return loadActors(db, inArray(principals.id, granted));
}

/** Names of principals, also of those no longer active: audit events name them for good. */
export async function principalNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: principals.id, name: principals.name })
    .from(principals)
    .where(inArray(principals.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.name]));
}

export function listLegalEntities(db: Reads): Promise<LegalEntity[]> {
  const { code, name, zone, currency } = legalEntities;
  return db.select({ code, name, zone, currency }).from(legalEntities).orderBy(asc(code));
}

async function loadActors(db: Reads, which: SQL, at?: Date): Promise<Actor[]> {
  const rows = await db
    .select({ principal: principals, grant: roleGrants })
    .from(principals)
    .leftJoin(roleGrants, and(eq(roleGrants.principalId, principals.id), inForce(at ?? sql`now()`)))
    .where(and(which, eq(principals.active, 'yes')))
    .orderBy(asc(principals.name), asc(principals.id), asc(roleGrants.role), asc(roleGrants.entity));
  const actors = new Map<string, { row: (typeof rows)[number]['principal']; grants: RoleGrant[] }>();
  for (const { principal, grant } of rows) {
    const actor = actors.get(principal.id) ?? { row: principal, grants: [] };
    if (grant) actor.grants.push({ role: grant.role, entity: grant.entity, team: grant.team } as RoleGrant);
    actors.set(principal.id, actor);
  }
  return [...actors.values()].map(({ row, grants }) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    ...(row.answerableId !== null && { answerableId: row.answerableId }),
    grants,
  }));
}

/** Half-open: a grant that ends now has ended. */
const inForce = (at: Date | SQL) =>
  and(lte(roleGrants.from, at), or(isNull(roleGrants.until), gt(roleGrants.until, at)));
