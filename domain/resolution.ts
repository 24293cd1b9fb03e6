import type { Resolution } from './assessment.ts';
import { creditMemoTransfers } from './credit-memo.ts';
import { DISPUTE_REASONS } from './dispute-reason.ts';
import type { Invoice } from './invoice.ts';
import { fromJson, isZero, min, subtract, toDecimalString, type Money, compareMoney } from './money.ts';
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

/** What the letter needs beside the resolution. */
export interface LetterOccasion {
  readonly customerName: string;
  /** Gross, as the customer claims it. */
  readonly claimed: Money;
  /** Why no more is granted, where it is less: the analyst's reason, or what the checks found. */
  readonly ground: string;
}

/**
 * The letter the customer will get; every figure in it is a field, so the content hash covers it.
 * @param invoice null only for a denial of a claim that names none
 */
export function letterOf(
  resolution: Resolution,
  invoice: Invoice | null,
  occasion: LetterOccasion,
): LetterPlan {
  const customer = occasion.customerName;
  if (resolution.kind === 'denial') {
    const { amount, explanation: because } = resolution;
    const claimed = toDecimalString(fromJson(amount));
    const about = invoice ? `invoice ${invoice.id}` : 'your account';
    return {
      template: 'claim-denied',
      fields: { customer, about, currency: amount.currency, claimed, because },
    };
  }
  if (!invoice) throw new Error(`a ${resolution.kind} needs its invoice`);
  const common = { customer, invoice: invoice.id, currency: invoice.gross.currency };
  switch (resolution.kind) {
    case 'credit-memo':
      return creditLetter(resolution, occasion, common);
    case 'cash-application': {
      const open = openAfter(resolution, invoice);
      const amount = toDecimalString(fromJson(resolution.amount));
      const settled = isZero(open) ? 'yes' : 'no';
      return {
        template: 'payment-found',
        fields: { ...common, amount, settled, openAfter: toDecimalString(open) },
      };
    }
    default:
      return resolution satisfies never;
  }
}

function creditLetter(
  { gross, reason }: Extract<Resolution, { kind: 'credit-memo' }>,
  { claimed, ground }: LetterOccasion,
  common: LetterPlan['fields'],
): LetterPlan {
  const credit = toDecimalString(fromJson(gross));
  return compareMoney(fromJson(gross), claimed) < 0
    ? {
        template: 'credit-granted-in-part',
        fields: { ...common, credit, claimed: toDecimalString(claimed), ground },
      }
    : { template: 'credit-granted', fields: { ...common, credit, because: DISPUTE_REASONS[reason].words } };
}
