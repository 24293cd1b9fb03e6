import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { AccountRef, Transfer } from '../domain/posting.ts';
import type { Tx } from './connection.ts';
import { accountDeterminations, documentNumbers, journalEntries, ledgerTransfers } from './schema/ledger.ts';
import { fiscalPeriods } from './schema/organisation.ts';

/** No open period can take the posting. Never retried: a controller must open one. */
export class PeriodClosed extends Error {
  override readonly name = 'PeriodClosed';
}

export interface EntryToPost {
  readonly legalEntity: string;
  readonly documentType: 'invoice' | 'receipt' | 'credit-memo' | 'cash-application' | 'opening' | 'reversal';
  readonly documentId: string;
  readonly description: string;
  /** Calendar days in the entity's zone, "2026-11-22". */
  readonly postingDate: string;
  readonly documentDate: string;
  readonly taxDate: string;
  readonly valueDate: string;
  /** Posts once: the database refuses a second entry under it. */
  readonly effectKey: string;
  readonly postedBy: string;
  readonly transfers: readonly Transfer[];
  /** Binds the entry to what was approved. */
  readonly approved?: { readonly requestId: string; readonly revision: number; readonly contentHash: string };
}

/**
 * Posts one journal entry in the caller's transaction: takes the next gapless number, resolves account keys, inserts the transfers;
 * the database's triggers move the sub-ledgers. A closed period posts to the next open one.
 * @returns the entry's number, JE-US10-2026-000001
 * @throws PeriodClosed when no open period follows
 */
export async function postEntry(tx: Tx, entry: EntryToPost): Promise<string> {
  const { legalEntity, transfers } = entry;
  if (transfers.length === 0) throw new Error('an entry has at least one transfer');
  const { period, postingDate } = await openPeriod(tx, legalEntity, entry.postingDate);
  const accountOf = await determineAccounts(tx, legalEntity, transfers);
  const number = await nextNumber(tx, legalEntity, 'JE', Number(postingDate.slice(0, 4)));
  await tx.insert(journalEntries).values({
    legalEntity,
    number,
    documentType: entry.documentType,
    documentId: entry.documentId,
    postingDate,
    documentDate: entry.documentDate,
    taxDate: entry.taxDate,
    valueDate: entry.valueDate,
    period,
    effectKey: entry.effectKey,
    requestId: entry.approved?.requestId ?? null,
    revision: entry.approved?.revision ?? null,
    proposalHash: entry.approved?.contentHash ?? null,
    description: entry.description,
    postedBy: entry.postedBy,
  });
  await tx.insert(ledgerTransfers).values(
    transfers.map((transfer, i) => ({
      legalEntity,
      entryNumber: number,
      line: i + 1,
      debitAccount: accountOf(transfer.debit),
      creditAccount: accountOf(transfer.credit),
      amountMinor: BigInt(transfer.amount.minor),
      currency: transfer.amount.currency,
      customerId: transfer.customerId ?? null,
      invoiceId: transfer.invoiceId ?? null,
      receiptId: transfer.receiptId ?? null,
    })),
  );
  return number;
}

/** The next number of a gapless series, CM-US10-2026-000001. A rollback gives it back. */
export async function nextNumber(
  tx: Tx,
  legalEntity: string,
  series: string,
  fiscalYear: number,
): Promise<string> {
  const [row] = await tx
    .insert(documentNumbers)
    .values({ legalEntity, series, fiscalYear, last: 1n })
    .onConflictDoUpdate({
      target: [documentNumbers.legalEntity, documentNumbers.series, documentNumbers.fiscalYear],
      set: { last: sql`${documentNumbers.last} + 1` },
    })
    .returning({ last: documentNumbers.last });
  if (!row) throw new Error(`series ${series} of ${legalEntity} gave no number`);
  return `${series}-${legalEntity}-${fiscalYear}-${row.last.toString().padStart(6, '0')}`;
}

async function openPeriod(
  tx: Tx,
  legalEntity: string,
  day: string,
): Promise<{ period: string; postingDate: string }> {
  const [row] = await tx
    .select()
    .from(fiscalPeriods)
    .where(
      and(
        eq(fiscalPeriods.legalEntity, legalEntity),
        eq(fiscalPeriods.status, 'open'),
        gte(fiscalPeriods.to, day),
      ),
    )
    .orderBy(fiscalPeriods.from)
    .limit(1);
  if (!row) throw new PeriodClosed(`${legalEntity} has no open fiscal period on or after ${day}`);
  return { period: row.period, postingDate: day < row.from ? row.from : day };
}

async function determineAccounts(
  tx: Tx,
  legalEntity: string,
  transfers: readonly Transfer[],
): Promise<(ref: AccountRef) => string> {
  const keys = [...new Set(transfers.flatMap((t) => [t.debit.key, t.credit.key]))];
  const rows = await tx
    .select()
    .from(accountDeterminations)
    .where(and(eq(accountDeterminations.legalEntity, legalEntity), inArray(accountDeterminations.key, keys)));
  const anything = (row: (typeof rows)[number]) =>
    [row.category, row.taxCode].filter((part) => part === '*').length;
  const mostSpecificFirst = rows.toSorted((a, b) => anything(a) - anything(b));
  return (ref) => {
    const found = mostSpecificFirst.find(
      (row) =>
        row.key === ref.key &&
        (row.category === '*' || row.category === ref.category) &&
        (row.taxCode === '*' || row.taxCode === ref.taxCode),
    );
    if (!found)
      throw new Error(
        `no account of ${legalEntity} is determined for ${ref.key}/${ref.category ?? '*'}/${ref.taxCode ?? '*'}`,
      );
    return found.accountNumber;
  };
}
