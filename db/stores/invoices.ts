import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Invoice } from '../../domain/invoice.ts';
import type { CurrencyCode, MoneyJson } from '../../domain/money.ts';
import type { Tx } from '../connection.ts';
import { invoiceLines, invoices } from '../schema/receivables.ts';

type InvoiceRow = typeof invoices.$inferSelect;
type LineRow = typeof invoiceLines.$inferSelect;

/** One invoice with its lines, its open amount and what was credited so far. */
export async function invoiceById(tx: Tx, legalEntity: string, id: string): Promise<Invoice | null> {
  const rows = await tx
    .select()
    .from(invoices)
    .where(and(eq(invoices.legalEntity, legalEntity), eq(invoices.id, id)));
  const [invoice] = await withLines(tx, legalEntity, rows);
  return invoice ?? null;
}

/** The customer's other invoices, newest first, at most 200: what duplicates and look-backs are searched in. */
export async function otherInvoices(
  tx: Tx,
  legalEntity: string,
  customerId: string,
  exceptId: string | null,
): Promise<Invoice[]> {
  const rows = await tx
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.legalEntity, legalEntity),
        eq(invoices.customerId, customerId),
        ne(invoices.id, exceptId ?? ''),
      ),
    )
    .orderBy(desc(invoices.date), desc(invoices.id))
    .limit(200);
  return withLines(tx, legalEntity, rows);
}

async function withLines(tx: Tx, legalEntity: string, rows: readonly InvoiceRow[]): Promise<Invoice[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const lines = await tx
    .select()
    .from(invoiceLines)
    .where(and(eq(invoiceLines.legalEntity, legalEntity), inArray(invoiceLines.invoiceId, ids)))
    .orderBy(invoiceLines.invoiceId, invoiceLines.line);
  return rows.map((row) =>
    invoiceOf(
      row,
      lines.filter((line) => line.invoiceId === row.id),
    ),
  );
}

function invoiceOf(row: InvoiceRow, lines: readonly LineRow[]): Invoice {
  const amount = (minor: bigint): MoneyJson => ({
    minor: minor.toString(),
    currency: row.currency as CurrencyCode,
  });
  return {
    id: row.id,
    customerId: row.customerId,
    date: row.date,
    dueDate: row.dueDate,
    deliveryDate: row.deliveryDate,
    deliveryRef: row.deliveryRef,
    orderDate: row.orderDate,
    gross: amount(row.grossMinor),
    open: amount(row.openMinor),
    lines: lines.map((line) => ({
      line: line.line,
      item: line.item,
      description: line.description,
      category: line.category,
      quantity: line.quantity,
      unitPrice: amount(line.unitPriceMinor),
      taxCode: line.taxCode,
      taxRate: line.taxRate,
      net: amount(line.netMinor),
      tax: amount(line.taxMinor),
      creditedNet: amount(line.creditedNetMinor),
      creditedTax: amount(line.creditedTaxMinor),
    })),
  };
}
