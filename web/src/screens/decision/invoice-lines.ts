import type { Evidence } from '../../api/resources.ts';

export interface BilledLine {
  readonly line: number;
  readonly words: string;
}

type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null;

/** The lines of the disputed invoice as the evidence holds them; none when it holds no invoice. */
export function billedLines(evidence: readonly Evidence[], invoiceId: string | null): BilledLine[] {
  const invoices = evidence.filter((item) => item.kind === 'invoice');
  const invoice = invoices.find((item) => item.sourceRef === invoiceId) ?? invoices[0];
  const content = invoice?.content;
  const lines: unknown = isBag(content) ? content['lines'] : undefined;
  return Array.isArray(lines) ? lines.filter(isBag).map(lineOf) : [];
}

function lineOf(line: Bag, index: number): BilledLine {
  const number = typeof line['line'] === 'number' ? line['line'] : index + 1;
  const item = words(line['item']);
  const quantity = words(line['quantity']);
  const price = words(line['unitPrice']);
  return {
    line: number,
    words: [item, quantity && price && `${quantity} × ${price}`].filter(Boolean).join(', '),
  };
}

/** A value of evidence in words: text as it is, money as amount and currency. */
function words(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isBag(value)) return '';
  if (typeof value['amount'] === 'string') return `${value['amount']} ${words(value['currency'])}`;
  return '';
}

/** Receipts in the evidence: those a payment may be applied from. */
export const receiptsIn = (evidence: readonly Evidence[]): { id: string; summary: string }[] =>
  evidence
    .filter((item) => item.kind === 'receipt')
    .map(({ sourceRef, summary }) => ({ id: sourceRef, summary }));
