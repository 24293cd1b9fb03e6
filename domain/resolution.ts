import type { Resolution } from './assessment.ts';
import { creditMemoTransfers } from './credit-memo.ts';
import { DISPUTE_REASONS } from './dispute-reason.ts';
import type { Invoice } from './invoice.ts';
import { fromJson, isZero, min, subtract, toDecimalString, type Money } from './money.ts';
import type { MatrixColumn } from './policy/schema.ts';
import { transfer, type Transfer } from './posting.ts';
import type { LetterPlan } from './proposal.ts';

/** The column of the approval matrix that governs a resolution. */
export function matrixColumnOf(resolution: Resolution): MatrixColumn {
  return resolution.kind === 'cash-application' && resolution.otherPayer
    ? 'cash-application-other-payer'
    : resolution.kind;
}

/** What the matrix is read with: the adjustment, not the invoice. */
export const amountOf = (resolution: Resolution): Money =>
  fromJson(resolution.kind === 'credit-memo' ? resolution.gross : resolution.amount);

/** Effects that reduce what the customer owes or move their money; a denial does neither. */
export function transfersOf(resolution: Resolution, invoice: Invoice | null): Transfer[] {
  if (resolution.kind === 'denial') return [];
  if (!invoice) throw new Error(`a ${resolution.kind} needs its invoice`);
  switch (resolution.kind) {
    case 'credit-memo':
      return creditMemoTransfers(invoice, resolution.lines, fromJson(invoice.open));
    case 'cash-application':
      return [
        transfer({ key: resolution.heldIn }, { key: 'accounts-receivable' }, fromJson(resolution.amount), {
          customerId: invoice.customerId,
          invoiceId: invoice.id,
          receiptId: resolution.receiptId,
        }),
      ];
    default:
      return resolution satisfies never;
  }
}

/** The invoice's open amount after the resolution. */
export function openAfter(resolution: Resolution, invoice: Invoice): Money {
  const open = fromJson(invoice.open);
  return resolution.kind === 'denial' ? open : subtract(open, min(open, amountOf(resolution)));
}

/**
 * The letter the customer will get; every figure in it is a field, so the content hash covers it.
 * @param invoice null only for a denial of a claim that names none
 */
export function letterOf(resolution: Resolution, invoice: Invoice | null, customerName: string): LetterPlan {
  if (resolution.kind === 'denial') {
    const claimed = fromJson(resolution.amount);
    return {
      template: 'claim-denied',
      fields: {
        customer: customerName,
        about: invoice ? `invoice ${invoice.id}` : 'your account',
        currency: claimed.currency,
        claimed: toDecimalString(claimed),
        because: resolution.explanation,
      },
    };
  }
  if (!invoice) throw new Error(`a ${resolution.kind} needs its invoice`);
  const { currency } = invoice.gross;
  const open = openAfter(resolution, invoice);
  const common = { customer: customerName, invoice: invoice.id, currency, openAfter: toDecimalString(open) };
  switch (resolution.kind) {
    case 'credit-memo':
      return {
        template: 'credit-granted',
        fields: {
          customer: customerName,
          invoice: invoice.id,
          currency,
          credit: toDecimalString(fromJson(resolution.gross)),
          because: DISPUTE_REASONS[resolution.reason].words,
        },
      };
    case 'cash-application':
      return {
        template: 'payment-found',
        fields: {
          ...common,
          amount: toDecimalString(fromJson(resolution.amount)),
          settled: isZero(open) ? 'yes' : 'no',
        },
      };
    default:
      return resolution satisfies never;
  }
}
