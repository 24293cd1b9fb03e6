import { systemActor } from '../../domain/actor.ts';
import { isPositive, type Money } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { transfer, type Transfer } from '../../domain/posting.ts';
import type { Tx } from '../connection.ts';
import { postEntry, type EntryToPost } from '../ledger.ts';
import { amountsOf, type Records, type SeedInvoice, type SeedReceipt } from './records.ts';

const POSTED_BY = systemActor(policyV1.version);

/**
 * Posts the records through the ledger's one door, in the order of their days, so that entry numbers rise with posting dates.
 * Every effect key is `seed/…`.
 */
export async function postRecords(
  tx: Tx,
  entity: string,
  { invoices, receipts }: Pick<Records, 'invoices' | 'receipts'>,
): Promise<void> {
  const entries = [
    ...invoices.map((invoice) => invoiceEntry(entity, invoice)),
    ...receipts.flatMap((receipt) => receiptEntries(entity, receipt)),
  ].toSorted((a, b) => a.postingDate.localeCompare(b.postingDate));
  for (const entry of entries) await postEntry(tx, entry);
}

/** What the legal entity had before its first seeded entry. */
export async function postOpening(tx: Tx, entity: string, day: string, cash: Money): Promise<void> {
  await postEntry(
    tx,
    entryOf(entity, 'opening', `OPENING-${entity}`, day, 'Opening balances', [
      transfer({ key: 'cash' }, { key: 'opening-equity' }, cash),
    ]),
  );
}

/** Dr receivables / Cr revenue and output tax, line by line. */
function invoiceEntry(entity: string, invoice: SeedInvoice): EntryToPost {
  const subject = { customerId: invoice.customerId, invoiceId: invoice.id };
  const transfers = invoice.lines.flatMap((line): Transfer[] => {
    const { net, tax } = amountsOf(entity, line);
    const { category, taxCode } = line;
    const receivables = { key: 'accounts-receivable' } as const;
    return [
      transfer(receivables, { key: 'revenue', category, taxCode }, net, subject),
      ...(isPositive(tax) ? [transfer(receivables, { key: 'output-tax', taxCode }, tax, subject)] : []),
    ];
  });
  return entryOf(entity, 'invoice', invoice.id, invoice.date, `Invoice ${invoice.id}`, transfers);
}

/** Dr cash / Cr where it is held; then out of there onto the invoices it pays. */
function receiptEntries(entity: string, receipt: SeedReceipt): EntryToPost[] {
  const subject = {
    receiptId: receipt.id,
    ...(receipt.customerId === null ? {} : { customerId: receipt.customerId }),
  };
  const received = entryOf(
    entity,
    'receipt',
    receipt.id,
    receipt.valueDate,
    `Receipt ${receipt.bankReference}`,
    [transfer({ key: 'cash' }, { key: receipt.heldIn }, receipt.amount, subject)],
  );
  const applications = receipt.applied.map(({ invoiceId, amount }) =>
    transfer({ key: receipt.heldIn }, { key: 'accounts-receivable' }, amount, { ...subject, invoiceId }),
  );
  if (applications.length === 0) return [received];
  const words = `Receipt ${receipt.bankReference} applied`;
  return [received, entryOf(entity, 'cash-application', receipt.id, receipt.valueDate, words, applications)];
}

const entryOf = (
  legalEntity: string,
  documentType: EntryToPost['documentType'],
  documentId: string,
  day: string,
  description: string,
  transfers: readonly Transfer[],
): EntryToPost => ({
  ...{ legalEntity, documentType, documentId, description, transfers },
  ...{ postingDate: day, documentDate: day, taxDate: day, valueDate: day },
  effectKey: `seed/${documentType}/${documentId}`,
  postedBy: POSTED_BY,
});
