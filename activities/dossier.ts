import { together } from '../db/transaction.ts';
import type { Tx } from '../db/connection.ts';
import type { RequestRow } from '../db/door.ts';
import { contractsOf, pricesOf, type LegalEntity } from '../db/stores/customers.ts';
import { invoiceById, otherInvoices } from '../db/stores/invoices.ts';
import { receiptsByReference } from '../db/stores/receipts.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import type { HolidayRule } from '../domain/holidays.ts';
import type { Claim, Dossier, Source } from '../domain/request-type.ts';
import { calendarKept } from './kept-calendars.ts';

/** Reads, at once, the systems of record that a request type's rules ask for. */
export async function gatherDossier(
  tx: Tx,
  request: RequestRow,
  claim: Claim,
  entity: LegalEntity,
  sources: readonly Source[],
): Promise<Dossier> {
  const { legalEntity, customerId, invoiceId } = request;
  const wants = (source: Source) => sources.includes(source);
  const [invoice, others, contracts, prices, receipts] = await together(
    wants('invoice') && invoiceId !== null ? invoiceById(tx, legalEntity, invoiceId) : null,
    wants('other-invoices') ? otherInvoices(tx, legalEntity, customerId, invoiceId) : [],
    wants('contracts') ? contractsOf(tx, legalEntity, customerId) : [],
    wants('prices') ? pricesOf(tx, legalEntity, customerId) : [],
    wants('receipts') && claim.payment
      ? receiptsByReference(tx, legalEntity, claim.payment.bankReference, request.id)
      : [],
  );
  return { invoice, otherInvoices: others, contracts, prices, receipts, bankDays: bankDays(entity) };
}

const BANK_HOLIDAYS: Record<string, HolidayRule> = { USD: 'US-fed-banking', EUR: 'TARGET' };

/** Banking days of the entity's currency. */
function bankDays({ zone, currency }: LegalEntity): BusinessCalendar {
  const day = [{ from: '00:00', to: '24:00' }];
  return calendarKept({
    id: `banking-${currency}`,
    zone,
    windows: { 1: day, 2: day, 3: day, 4: day, 5: day },
    holidays: BANK_HOLIDAYS[currency] ?? 'none',
  });
}
