import type { CreditLine } from './assessment.ts';
import { grossOf, restatedTotal } from './credit-memo.ts';
import { DISPUTE_REASONS, type DisputeReason } from './dispute-reason.ts';
import type { Invoice } from './invoice.ts';
import { fromJson, min, subtract, sum, toDecimalString } from './money.ts';

export interface Restatement {
  readonly customer: string;
  readonly invoice: string;
  readonly invoiceDate: string;
  readonly creditMemo: string;
  readonly issuedOn: string;
  readonly currency: string;
  readonly originalTotal: string;
  readonly credit: string;
  readonly tax: string;
  readonly correctedTotal: string;
  readonly openAfter: string;
  readonly because: string;
}

/**
 * The "corrected invoice": original number, credit memo and new balance. Not a second tax document.
 * @param invoice as it stands before the credit memo
 */
export function restate(
  invoice: Invoice,
  lines: readonly CreditLine[],
  memo: {
    readonly number: string;
    readonly issuedOn: string;
    readonly reason: DisputeReason;
    readonly customerName: string;
  },
): Restatement {
  const { currency } = invoice.gross;
  const gross = grossOf(lines, currency);
  const open = fromJson(invoice.open);
  return {
    customer: memo.customerName,
    invoice: invoice.id,
    invoiceDate: invoice.date,
    creditMemo: memo.number,
    issuedOn: memo.issuedOn,
    currency,
    originalTotal: toDecimalString(fromJson(invoice.gross)),
    credit: toDecimalString(gross),
    tax: toDecimalString(
      sum(
        lines.map((line) => fromJson(line.tax)),
        currency,
      ),
    ),
    correctedTotal: toDecimalString(restatedTotal(invoice, lines)),
    openAfter: toDecimalString(subtract(open, min(open, gross))),
    because: DISPUTE_REASONS[memo.reason].words,
  };
}
