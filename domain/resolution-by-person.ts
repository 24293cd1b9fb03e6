import type { Resolution } from './assessment.ts';
import { creditable, creditedBefore, creditLine, grossOf } from './credit-memo.ts';
import type { DecisionDetail } from './decision.ts';
import type { DisputeReason } from './dispute-reason.ts';
import type { Invoice } from './invoice.ts';
import { compareMoney, equalMoney, fromJson, isPositive, min, moneyOf, toJson, type Money } from './money.ts';
import type { Claim, Dossier } from './request-type.ts';
import type { Outcome, Verdict } from './vocabulary.ts';

/** What a person answered to a task, with the reason the request is classified under. */
export interface Answer {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly detail: DecisionDetail;
  readonly classified: DisputeReason;
}

export type ByPerson =
  | { readonly ok: true; readonly resolution: Resolution; readonly outcome: Outcome }
  /** The books moved between the answer and now, so it no longer fits. */
  | { readonly ok: false; readonly why: string };

/** The resolution a person proposes, or the denial they give. The API has checked the answer; balances are read again here. */
export function resolutionByPerson(answer: Answer, claim: Claim, dossier: Dossier): ByPerson {
  if (answer.verdict === 'deny') {
    return {
      ok: true,
      resolution: { kind: 'denial', amount: claim.amount, explanation: answer.reason },
      outcome: 'INVALID',
    };
  }
  const { invoice } = dossier;
  if (!invoice) return { ok: false, why: 'the request names no invoice' };
  return answer.detail.receiptId === undefined
    ? creditByPerson(answer, fromJson(claim.amount), invoice)
    : applicationByPerson(answer.detail.receiptId, claim, invoice, dossier);
}

function applicationByPerson(receiptId: string, claim: Claim, invoice: Invoice, dossier: Dossier): ByPerson {
  const receipt = dossier.receipts.find((one) => one.id === receiptId);
  if (!receipt) return { ok: false, why: `receipt ${receiptId} is not there` };
  if (receipt.remaining.currency !== invoice.gross.currency)
    return { ok: false, why: `receipt ${receiptId} is in ${receipt.remaining.currency}` };
  const amount = min(receipt.remaining, fromJson(invoice.open));
  if (!isPositive(amount))
    return { ok: false, why: `nothing is left to apply from ${receiptId} to ${invoice.id}` };
  return {
    ok: true,
    resolution: {
      kind: 'cash-application',
      receiptId,
      invoiceId: invoice.id,
      heldIn: receipt.heldIn,
      amount: toJson(amount),
      otherPayer: receipt.payerCustomerId !== null && receipt.payerCustomerId !== claim.customerId,
      exact: false,
    },
    outcome: equalMoney(amount, fromJson(claim.amount)) ? 'VALID_FULL' : 'VALID_PARTIAL',
  };
}

function creditByPerson({ detail, classified }: Answer, claimed: Money, invoice: Invoice): ByPerson {
  const { currency } = invoice.gross;
  const asked = (detail.creditLines ?? []).map(({ line, net }) => ({
    original: invoice.lines.find((one) => one.line === line),
    line,
    net: moneyOf(net, currency),
  }));
  const lines = asked.flatMap(({ original, net }) =>
    original && isPositive(net) && compareMoney(net, creditable(original)) <= 0
      ? [creditLine(original, net)]
      : [],
  );
  if (lines.length === 0 || lines.length < asked.length) {
    return { ok: false, why: `less is left to credit on ${invoice.id} than the proposal asks for` };
  }
  const gross = grossOf(lines, currency);
  return {
    ok: true,
    resolution: {
      kind: 'credit-memo',
      invoiceId: invoice.id,
      reason: detail.disputeReason ?? classified,
      lines,
      gross: toJson(gross),
      judgedOn: creditedBefore(invoice, lines),
    },
    outcome: compareMoney(gross, claimed) >= 0 ? 'VALID_FULL' : 'VALID_PARTIAL',
  };
}
