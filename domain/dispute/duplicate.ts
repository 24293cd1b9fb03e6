import type { Check, EvidenceItem } from '../assessment.ts';
import { creditable, creditLine } from '../credit-memo.ts';
import { isEarlier, type Invoice, type InvoiceLine } from '../invoice.ts';
import { fromJson, isPositive, toDecimalString } from '../money.ts';
import { type DisputeCase, type Finding, undetermined } from './finding.ts';

/** DUPLICATE [19]: the same delivery with the same lines on an earlier invoice of the customer. A duplicate is credited in full. */
export function checkDuplicate({ invoice, dossier }: DisputeCase): Finding {
  if (invoice.deliveryRef === null)
    return undetermined(`invoice ${invoice.id} names no delivery that another invoice could have billed`);
  const twin = dossier.otherInvoices.find(
    (other) =>
      isEarlier(other, invoice) &&
      other.deliveryRef === invoice.deliveryRef &&
      sameLines(other, invoice) &&
      stillBills(other),
  );
  return {
    checks: [twinCheck(invoice, twin)],
    evidence: twin ? [twinEvidence(twin)] : [],
    credits: twin
      ? invoice.lines
          .filter((line) => isPositive(creditable(line)))
          .map((line) => creditLine(line, creditable(line)))
      : [],
    lookBack: [],
    undetermined: null,
  };
}

/** An invoice that was credited in full bills nothing any more. */
const stillBills = (invoice: Invoice): boolean => invoice.lines.some((line) => isPositive(creditable(line)));

/** Items, quantities and prices equal, in any order. */
function sameLines(a: Invoice, b: Invoice): boolean {
  const key = (line: InvoiceLine) =>
    `${line.item}|${line.quantity}|${line.unitPrice.minor}|${line.unitPrice.currency}`;
  const left = a.lines.map(key).toSorted();
  const right = b.lines.map(key).toSorted();
  return left.length === right.length && left.every((one, i) => one === right[i]);
}

const twinCheck = (invoice: Invoice, twin: Invoice | undefined): Check => ({
  id: 'billed-before',
  label: `Delivery ${invoice.deliveryRef} on another invoice`,
  claimed: 'this delivery was billed before',
  found: twin
    ? `${twin.id} of ${twin.date} bills the same delivery with the same lines`
    : 'no earlier invoice bills this delivery',
  passed: twin ? 'yes' : 'no',
  rule: 'the same delivery with the same lines is billed once; the later invoice is credited in full',
  sources: twin ? [invoice.id, twin.id] : [invoice.id],
});

const twinEvidence = (twin: Invoice): EvidenceItem => ({
  kind: 'invoice',
  sourceRef: twin.id,
  summary: `Invoice ${twin.id} of ${twin.date}, ${toDecimalString(fromJson(twin.gross))} ${twin.gross.currency}, delivery ${twin.deliveryRef}, ${twin.open.minor === '0' ? 'paid' : 'open'}`,
  content: twin,
});
