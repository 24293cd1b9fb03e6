import type { CreditLine } from '../domain/assessment.ts';
import type { Tx } from './connection.ts';
import { creditMemoLines, creditMemos } from './schema/ledger.ts';

export interface CreditMemoToIssue {
  readonly memo: typeof creditMemos.$inferInsert;
  readonly lines: readonly CreditLine[];
}

/** Stores a credit memo with its lines; the trigger adds them to what was credited of each invoice line, and refuses more than billed. */
export async function insertCreditMemo(tx: Tx, { memo, lines }: CreditMemoToIssue): Promise<void> {
  await tx.insert(creditMemos).values(memo);
  await tx.insert(creditMemoLines).values(
    lines.map((line) => ({
      legalEntity: memo.legalEntity,
      memoNumber: memo.number,
      invoiceId: memo.invoiceId,
      line: line.line,
      netMinor: BigInt(line.net.minor),
      taxMinor: BigInt(line.tax.minor),
    })),
  );
}
