import type { Assessment, Check, EvidenceItem } from '../assessment.ts';
import { governingDay, inForce } from '../contract.ts';
import { creditedBefore, grossOf } from '../credit-memo.ts';
import { DISPUTE_REASONS, type DisputeReason } from '../dispute-reason.ts';
import type { Invoice } from '../invoice.ts';
import { compareMoney, equalMoney, fromJson, isZero, toDecimalString, toJson, type Money } from '../money.ts';
import type { Policy } from '../policy/schema.ts';
import type { Claim, Dossier } from '../request-type.ts';
import { checkDuplicate } from './duplicate.ts';
import { type DisputeCase, type Finding, undetermined } from './finding.ts';
import { checkPrice } from './price.ts';
import { checkQuantity } from './quantity.ts';
import { checkTax } from './tax.ts';

const CHECKERS: Partial<Record<DisputeReason, (dispute: DisputeCase) => Finding>> = {
  PRICE: checkPrice,
  QUANTITY: checkQuantity,
  DUPLICATE: checkDuplicate,
  TAX: checkTax,
};

/**
 * Checks a disputed invoice. Supported claims are resolved by a credit memo over exactly what the evidence shows; a claim the
 * evidence does not bear, or bears for more than was asked, goes to a person: rules grant, only people deny.
 */
export function assessDispute(
  claim: Claim,
  reason: DisputeReason,
  dossier: Dossier,
  policy: Policy,
): Assessment {
  const { invoice } = dossier;
  if (!invoice) return needsPerson('the claim names no invoice', { checks: [], evidence: [], lookBack: [] });
  const finding = (CHECKERS[reason] ?? unchecked)({ claim, invoice, dossier, policy });
  const found = {
    checks: [
      ...finding.checks,
      amountCheck(claim, invoice, grossOf(finding.credits, invoice.gross.currency)),
    ],
    evidence: [invoiceEvidence(invoice), ...contractEvidence(invoice, dossier, finding), ...finding.evidence],
    lookBack: finding.lookBack,
  };
  if (finding.undetermined !== null) return needsPerson(finding.undetermined, found);
  return judged(claim, reason, invoice, finding, found);
}

type Found = Pick<Assessment, 'checks' | 'evidence' | 'lookBack'>;

const needsPerson = (why: string, found: Found): Assessment => ({
  ...found,
  verdict: 'needs-person',
  why,
  explanation: `A person must look: ${why}.`,
});

function judged(
  claim: Claim,
  reason: DisputeReason,
  invoice: Invoice,
  finding: Finding,
  found: Found,
): Assessment {
  const gross = grossOf(finding.credits, invoice.gross.currency);
  const claimed = fromJson(claim.amount);
  if (isZero(gross))
    return needsPerson('the evidence does not bear the claim; rules grant, only people deny', found);
  if (compareMoney(gross, claimed) > 0) {
    return needsPerson(
      `the evidence shows ${toDecimalString(gross)}, more than the ${toDecimalString(claimed)} claimed`,
      found,
    );
  }
  const full = equalMoney(gross, claimed);
  return {
    ...found,
    verdict: 'resolved',
    outcome: full ? 'VALID_FULL' : 'VALID_PARTIAL',
    resolution: {
      kind: 'credit-memo',
      invoiceId: invoice.id,
      reason,
      lines: finding.credits,
      gross: toJson(gross),
      judgedOn: creditedBefore(invoice, finding.credits),
    },
    explanation: `${DISPUTE_REASONS[reason].words}: ${toDecimalString(gross)} of ${toDecimalString(claimed)} ${claimed.currency} claimed is borne out.`,
  };
}

const unchecked = ({ invoice }: DisputeCase): Finding =>
  undetermined(
    `no rule of this policy can check the reason given for ${invoice.id}; it needs evidence from outside the ledger`,
  );

const amountCheck = (claim: Claim, invoice: Invoice, gross: Money): Check => {
  const claimed = fromJson(claim.amount);
  return {
    id: 'amount',
    label: 'Amount in dispute, gross',
    claimed: `${toDecimalString(claimed)} ${claimed.currency}`,
    found: `${toDecimalString(gross)} ${gross.currency}`,
    passed: equalMoney(gross, claimed) ? 'yes' : 'no',
    rule: 'the credit is exactly what the evidence shows, with the tax of the original line',
    sources: [invoice.id],
  };
};

const invoiceEvidence = (invoice: Invoice): EvidenceItem => ({
  kind: 'invoice',
  sourceRef: invoice.id,
  summary: `Invoice ${invoice.id} of ${invoice.date}, ${toDecimalString(fromJson(invoice.gross))} ${invoice.gross.currency}, ${toDecimalString(fromJson(invoice.open))} open`,
  content: invoice,
});

/** The contract in force goes with every dispute, unless the check itself rests on it and has brought it. */
function contractEvidence(invoice: Invoice, dossier: Dossier, finding: Finding): EvidenceItem[] {
  const contract = inForce(dossier.contracts, governingDay(invoice));
  if (!contract || finding.evidence.some((item) => item.sourceRef === contract.id)) return [];
  return [
    {
      kind: 'contract',
      sourceRef: contract.id,
      summary: `Contract ${contract.id}, in force ${contract.from} to ${contract.to}, ${contract.paymentTerms}`,
      content: contract,
    },
  ];
}
