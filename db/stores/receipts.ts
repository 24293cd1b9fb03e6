import { and, eq, ne, sql } from 'drizzle-orm';
import type { ClaimedReceipt } from '../../domain/cash-application.ts';
import type { CurrencyCode } from '../../domain/money.ts';
import { money } from '../../domain/money.ts';
import type { Tx } from '../connection.ts';
import { receipts } from '../schema/receivables.ts';
import { requests } from '../schema/request.ts';

type ReceiptRow = typeof receipts.$inferSelect;

/** Receipts that carry this bank reference, compared without case and blanks, with the other requests that claim it. */
export async function receiptsByReference(
  tx: Tx,
  legalEntity: string,
  bankReference: string,
  requestId: string,
): Promise<ClaimedReceipt[]> {
  const normal = bankReference.replaceAll(/\s/g, '').toUpperCase();
  const rows = await tx
    .select()
    .from(receipts)
    .where(
      and(
        eq(receipts.legalEntity, legalEntity),
        sql`upper(replace(${receipts.bankReference}, ' ', '')) = ${normal}`,
      ),
    );
  const claimedBy = rows.length === 0 ? [] : await otherClaimants(tx, legalEntity, normal, requestId);
  return rows.map((row) => claimedReceipt(row, claimedBy));
}

export async function receiptById(
  tx: Tx,
  legalEntity: string,
  id: string,
): Promise<ClaimedReceipt | undefined> {
  const [row] = await tx
    .select()
    .from(receipts)
    .where(and(eq(receipts.legalEntity, legalEntity), eq(receipts.id, id)));
  return row && claimedReceipt(row, []);
}

/** Requests, open or fulfilled, that quote the same reference; refused and withdrawn ones claim nothing. */
async function otherClaimants(
  tx: Tx,
  legalEntity: string,
  reference: string,
  requestId: string,
): Promise<string[]> {
  const rows = await tx
    .select({ id: requests.id, outcome: requests.outcome })
    .from(requests)
    .where(
      and(
        eq(requests.legalEntity, legalEntity),
        ne(requests.id, requestId),
        sql`upper(replace(${requests.claim} -> 'payment' ->> 'bankReference', ' ', '')) = ${reference}`,
      ),
    );
  return rows.filter(({ outcome }) => outcome === null || outcome.startsWith('VALID')).map(({ id }) => id);
}

function claimedReceipt(row: ReceiptRow, claimedBy: readonly string[]): ClaimedReceipt {
  return {
    id: row.id,
    legalEntity: row.legalEntity,
    bankReference: row.bankReference,
    payerText: row.payerText,
    payerCustomerId: row.customerId,
    valueDate: row.valueDate,
    remaining: money(row.remainingMinor, row.currency as CurrencyCode),
    heldIn: row.heldIn,
    claimedBy,
  };
}
