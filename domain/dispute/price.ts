import type { Check, CreditLine, EvidenceItem, LookBackFinding } from '../assessment.ts';
import { agreedPrice, governingDay, inForce, type PriceAgreement } from '../contract.ts';
import { creditable, creditLine } from '../credit-memo.ts';
import { daysBefore } from '../instant.ts';
import type { Invoice, InvoiceLine } from '../invoice.ts';
import {
  compareMoney,
  fromJson,
  isPositive,
  min,
  subtract,
  times,
  toDecimalString,
  toJson,
  type Money,
} from '../money.ts';
import { type DisputeCase, type Finding, undetermined } from './finding.ts';

const RULE = "the price in force is that of the delivery date, else the order's, else the invoice's";

interface PricedLine {
  readonly line: InvoiceLine;
  readonly agreement: PriceAgreement;
  readonly overcharge: Money;
}

/** PRICE [01]: billed unit prices against the agreement in force on the governing day; and the same error on other invoices. */
export function checkPrice({ invoice, dossier, policy }: DisputeCase): Finding {
  const priced = pricedLines(invoice, dossier.prices);
  if (priced.length === 0)
    return undetermined(
      `no price agreement was in force on ${governingDay(invoice)} for any item of ${invoice.id}`,
    );
  const over = priced.filter(({ overcharge }) => isPositive(overcharge));
  const since = daysBefore(governingDay(invoice), policy.lookBackDays);
  const recent = dossier.otherInvoices.filter((other) => governingDay(other) >= since);
  return {
    checks: priced.map((one) => priceCheck(invoice, one)),
    evidence: priced.map(({ agreement }) => agreementEvidence(agreement)),
    credits: over.flatMap(({ line, overcharge }) => creditUpTo(line, overcharge)),
    lookBack: over.flatMap(({ agreement }) => sameErrorElsewhere(agreement, recent, dossier.prices)),
    undetermined: null,
  };
}

function pricedLines(invoice: Invoice, prices: readonly PriceAgreement[]): PricedLine[] {
  const day = governingDay(invoice);
  return invoice.lines.flatMap((line) => {
    const agreement = inForce(
      prices.filter(
        (price) => price.item === line.item && price.unitPrice.currency === line.unitPrice.currency,
      ),
      day,
    );
    if (!agreement) return [];
    return [
      {
        line,
        agreement,
        overcharge: times(subtract(fromJson(line.unitPrice), agreedPrice(agreement)), line.quantity),
      },
    ];
  });
}

/** What earlier credits have not yet taken off: the same error is credited once. */
function creditUpTo(line: InvoiceLine, overcharge: Money): CreditLine[] {
  const net = min(subtract(overcharge, creditedOf(line)), creditable(line));
  return isPositive(net) ? [creditLine(line, net)] : [];
}

function priceCheck(invoice: Invoice, { line, agreement, overcharge }: PricedLine): Check {
  const over = isPositive(overcharge);
  const currency = line.unitPrice.currency;
  return {
    id: `price-line-${line.line}`,
    label: `Unit price of ${line.item}`,
    claimed: 'billed above the agreed price',
    found: `billed ${toDecimalString(fromJson(line.unitPrice))}, agreed ${toDecimalString(agreedPrice(agreement))} ${currency} × ${line.quantity}: ${
      over ? `${toDecimalString(overcharge)} too much, net` : 'nothing too much'
    }`,
    passed: over ? 'yes' : 'no',
    rule: `${RULE} (${governingDay(invoice)})`,
    sources: [invoice.id, agreement.id],
  };
}

const agreementEvidence = (agreement: PriceAgreement): EvidenceItem => ({
  kind: 'price-agreement',
  sourceRef: agreement.id,
  summary: `Price agreement ${agreement.id}: ${agreement.item} at ${toDecimalString(agreedPrice(agreement))} ${agreement.unitPrice.currency} from ${agreement.from}${agreement.to ? ` to ${agreement.to}` : ''}`,
  content: agreement,
});

/** Every other invoice whose governing day falls under the same agreement and bills the item above it. */
function sameErrorElsewhere(
  agreement: PriceAgreement,
  others: readonly Invoice[],
  prices: readonly PriceAgreement[],
): LookBackFinding[] {
  return others.flatMap((other) =>
    pricedLines(other, prices)
      .filter(
        (one) => one.agreement.id === agreement.id && compareMoney(one.overcharge, creditedOf(one.line)) > 0,
      )
      .map(({ line, overcharge }) => ({
        invoiceId: other.id,
        line: line.line,
        item: line.item,
        difference: toJson(subtract(overcharge, creditedOf(line))),
      })),
  );
}

const creditedOf = (line: InvoiceLine): Money => fromJson(line.creditedNet);
