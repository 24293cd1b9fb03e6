import type { Check, CreditLine, EvidenceItem } from '../assessment.ts';
import { type Contract, governingDay, inForce } from '../contract.ts';
import { creditable, creditLine } from '../credit-memo.ts';
import { isEarlier, type InvoiceLine } from '../invoice.ts';
import { fromJson, isPositive, subtract, times, type Money } from '../money.ts';
import { type DisputeCase, type Finding, undetermined } from './finding.ts';

/**
 * QUANTITY [06] against a contract's cap on hours per calendar month. The month's earlier invoices of the customer use up the cap
 * first, unless they were credited in full; the newest lines carry the excess.
 */
export function checkQuantity({ invoice, dossier }: DisputeCase): Finding {
  const day = governingDay(invoice);
  const contract = inForce(dossier.contracts, day);
  const cap = contract?.terms.monthlyHourCap;
  if (!contract || cap === undefined) {
    return undetermined(
      `no contract with a cap on the quantity was in force on ${day}; a delivery or timesheet record is needed`,
    );
  }
  const services = invoice.lines.filter((line) => line.category === 'services');
  if (services.length === 0)
    return undetermined(`invoice ${invoice.id} bills no services that the cap of ${contract.id} could limit`);
  const month = day.slice(0, 7);
  const earlier = dossier.otherInvoices
    .filter((other) => governingDay(other).startsWith(month) && isEarlier(other, invoice))
    .flatMap((other) => other.lines.filter((line) => line.category === 'services'))
    .filter((line) => isPositive(creditable(line)));
  const partly = earlier.find((line) => line.creditedNet.minor !== '0');
  if (partly) {
    return undetermined(
      `${partly.item} of an earlier invoice of ${month} is credited in part: how many hours still stand is for a person to say`,
    );
  }
  const excess = excessOver(cap, earlier, services);
  const billed = hoursOf([...earlier, ...services]);
  return {
    checks: [capCheck(invoice.id, contract, month, billed, cap)],
    evidence: [capEvidence(contract, cap)],
    credits: excess,
    lookBack: [],
    undetermined: null,
  };
}

/** Hours as hundredths, exact for the two decimals timesheets carry. */
const hundredths = (quantity: string): bigint => {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'));
};
const plain = (value: bigint): string =>
  value % 100n === 0n ? `${value / 100n}` : `${value / 100n}.${(value % 100n).toString().padStart(2, '0')}`;
const hoursOf = (lines: readonly InvoiceLine[]): bigint =>
  lines.reduce((total, line) => total + hundredths(line.quantity), 0n);

function excessOver(
  cap: string,
  earlier: readonly InvoiceLine[],
  lines: readonly InvoiceLine[],
): CreditLine[] {
  let allowed = hundredths(cap) - hoursOf(earlier);
  return lines.flatMap((line) => {
    const billed = hundredths(line.quantity);
    const within = allowed < 0n ? 0n : allowed < billed ? allowed : billed;
    allowed -= within;
    // Less what earlier credits took off: the same hours are credited once.
    const net: Money = subtract(creditable(line), times(fromJson(line.unitPrice), plain(within)));
    return within < billed && isPositive(net) ? [creditLine(line, net)] : [];
  });
}

const capCheck = (
  invoiceId: string,
  contract: Contract,
  month: string,
  billed: bigint,
  cap: string,
): Check => ({
  id: 'contract-cap',
  label: `Hours billed for ${month}`,
  claimed: 'more hours than the contract allows',
  found: `${plain(billed)} hours billed, ${cap} allowed by ${contract.id}`,
  passed: billed > hundredths(cap) ? 'yes' : 'no',
  rule: 'contract cap: hours per calendar month above it are not billable',
  sources: [invoiceId, contract.id],
});

const capEvidence = (contract: Contract, cap: string): EvidenceItem => ({
  kind: 'contract',
  sourceRef: contract.id,
  summary: `Contract ${contract.id}, in force ${contract.from} to ${contract.to}: contract cap of ${cap} hours a month`,
  content: contract,
});
