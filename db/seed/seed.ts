import { and, eq, sql } from 'drizzle-orm';
import type { Database, Tx } from '../connection.ts';
import { journalEntries } from '../schema/ledger.ts';
import { inEntity } from '../transaction.ts';
import { bookOf } from './book/book.ts';
import { todayIn } from './days.ts';
import { SEED_ENTITIES, type SeedEntity } from './entities.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { writeBooksOfAccount, writeOrganisation } from './organisation.ts';
import { writeExchangeRates } from './exchange-rates.ts';
import { asOwner } from './owner.ts';
import { postOpening, postRecords } from './post-records.ts';
import { EXAMPLE_ENTITY, seedCase } from './worked-examples.ts';
import { writeRecords } from './write-records.ts';

/** Any number, the same in every process that seeds. */
const SEED_LOCK = 7_305_502n;

/**
 * Puts the reference data and a year of trade into a migrated database: legal entities, people, policy, chart of accounts, fiscal
 * periods, customers, and every invoice and receipt posted. Idempotent: what is there stays, missing months are added. Several
 * processes may call it at once.
 * @param adminUrl an account that is a member of `docket_owner`
 */
export const seed = (adminUrl: string): Promise<void> =>
  asOwner(adminUrl, async (db) => {
    await db.transaction(async (tx) => {
      await lock(tx);
      await writeOrganisation(tx);
      await writeExchangeRates(tx, todayIn('UTC'));
    });
    for (const entity of SEED_ENTITIES) await seedEntity(db, entity);
    await db.execute(sql`analyze`);
  });

/** One transaction: a legal entity is seeded whole or not at all. */
const seedEntity = (db: Database, entity: SeedEntity): Promise<void> =>
  inEntity(db, entity.code, async (tx) => {
    await lock(tx);
    const today = todayIn(entity.calendar.zone);
    await writeBooksOfAccount(tx, entity, today);
    if (!(await isOpened(tx, entity.code))) {
      const book = bookOf(entity, today);
      await postOpening(tx, entity.code, book.openedOn, book.openingCash);
      await writeRecords(tx, entity.code, book);
      await postRecords(tx, entity.code, book);
    }
    if (entity.code !== EXAMPLE_ENTITY.code) return;
    for (const example of EXAMPLE_CASES) await seedCase(tx, entity.code, example, '');
  });

const lock = (tx: Tx) => tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);

/** The opening entry is the first thing a legal entity posts, so where it is, the rest is. */
async function isOpened(tx: Tx, code: string): Promise<boolean> {
  const found = await tx
    .select({ number: journalEntries.number })
    .from(journalEntries)
    .where(and(eq(journalEntries.legalEntity, code), eq(journalEntries.documentType, 'opening')));
  return found.length > 0;
}
