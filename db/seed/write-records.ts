import type { Tx } from '../connection.ts';
import { contracts, creditProfiles, customers, kycProfiles, priceAgreements } from '../schema/customer.ts';
import { invoiceLines, invoices, receipts } from '../schema/receivables.ts';
import { amountsOf, grossOf, taxRateOf, type Records, type SeedInvoice } from './records.ts';

const SCREENED_AGAINST = 'sanctions-lists/2026-10';

/** Inserts the rows and posts nothing: open amounts and remainders stay zero until the ledger moves them. */
export async function writeRecords(tx: Tx, legalEntity: string, records: Records): Promise<void> {
  await writeCustomers(tx, legalEntity, records.customers);
  await writeAgreements(tx, legalEntity, records);
  if (records.invoices.length > 0) {
    await tx.insert(invoices).values(records.invoices.map((invoice) => invoiceRow(legalEntity, invoice)));
    await tx
      .insert(invoiceLines)
      .values(records.invoices.flatMap((invoice) => lineRows(legalEntity, invoice)));
  }
  if (records.receipts.length > 0) {
    await tx.insert(receipts).values(
      records.receipts.map(({ amount, applied: _applied, ...receipt }) => ({
        ...receipt,
        legalEntity,
        currency: amount.currency,
        amountMinor: amount.minor,
      })),
    );
  }
}

async function writeCustomers(tx: Tx, legalEntity: string, records: Records['customers']): Promise<void> {
  if (records.length === 0) return;
  await tx
    .insert(customers)
    .values(records.map(({ kyc: _kyc, credit: _credit, ...customer }) => ({ legalEntity, ...customer })));
  await tx
    .insert(kycProfiles)
    .values(
      records.map(({ id, kyc }) => ({ legalEntity, customerId: id, listVersion: SCREENED_AGAINST, ...kyc })),
    );
  await tx.insert(creditProfiles).values(
    records.map(({ id, credit }) => ({
      legalEntity,
      customerId: id,
      limitMinor: credit.limit.minor,
      currency: credit.limit.currency,
      score: String(credit.score),
      onHold: credit.onHold,
    })),
  );
}

async function writeAgreements(
  tx: Tx,
  legalEntity: string,
  records: Pick<Records, 'contracts' | 'prices'>,
): Promise<void> {
  if (records.contracts.length > 0) {
    await tx
      .insert(contracts)
      .values(records.contracts.map(({ clock, ...contract }) => ({ legalEntity, ...contract, sla: clock })));
  }
  if (records.prices.length === 0) return;
  await tx.insert(priceAgreements).values(
    records.prices.map(({ unitPrice, maintainedBy, maintainedOn, ...price }) => ({
      ...price,
      legalEntity,
      unitPriceMinor: unitPrice.minor,
      currency: unitPrice.currency,
      maintainedById: maintainedBy,
      maintainedAt: new Date(`${maintainedOn}T12:00:00Z`),
    })),
  );
}

function invoiceRow(legalEntity: string, invoice: SeedInvoice): typeof invoices.$inferInsert {
  const { lines: _lines, ...row } = invoice;
  const gross = grossOf(legalEntity, invoice);
  return { legalEntity, ...row, currency: gross.currency, grossMinor: gross.minor };
}

const lineRows = (legalEntity: string, { id, lines }: SeedInvoice): (typeof invoiceLines.$inferInsert)[] =>
  lines.map((line, i) => {
    const { net, tax } = amountsOf(legalEntity, line);
    const { unitPrice, ...row } = line;
    return {
      ...row,
      legalEntity,
      invoiceId: id,
      line: i + 1,
      unitPriceMinor: unitPrice.minor,
      taxRate: taxRateOf(legalEntity, line.taxCode),
      netMinor: net.minor,
      taxMinor: tax.minor,
    };
  });
