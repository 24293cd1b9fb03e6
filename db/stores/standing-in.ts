import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Delegation, Person } from '../../domain/directory.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';
import type { Database, Tx } from '../connection.ts';
import { principals, roleGrants } from '../schema/organisation.ts';
import { absences, delegations } from '../schema/standing-in.ts';

/** Delegations and absences have no row-level security, like the grants they stand beside: their readers filter by person. */
type Reads = Database | Tx;

export type DelegationRow = typeof delegations.$inferSelect;
export type AbsenceRow = typeof absences.$inferSelect;

/** A person with what a loan to them, or an absence of theirs, is judged by. */
export type Colleague = Pick<Person, 'id' | 'name' | 'managerId' | 'grants'>;

/** Until the transaction ends nobody else lends: two halves of a circle would not see each other. */
export const lockLending = (tx: Tx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('delegation', 3))`);

/** The active person of this id with the grants in force at `at`; undefined for anybody else. */
export async function colleagueById(db: Reads, id: string, at: Date): Promise<Colleague | undefined> {
  const [found] = await colleagues(db, eq(principals.id, id), at);
  return found;
}

/** Active people with a role in one of these legal entities or in the group, by name. */
export const colleaguesIn = (db: Reads, entities: readonly string[], at: Date): Promise<Colleague[]> =>
  colleagues(
    db,
    inArray(
      principals.id,
      db
        .select({ id: roleGrants.principalId })
        .from(roleGrants)
        .where(inArray(roleGrants.entity, [...entities, '*'])),
    ),
    at,
  );

/** The people who answer to somebody, by name. */
export const reportsOf = (db: Reads, managerId: string, at: Date): Promise<Colleague[]> =>
  colleagues(db, eq(principals.managerId, managerId), at);

async function colleagues(db: Reads, which: SQL, at: Date): Promise<Colleague[]> {
  const inForce = and(lte(roleGrants.from, at), or(isNull(roleGrants.until), gt(roleGrants.until, at)));
  const rows = await db
    .select({ person: principals, grant: roleGrants })
    .from(principals)
    .leftJoin(roleGrants, and(eq(roleGrants.principalId, principals.id), inForce))
    .where(and(which, eq(principals.kind, 'person'), eq(principals.active, 'yes')))
    .orderBy(asc(principals.name), asc(principals.id), asc(roleGrants.role), asc(roleGrants.entity));
  const found = new Map<string, Colleague & { grants: Person['grants'][number][] }>();
  for (const { person, grant } of rows) {
    const { id, name, managerId } = person;
    const one = found.get(id) ?? { id, name, managerId, grants: [] };
    if (grant) one.grants.push(grant as Person['grants'][number]);
    found.set(id, one);
  }
  return [...found.values()];
}

/** Loans of a role that are in force at some moment of a period. */
export async function loansOf(tx: Tx, role: Role, from: Date, until: Date): Promise<Delegation[]> {
  const rows = await tx
    .select()
    .from(delegations)
    .where(
      and(
        eq(delegations.role, role),
        isNull(delegations.revokedAt),
        lt(delegations.from, until),
        gt(delegations.until, from),
      ),
    );
  return rows.map(delegationOf);
}

export const delegationOf = (row: DelegationRow): Delegation => ({
  id: row.id,
  delegatorId: row.delegatorId,
  delegateId: row.delegateId,
  role: row.role,
  entity: row.entity,
  team: row.team as Team | '*',
  limitMinor: row.limitMinor?.toString() ?? null,
  from: row.from.toISOString(),
  until: row.until.toISOString(),
});

/** What a person has lent and was lent, newest first, without what ended before `since`. */
export const delegationsOf = (db: Reads, personId: string, since: Date): Promise<DelegationRow[]> =>
  db
    .select()
    .from(delegations)
    .where(
      and(
        or(eq(delegations.delegatorId, personId), eq(delegations.delegateId, personId)),
        gt(delegations.until, since),
        or(isNull(delegations.revokedAt), gt(delegations.revokedAt, since)),
      ),
    )
    .orderBy(desc(delegations.from), desc(delegations.id));

/** Absences of these people, newest first, without what ended before `since`. */
export const absencesOf = (db: Reads, people: readonly string[], since: Date): Promise<AbsenceRow[]> =>
  db
    .select()
    .from(absences)
    .where(
      and(
        inArray(absences.principalId, [...people]),
        gt(absences.until, since),
        or(isNull(absences.cancelledAt), gt(absences.cancelledAt, since)),
      ),
    )
    .orderBy(desc(absences.from), desc(absences.id));

/** Locked until the transaction ends. */
export async function delegationById(tx: Tx, id: string): Promise<DelegationRow | undefined> {
  const [row] = await tx.select().from(delegations).where(eq(delegations.id, id)).for('update');
  return row;
}

/** Locked until the transaction ends. */
export async function absenceById(tx: Tx, id: string): Promise<AbsenceRow | undefined> {
  const [row] = await tx.select().from(absences).where(eq(absences.id, id)).for('update');
  return row;
}

export async function insertDelegation(tx: Tx, row: typeof delegations.$inferInsert): Promise<DelegationRow> {
  const [inserted] = await tx.insert(delegations).values(row).returning();
  if (!inserted) throw new Error('the delegation was not inserted');
  return inserted;
}

export async function insertAbsence(tx: Tx, row: typeof absences.$inferInsert): Promise<AbsenceRow> {
  const [inserted] = await tx.insert(absences).values(row).returning();
  if (!inserted) throw new Error('the absence was not inserted');
  return inserted;
}

export async function markRevoked(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.update(delegations).set({ revokedAt: at, revokedBy: by }).where(eq(delegations.id, id));
}

export async function markCancelled(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(absences).set({ cancelledAt: at }).where(eq(absences.id, id));
}
