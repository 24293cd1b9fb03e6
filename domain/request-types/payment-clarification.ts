import type { Assessment, EvidenceItem } from '../assessment.ts';
import type { CashJudgement, ClaimedReceipt } from '../cash-application.ts';
import { judgeCashClaim } from '../cash-application.ts';
import type { Invoice } from '../invoice.ts';
import { fromJson, toDecimalString, toJson } from '../money.ts';
import type { Policy } from '../policy/schema.ts';
import type { Claim, Dossier, RequestTypeRules } from '../request-type.ts';

/** "Our payment is not on our account": a claim on cash we hold in suspense. Exact claims are applied without a person. */
export const paymentClarification: RequestTypeRules = {
  type: 'payment-clarification',
  words: 'payment clarification',
  reasons: ['PAYMENT_NOT_POSTED'],
  sources: ['invoice', 'receipts'],
  classifier: [
    {
      id: 'payment-missing',
      reason: 'PAYMENT_NOT_POSTED',
      pattern: /\bpayments?\b[^.]*\b(not|missing|late|delayed|unposted|isn't)\b/i,
      weight: 0.7,
      because: 'says that a payment is missing or late',
    },
    {
      id: 'we-paid',
      reason: 'PAYMENT_NOT_POSTED',
      pattern: /\b(we|i)( have)? (already )?(paid|transferred|wired|remitted)\b/i,
      weight: 0.5,
      because: 'says that it was paid',
    },
    {
      id: 'bank-reference',
      reason: 'PAYMENT_NOT_POSTED',
      pattern: /\b(bank|wire|payment|remittance) (reference|ref)\b/i,
      weight: 0.5,
      because: 'quotes a bank reference',
    },
  ],
  assess: assessCashClaim,
};

function assessCashClaim(claim: Claim, _reason: string, dossier: Dossier, policy: Policy): Assessment {
  const { invoice, receipts } = dossier;
  const nothingYet = { checks: [], evidence: [], lookBack: [] };
  if (!invoice) {
    return {
      ...nothingYet,
      verdict: 'needs-person',
      why: 'the claim names no invoice to apply the payment to',
      explanation: 'No invoice is named.',
    };
  }
  const [receipt, ...others] = receipts.filter((one) => one.remaining.minor > 0n);
  if (!receipt || others.length > 0) {
    const found = receipt
      ? 'several receipts have this bank reference'
      : 'no receipt with this bank reference has money left to apply';
    return {
      ...nothingYet,
      evidence: [invoiceEvidence(invoice)],
      verdict: 'needs-person',
      why: found,
      explanation: `${found}; a person must look.`,
    };
  }
  return judged(
    claim,
    invoice,
    receipt,
    judgeCashClaim(cashClaim(claim), receipt, openInvoice(claim, invoice), policy.cash, dossier.bankDays),
  );
}

function judged(
  claim: Claim,
  invoice: Invoice,
  receipt: ClaimedReceipt,
  judgement: CashJudgement,
): Assessment {
  const found = {
    checks: judgement.checks,
    evidence: [invoiceEvidence(invoice), receiptEvidence(receipt)],
    lookBack: [],
    explanation: judgement.reasons.join('; '),
  };
  if (judgement.kind !== 'exact') {
    return {
      ...found,
      verdict: 'needs-person',
      why: `the claim is not exact: ${judgement.reasons.join('; ')}`,
    };
  }
  return {
    ...found,
    verdict: 'resolved',
    outcome: 'VALID_FULL',
    resolution: {
      kind: 'cash-application',
      receiptId: receipt.id,
      invoiceId: invoice.id,
      heldIn: receipt.heldIn,
      amount: toJson(receipt.remaining),
      otherPayer: false,
      exact: true,
    },
  };
}

const cashClaim = (claim: Claim) => ({
  legalEntity: claim.legalEntity,
  customerId: claim.customerId,
  customerNames: [claim.customerName],
  bankReference: claim.payment?.bankReference ?? null,
  amount: fromJson(claim.amount),
  paidOn: claim.payment?.paidOn ?? null,
});

const openInvoice = (claim: Claim, invoice: Invoice) => ({
  id: invoice.id,
  legalEntity: claim.legalEntity,
  customerId: invoice.customerId,
  open: fromJson(invoice.open),
});

const invoiceEvidence = (invoice: Invoice): EvidenceItem => ({
  kind: 'invoice',
  sourceRef: invoice.id,
  summary: `Invoice ${invoice.id} of ${invoice.date}, ${toDecimalString(fromJson(invoice.open))} ${invoice.open.currency} open`,
  content: invoice,
});

const receiptEvidence = (receipt: ClaimedReceipt): EvidenceItem => ({
  kind: 'receipt',
  sourceRef: receipt.id,
  summary: `Receipt ${receipt.id}, value date ${receipt.valueDate}, ${toDecimalString(receipt.remaining)} ${receipt.remaining.currency} in ${receipt.heldIn}`,
  content: { ...receipt, remaining: toJson(receipt.remaining) },
});
