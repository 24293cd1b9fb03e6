import type { CreditedBefore, CreditLine } from './assessment.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';
import type { CurrencyCode, Money } from './money.ts';
import {
  add,
  compareMoney,
  fromJson,
  isPositive,
  isZero,
  min,
  share,
  subtract,
  sum,
  times,
  toJson,
  zero,
} from './money.ts';
import type { Transfer, TransferSubject } from './posting.ts';
import { transfer } from './posting.ts';

/**
 * A net credit on one line with the tax of the original line: its code and rate, half-up; the credit that uses up the line's net
 * takes the residue, so Σ tax credited = tax billed. Where tax alone was credited before, only the share that is left goes with the net. (VAT Directive art. 90: the taxable amount is reduced accordingly.)
 * @throws when the credit exceeds what is left to credit on the line
 */
export function creditLine(line: InvoiceLine, net: Money): CreditLine {
  const leftNet = subtract(fromJson(line.net), fromJson(line.creditedNet));
  const leftTax = subtract(fromJson(line.tax), fromJson(line.creditedTax));
  if (!isPositive(net) || compareMoney(net, leftNet) > 0)
    throw new Error(`line ${line.line} has ${leftNet.minor} left to credit, not ${net.minor}`);
  const byRate = min(times(net, line.taxRate), leftTax);
  const tax = compareMoney(net, leftNet) === 0 ? leftTax : min(byRate, share(leftTax, net, leftNet));
  return { line: line.line, item: line.item, net: toJson(net), tax: toJson(tax) };
}

/** What was credited so far of the lines that these credits are about: pinned with them. */
export const creditedBefore = (invoice: Invoice, credits: readonly CreditLine[]): CreditedBefore[] =>
  invoice.lines
    .filter(({ line }) => credits.some((credit) => credit.line === line))
    .map(({ line, creditedNet, creditedTax }) => ({ line, net: creditedNet, tax: creditedTax }));

/** The first line of which more, or less, has been credited since the credit was judged. */
export const movedSince = (invoice: Invoice, judgedOn: readonly CreditedBefore[]): number | undefined =>
  judgedOn.find((before) => {
    const now = invoice.lines.find(({ line }) => line === before.line);
    return now?.creditedNet.minor !== before.net.minor || now.creditedTax.minor !== before.tax.minor;
  })?.line;

/** What is still uncredited of a line, net. */
export const creditable = (line: InvoiceLine): Money =>
  subtract(fromJson(line.net), fromJson(line.creditedNet));

export const grossOf = (lines: readonly CreditLine[], currency: CurrencyCode): Money =>
  sum(
    lines.flatMap((line) => [fromJson(line.net), fromJson(line.tax)]),
    currency,
  );

/**
 * Dr revenue of the original line, Dr output tax; Cr receivables up to the invoice's open amount, the rest Cr customer credits.
 * @param open the invoice's open amount at the moment of posting (or of proposing, for display)
 */
export function creditMemoTransfers(invoice: Invoice, lines: readonly CreditLine[], open: Money): Transfer[] {
  const subject: TransferSubject = { customerId: invoice.customerId, invoiceId: invoice.id };
  let left = open;
  const transfers: Transfer[] = [];
  const move = (debit: Transfer['debit'], amount: Money): void => {
    const toReceivables = min(amount, left);
    const toCredits = subtract(amount, toReceivables);
    if (!isZero(toReceivables))
      transfers.push(transfer(debit, { key: 'accounts-receivable' }, toReceivables, subject));
    if (!isZero(toCredits)) transfers.push(transfer(debit, { key: 'customer-credits' }, toCredits, subject));
    left = subtract(left, toReceivables);
  };
  for (const credit of lines) {
    const original = invoice.lines.find((line) => line.line === credit.line);
    if (!original) throw new Error(`invoice ${invoice.id} has no line ${credit.line}`);
    move({ key: 'revenue', category: original.category, taxCode: original.taxCode }, fromJson(credit.net));
    if (credit.tax.minor !== '0')
      move({ key: 'output-tax', taxCode: original.taxCode }, fromJson(credit.tax));
  }
  return transfers;
}

/** What the invoice comes to after the credit: original gross less all credits, the restatement's total. */
export function restatedTotal(invoice: Invoice, lines: readonly CreditLine[]): Money {
  const { currency } = invoice.gross;
  const earlier = invoice.lines.reduce(
    (total, line) => add(total, add(fromJson(line.creditedNet), fromJson(line.creditedTax))),
    zero(currency),
  );
  return subtract(subtract(fromJson(invoice.gross), earlier), grossOf(lines, currency));
}
