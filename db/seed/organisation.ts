import { and, eq, isNull } from 'drizzle-orm';
import { policyV1 } from '../../domain/policy/v1.ts';
import { contentHash } from '../canonical.ts';
import type { Tx } from '../connection.ts';
import { accountDeterminations, accounts } from '../schema/ledger.ts';
import {
  fiscalPeriods,
  identities,
  legalEntities,
  policyVersions,
  principals,
  roleGrants,
} from '../schema/organisation.ts';
import { CHART, DETERMINATIONS } from './chart.ts';
import { addMonths, monthsBetween } from './days.ts';
import { SEED_ENTITIES, type SeedEntity } from './entities.ts';
import { POLICY_AUTHOR, POLICY_PUBLISHER, SEED_PEOPLE, SEED_SERVICES } from './people.ts';

/** The development issuer's name in identity rows; its subjects are the principals' own ids. */
const DEVELOPMENT_ISSUER = 'development';
const SINCE = new Date('2020-01-01T00:00:00Z');

/** Months in which the worked examples lie; they post whenever this runs. */
const EXAMPLES = { first: '2026-08-01', last: '2026-11-30' };

/**
 * Legal entities, people, grants, policy. What is there already is left as it is: an ended grant stays ended, a published policy
 * stays what it was.
 */
export async function writeOrganisation(tx: Tx): Promise<void> {
  await tx
    .insert(legalEntities)
    .values(
      SEED_ENTITIES.map(({ code, name, currency, calendar }) => ({
        code,
        name,
        currency,
        zone: calendar.zone,
      })),
    )
    .onConflictDoNothing();
  await tx
    .insert(principals)
    .values([
      ...SEED_PEOPLE.map(({ id, name, email, skills }) => ({
        ...{ id, kind: 'person' as const, name, email },
        skills: [...skills],
      })),
      ...SEED_SERVICES.map(({ id, name, answerableId }) => ({
        id,
        kind: 'service' as const,
        name,
        answerableId,
      })),
    ])
    .onConflictDoNothing();
  for (const { id, managerId } of SEED_PEOPLE) {
    if (managerId !== null)
      await tx
        .update(principals)
        .set({ managerId })
        .where(and(eq(principals.id, id), isNull(principals.managerId)));
  }
  const everyone = [...SEED_PEOPLE, ...SEED_SERVICES].map(({ id }) => id);
  await tx
    .insert(identities)
    .values(everyone.map((id) => ({ issuer: DEVELOPMENT_ISSUER, subject: id, principalId: id })))
    .onConflictDoNothing();
  await tx.insert(roleGrants).values(grants()).onConflictDoNothing();
  await publishPolicy(tx);
}

const grants = (): (typeof roleGrants.$inferInsert)[] => [
  ...SEED_PEOPLE.flatMap(({ id, grants: held }) =>
    held.map((grant) => ({ ...grant, principalId: id, from: SINCE })),
  ),
  ...SEED_SERVICES.map(({ id }) => ({ principalId: id, role: 'channel', entity: '*', from: SINCE })),
];

/** @throws when the version is published with another content: a published policy never changes */
async function publishPolicy(tx: Tx): Promise<void> {
  const hash = contentHash(policyV1);
  const [before] = await tx
    .select({ hash: policyVersions.hash })
    .from(policyVersions)
    .where(eq(policyVersions.version, policyV1.version));
  if (before && before.hash !== hash) {
    throw new Error(
      `policy ${policyV1.version} is published with another content, and a published policy never changes: make a new version of it, or begin anew with "npm start -- --reset"`,
    );
  }
  await tx
    .insert(policyVersions)
    .values({
      version: policyV1.version,
      effectiveFrom: new Date(policyV1.effectiveFrom),
      document: policyV1,
      hash,
      authorId: POLICY_AUTHOR,
      publisherId: POLICY_PUBLISHER,
    })
    .onConflictDoNothing();
}

/** Chart of accounts, account determination, and months around today: 24 back, 12 ahead, those before last year closed. */
export async function writeBooksOfAccount(tx: Tx, { code }: SeedEntity, today: string): Promise<void> {
  await tx
    .insert(accounts)
    .values(CHART.map((account) => ({ legalEntity: code, ...account })))
    .onConflictDoNothing();
  await tx
    .insert(accountDeterminations)
    .values(DETERMINATIONS.map((row) => ({ legalEntity: code, ...row })))
    .onConflictDoNothing();
  const lastYear = Number(today.slice(0, 4)) - 1;
  const first = [addMonths(today, -24), EXAMPLES.first].toSorted()[0] ?? today;
  const last = [addMonths(today, 12), EXAMPLES.last].toSorted()[1] ?? today;
  await tx
    .insert(fiscalPeriods)
    .values(
      monthsBetween(first, last).map((month) => ({
        legalEntity: code,
        ...month,
        status: Number(month.period.slice(0, 4)) < lastYear ? ('closed' as const) : ('open' as const),
      })),
    )
    .onConflictDoNothing();
}
