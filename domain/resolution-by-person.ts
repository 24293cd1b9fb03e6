import type { Resolution } from './assessment.ts';
import { creditLine, grossOf } from './credit-memo.ts';
import type { DecisionDetail } from './decision.ts';
import type { DisputeReason } from './dispute-reason.ts';
import { equalMoney, fromJson, min, moneyOf, toJson } from './money.ts';
import type { Claim, Dossier } from './request-type.ts';
import type { Outcome, Verdict } from './vocabulary.ts';

/**
 * The resolution a person proposes, or the denial they give, from what they answered to a task.
 * @throws when the answer does not fit the records: the API has checked it, so a change in between is retried by a person
 */
export function resolutionByPerson(
  verdict: Verdict,
  reason: string,
  detail: DecisionDetail,
  claim: Claim,
  classified: DisputeReason,
  dossier: Dossier,
): { resolution: Resolution; outcome: Outcome } {
  if (verdict === 'deny')
    return { resolution: { kind: 'denial', amount: claim.amount, explanation: reason }, outcome: 'INVALID' };
  const { invoice } = dossier;
  if (!invoice) throw new Error(`${claim.requestId} names no invoice`);
  const claimed = fromJson(claim.amount);
  if (detail.receiptId !== undefined) {
    const receipt = dossier.receipts.find((one) => one.id === detail.receiptId);
    if (!receipt) throw new Error(`receipt ${detail.receiptId} is not in the dossier`);
    const amount = min(receipt.remaining, fromJson(invoice.open));
    return {
      resolution: {
        kind: 'cash-application',
        receiptId: receipt.id,
        invoiceId: invoice.id,
        heldIn: receipt.heldIn,
        amount: toJson(amount),
        otherPayer: receipt.payerCustomerId !== null && receipt.payerCustomerId !== claim.customerId,
        exact: false,
      },
      outcome: equalMoney(amount, claimed) ? 'VALID_FULL' : 'VALID_PARTIAL',
    };
  }
  const lines = (detail.creditLines ?? []).map(({ line, net }) => {
    const original = invoice.lines.find((one) => one.line === line);
    if (!original) throw new Error(`invoice ${invoice.id} has no line ${line}`);
    return creditLine(original, moneyOf(net, invoice.gross.currency));
  });
  const gross = grossOf(lines, invoice.gross.currency);
  return {
    resolution: {
      kind: 'credit-memo',
      invoiceId: invoice.id,
      reason: detail.disputeReason ?? classified,
      lines,
      gross: toJson(gross),
    },
    outcome: gross.minor >= claimed.minor ? 'VALID_FULL' : 'VALID_PARTIAL',
  };
}
