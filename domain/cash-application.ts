import type { Check } from './assessment.ts';
import type { BusinessCalendar } from './calendar.ts';
import { businessDaysBetween } from './calendar.ts';
import type { LocalDate } from './instant.ts';
import type { Money } from './money.ts';
import { equalMoney, isPositive, toDecimalString } from './money.ts';
import { nameScore } from './name-score.ts';
import type { Policy } from './policy/schema.ts';

/** What the customer says about a payment that is missing from their account; null where they do not say. */
export interface CashClaim {
  readonly legalEntity: string;
  readonly customerId: string;
  /** The registered name first, then other names under which the customer is known to pay. */
  readonly customerNames: readonly string[];
  readonly bankReference: string | null;
  readonly amount: Money | null;
  readonly paidOn: LocalDate | null;
}

/** A bank receipt with what is left of it to apply. */
export interface ClaimedReceipt {
  readonly id: string;
  readonly legalEntity: string;
  readonly bankReference: string;
  readonly payerText: string;
  /** The customer to whom the paying account is known to belong; null while nobody knows it. */
  readonly payerCustomerId: string | null;
  readonly valueDate: LocalDate;
  readonly remaining: Money;
  /** Where the ledger holds it; not judged. */
  readonly heldIn: 'unidentified-cash' | 'unapplied-cash' | 'on-account';
  /** Other requests, open or fulfilled, that claim this receipt. */
  readonly claimedBy: readonly string[];
}

export interface ClaimedInvoice {
  readonly id: string;
  readonly legalEntity: string;
  readonly customerId: string;
  readonly open: Money;
}

/** `exact` is applied without a person; otherwise a lead decides, and a manager if it touches another payer's account. */
export interface CashJudgement {
  readonly kind: 'exact' | 'needs-lead' | 'needs-manager';
  /** In the reader's words: what speaks for it when exact, otherwise what does not fit. */
  readonly reasons: readonly string[];
  readonly checks: readonly Check[];
}

/**
 * Judges a claim on unidentified cash (domain rules 5, last paragraph). Every condition is evaluated, whatever the others say.
 * @param bankDays the banking days of the receipt's currency, in which value dates are counted
 */
export function judgeCashClaim(
  claim: CashClaim,
  receipt: ClaimedReceipt,
  invoice: ClaimedInvoice,
  policy: Policy['cash'],
  bankDays: BusinessCalendar,
): CashJudgement {
  const checks = [
    referenceCheck(claim, receipt),
    amountCheck(claim, receipt, invoice),
    entityCheck(claim, receipt, invoice),
    currencyCheck(claim, receipt, invoice),
    valueDateCheck(claim, receipt, policy, bankDays),
    unclaimedCheck(receipt),
    payerCheck(claim, receipt, policy),
    customerCheck(claim, invoice),
  ];
  const failed = checks.filter((check) => check.passed !== 'yes');
  if (failed.length === 0) {
    return { kind: 'exact', reasons: checks.map(({ label, found }) => `${label}: ${found}`), checks };
  }
  const reasons = failed.map(({ label, claimed, found }) => `${label}: claimed ${claimed}, found ${found}`);
  return {
    kind: touchesAnotherCustomer(claim, receipt, invoice) ? 'needs-manager' : 'needs-lead',
    reasons,
    checks,
  };
}

const touchesAnotherCustomer = (
  claim: CashClaim,
  receipt: ClaimedReceipt,
  invoice: ClaimedInvoice,
): boolean =>
  invoice.customerId !== claim.customerId ||
  (receipt.payerCustomerId !== null && receipt.payerCustomerId !== claim.customerId);

const NOT_STATED = 'not stated';
const answer = (passed: boolean): Check['passed'] => (passed ? 'yes' : 'no');
const inWords = (value: Money): string => `${toDecimalString(value)} ${value.currency}`;

/** Blanks and case do not make another reference: people retype what the bank prints. */
const plainReference = (reference: string): string => reference.replace(/\s/g, '').toUpperCase();

function referenceCheck({ bankReference }: CashClaim, receipt: ClaimedReceipt): Check {
  const quoted = bankReference === null ? '' : plainReference(bankReference);
  return {
    id: 'receipt-reference',
    label: 'Bank reference',
    claimed: bankReference ?? NOT_STATED,
    found: receipt.bankReference,
    passed: quoted === '' ? 'unknown' : answer(quoted === plainReference(receipt.bankReference)),
    rule: 'The bank reference quoted is the one on the receipt.',
    sources: [receipt.id],
  };
}

/** An amount that the customer states must fit too: a claim over another sum may mean another payment. */
function amountCheck({ amount }: CashClaim, receipt: ClaimedReceipt, invoice: ClaimedInvoice): Check {
  const matches = equalMoney(receipt.remaining, invoice.open) && isPositive(invoice.open);
  return {
    id: 'receipt-amount',
    label: 'Amount',
    claimed: amount === null ? NOT_STATED : inWords(amount),
    found: `${inWords(receipt.remaining)} received, ${inWords(invoice.open)} open on ${invoice.id}`,
    passed: answer(matches && (amount === null || equalMoney(amount, receipt.remaining))),
    rule: 'What was received equals the open balance of the invoice, and what the customer says they paid.',
    sources: [receipt.id, invoice.id],
  };
}

const entityCheck = (claim: CashClaim, receipt: ClaimedReceipt, invoice: ClaimedInvoice): Check => ({
  id: 'receipt-entity',
  label: 'Legal entity',
  claimed: claim.legalEntity,
  found: `receipt ${receipt.legalEntity}, invoice ${invoice.legalEntity}`,
  passed: answer(receipt.legalEntity === claim.legalEntity && invoice.legalEntity === claim.legalEntity),
  rule: 'Receipt and invoice belong to the legal entity of the request.',
  sources: [receipt.id, invoice.id],
});

const currencyCheck = ({ amount }: CashClaim, receipt: ClaimedReceipt, invoice: ClaimedInvoice): Check => ({
  id: 'receipt-currency',
  label: 'Currency',
  claimed: amount?.currency ?? NOT_STATED,
  found: `receipt ${receipt.remaining.currency}, invoice ${invoice.open.currency}`,
  passed: answer(
    receipt.remaining.currency === invoice.open.currency &&
      (amount === null || amount.currency === invoice.open.currency),
  ),
  rule: 'The receipt is in the currency of the invoice.',
  sources: [receipt.id, invoice.id],
});

function valueDateCheck(
  { paidOn }: CashClaim,
  receipt: ClaimedReceipt,
  { valueDateBusinessDays }: Policy['cash'],
  bankDays: BusinessCalendar,
): Check {
  const apart = paidOn === null ? null : businessDaysBetween(bankDays, paidOn, receipt.valueDate);
  return {
    id: 'receipt-value-date',
    label: 'Value date',
    claimed: paidOn ?? NOT_STATED,
    found: receipt.valueDate,
    passed: apart === null ? 'unknown' : answer(Math.abs(apart) <= valueDateBusinessDays),
    rule: `The value date lies within ${valueDateBusinessDays} business days of the day claimed, before or after.`,
    sources: [receipt.id],
  };
}

const unclaimedCheck = ({ id, claimedBy }: ClaimedReceipt): Check => ({
  id: 'receipt-unclaimed',
  label: 'Other claims',
  claimed: 'none',
  found: claimedBy.length === 0 ? 'none' : claimedBy.join(', '),
  passed: answer(claimedBy.length === 0),
  rule: 'Nobody else claims this receipt.',
  sources: [id, ...claimedBy],
});

function payerCheck(claim: CashClaim, receipt: ClaimedReceipt, { nameScoreFrom }: Policy['cash']): Check {
  const common = {
    id: 'receipt-payer',
    label: 'Payer',
    claimed: claim.customerNames[0] ?? claim.customerId,
    rule: `The paying account is known as the customer’s or, if nobody’s, the payer’s name scores at least ${nameScoreFrom} against the customer’s.`,
    sources: [receipt.id],
  };
  if (receipt.payerCustomerId !== null) {
    const own = receipt.payerCustomerId === claim.customerId;
    const found = own ? 'the customer’s own account' : `an account of customer ${receipt.payerCustomerId}`;
    return { ...common, found, passed: answer(own) };
  }
  const score = Math.max(0, ...claim.customerNames.map((name) => nameScore(receipt.payerText, name)));
  return {
    ...common,
    found: `${receipt.payerText}, name score ${fourDigits(score)}`,
    passed: answer(score >= nameScoreFrom),
  };
}

const customerCheck = (claim: CashClaim, invoice: ClaimedInvoice): Check => ({
  id: 'invoice-customer',
  label: 'Invoice',
  claimed: `an invoice of customer ${claim.customerId}`,
  found: `${invoice.id} of customer ${invoice.customerId}`,
  passed: answer(invoice.customerId === claim.customerId),
  rule: 'The invoice is the customer’s own.',
  sources: [invoice.id],
});

/** Cut, not rounded, so that no score short of the threshold reads as if it reached it; the millionth undoes binary fractions. */
const fourDigits = (score: number): string => (Math.floor(score * 10_000 + 1e-6) / 10_000).toFixed(4);
