import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { directoryAt } from '../../db/stores/directory.ts';
import { standingOf, stillAssigned, type OpenSeat, type StandInQuestion } from '../../domain/stand-in.ts';
import { Books } from './books.ts';

/** Two writings of one rule, domain/stand-in.ts and stands_in of migration 0007, asked the same about the same people. */
let books: Books;
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `person:${letter}`);
beforeAll(async () => {
  books = await Books.open(2);
  await books.sql`delete from role_grant`;
  for (const id of PEOPLE)
    await books.sql`insert into principal (id, kind, name) values (${id}, 'person', ${id})`;
});
afterAll(() => books.close());

const who = fc.constantFrom(...PEOPLE);
const role = fc.constantFrom('manager', 'manager', 'manager', 'committee', 'committee-alternate');
const team = fc.constantFrom('*', '*', '*', 'billing', 'credit');
const entity = fc.constantFrom('US10', 'US10', '*', 'DE20');
/** Hours from now: over, in force, to come. */
const period = fc.constantFrom([-2, -1], [-1, 1], [-1, 1], [-1, 1], [-1, 1], [-1, 1], [-1, 1], [1, 2]);
const town = fc.record({
  inactive: fc.uniqueArray(who, { maxLength: 1 }),
  managers: fc.array(fc.tuple(who, who), { minLength: 4, maxLength: 9 }),
  grants: fc.array(fc.record({ who, role, entity, team, period }), {
    minLength: 2,
    maxLength: 6,
    size: 'max',
  }),
  lent: fc.array(
    fc.record({
      ...{
        from: who,
        to: who,
        role,
        entity,
        team,
        period,
        revoked: fc.constantFrom(false, false, false, false, true),
      },
      limit: fc.option(fc.constantFrom('100', '500')),
    }),
    { minLength: 14, maxLength: 24 },
  ),
  away: fc.array(fc.record({ who, period, cancelled: fc.constantFrom(false, false, false, false, true) }), {
    maxLength: 8,
  }),
});
const asked = fc.record({
  seat: fc.record({
    ...{ role: fc.constantFrom('manager', 'manager', 'committee'), team: fc.constantFrom('*', 'billing') },
    assigneeId: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, who),
  }),
  question: fc.record({
    depth: fc.constantFrom(0, 1, 2, 3, 3),
    basisMinor: fc.option(fc.constantFrom(100n, 101n, 500n), { freq: 6 }),
    barred: fc.uniqueArray(who, { maxLength: 2 }),
  }),
});

type Town = typeof town extends fc.Arbitrary<infer T> ? T : never;
const NOW = new Date();
const at = (hours: number | undefined) => new Date(NOW.getTime() + (hours ?? 0) * 3_600_000);

async function settle({ inactive, managers, grants, lent, away }: Town) {
  const { sql } = books;
  await sql`delete from delegation`;
  await sql`delete from absence`;
  await sql`delete from role_grant`;
  await sql`update principal set manager_id = null, active = case when id = any (${inactive}) then 'no' else 'yes' end`;
  for (const [person, manager] of managers)
    if (person !== manager) await sql`update principal set manager_id = ${manager} where id = ${person}`;
  const given = new Map(
    grants.map((one) => [
      JSON.stringify([one.who, one.role, one.entity, one.team]),
      {
        ...{ principal_id: one.who, role: one.role, entity: one.entity, team: one.team },
        ...{ valid_from: at(one.period[0]), valid_until: at(one.period[1]) },
      },
    ]),
  );
  await sql`insert into role_grant ${sql([...given.values()])}`;
  const lending = lent
    .filter((one) => one.from !== one.to)
    .map((one, i) => ({
      ...{ id: `DLG-${i}`, delegator_id: one.from, delegate_id: one.to, role: one.role, entity: one.entity },
      ...{ team: one.team, limit_minor: one.limit, valid_from: at(one.period[0]) },
      ...{ valid_until: at(one.period[1]), reason: 'r', created_by: one.from, created_at: NOW },
      ...{ revoked_at: one.revoked ? NOW : null, revoked_by: one.revoked ? one.from : null },
    }));
  if (lending.length > 0) await sql`insert into delegation ${sql(lending)}`;
  const absences = away.map((one, i) => ({
    ...{ id: `ABS-${i}`, principal_id: one.who, absent_from: at(one.period[0]) },
    ...{ absent_until: at(one.period[1]), created_by: one.who, created_at: NOW },
    cancelled_at: one.cancelled ? NOW : null,
  }));
  if (absences.length > 0) await sql`insert into absence ${sql(absences)}`;
}

it('agree on who stands in for whom, and whose a named seat still is', async () => {
  let standing = 0;
  const assigned = { still: 0, nobodys: 0 };
  await fc.assert(
    fc.asyncProperty(town, fc.array(asked, { minLength: 8, maxLength: 8 }), async (people, questions) => {
      await settle(people);
      const directory = await books.api.db.transaction((tx) => directoryAt(tx, NOW));
      for (const { seat, question } of questions) {
        const open = { legalEntity: 'US10', ...seat } as OpenSeat;
        const asking: StandInQuestion = { ...question, barred: new Set(question.barred) };
        const free = PEOPLE.filter((id) => !question.barred.includes(id) && !people.inactive.includes(id));
        const inTypeScript = free.flatMap((actor) =>
          PEOPLE.filter((holder) => {
            const right = holder === actor ? null : standingOf(actor, open, directory, asking, holder);
            return right?.path.every((id) => !question.barred.includes(id));
          }).map((holder) => `${actor} for ${holder}`),
        );
        const rows = await books.sql<{ pair: string }[]>`
          select actor.id || ' for ' || holder.id as pair from principal actor, principal holder
          where actor.id = any (${free}) and holder.id = any (${PEOPLE}) and actor.id <> holder.id
            and stands_in(actor.id, holder.id, ${seat.role}, 'US10', ${seat.team}, ${seat.assigneeId},
              ${question.basisMinor?.toString() ?? null}, ${question.depth}, ${question.barred}, ${NOW})`;
        expect(rows.map(({ pair }) => pair).toSorted()).toEqual(inTypeScript.toSorted());
        standing += rows.length;
        const still = stillAssigned(open, directory, asking.barred);
        const [kept] = await books.sql<{ assignee: string | null }[]>`
          select still_assigned(${seat.assigneeId}, ${seat.role}, 'US10', ${seat.team}, ${question.barred}, ${NOW}) as assignee`;
        expect(kept?.assignee).toBe(still);
        if (seat.assigneeId !== null) assigned[still === null ? 'nobodys' : 'still'] += 1;
        const bySql = await books.sql<{ id: string }[]>`
          select id from principal where id = any (${free})
            and held_for_seat(id, ${seat.role}, 'US10', ${seat.team}, ${kept?.assignee ?? null}, ${NOW}) is not null`;
        const freed = { ...open, assigneeId: still };
        const holders = free.filter((id) => standingOf(id, freed, directory, asking, null) !== null);
        expect(bySql.map(({ id }) => id).toSorted()).toEqual(holders.toSorted());
      }
    }),
    { numRuns: 25 },
  );
  expect(standing).toBeGreaterThan(5);
  expect(Math.min(assigned.still, assigned.nobodys)).toBeGreaterThan(0);
}, 60_000);
