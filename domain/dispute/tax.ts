import type { Check, CreditLine } from '../assessment.ts';
import { creditable } from '../credit-memo.ts';
import type { InvoiceLine } from '../invoice.ts';
import {
  fromJson,
  isPositive,
  min,
  subtract,
  times,
  toDecimalString,
  toJson,
  zero,
  type Money,
} from '../money.ts';
import { type DisputeCase, type Finding, undetermined } from './finding.ts';

/** TAX [55]: the tax billed on each line against the rate its tax code has in the policy's table, half-up per line. */
export function checkTax({ claim, invoice, policy }: DisputeCase): Finding {
  const rates = policy.taxRates[claim.legalEntity] ?? {};
  const unknown = invoice.lines.find((line) => rates[line.taxCode] === undefined);
  if (unknown)
    return undetermined(
      `tax code ${unknown.taxCode} of line ${unknown.line} has no rate in policy ${policy.version}`,
    );
  const lines = invoice.lines.map((line) => ({ line, rate: rates[line.taxCode] ?? line.taxRate }));
  return {
    checks: lines.map(({ line, rate }) => taxCheck(invoice.id, line, rate)),
    evidence: [],
    credits: lines.flatMap(({ line, rate }) => taxCredit(line, rate)),
    lookBack: [],
    undetermined: null,
  };
}

const overTaxed = (line: InvoiceLine, rate: string): Money =>
  subtract(fromJson(line.tax), times(fromJson(line.net), rate));

/** On what earlier credits have left of the line: the same error is credited once. */
function taxCredit(line: InvoiceLine, rate: string): CreditLine[] {
  const left = subtract(fromJson(line.tax), fromJson(line.creditedTax));
  const tax = min(overTaxed(line, rate), subtract(left, times(creditable(line), rate)));
  return isPositive(tax)
    ? [{ line: line.line, item: line.item, net: toJson(zero(tax.currency)), tax: toJson(tax) }]
    : [];
}

const taxCheck = (invoiceId: string, line: InvoiceLine, rate: string): Check => ({
  id: `tax-line-${line.line}`,
  label: `Tax on ${line.item}`,
  claimed: 'taxed wrongly',
  found: `billed ${toDecimalString(fromJson(line.tax))}, code ${line.taxCode} at ${rate} of ${toDecimalString(fromJson(line.net))} is ${toDecimalString(times(fromJson(line.net), rate))}`,
  passed: isPositive(overTaxed(line, rate)) ? 'yes' : 'no',
  rule: 'the rate of the line’s tax code, rounded half-up per line',
  sources: [invoiceId],
});
