import type { Evidence, Proposal } from '../../api/resources.ts';
import { isBag, wordsOf } from '../../parts/structured.ts';
import type { Bag } from '../../parts/structured.ts';

export interface BilledLine {
  readonly line: number;
  /** Item, quantity × price, net. */
  readonly words: string;
}

/** The lines of the disputed invoice as the evidence holds them; none when it holds no invoice. */
export function billedLines(evidence: readonly Evidence[], invoiceId: string | null): BilledLine[] {
  const invoices = evidence.filter((item) => item.kind === 'invoice');
  const invoice = invoices.find((item) => item.sourceRef === invoiceId) ?? invoices[0];
  return linesIn(invoice?.content).map((line, index) => ({
    line: numberOf(line, index),
    words: words(line),
  }));
}

/** Net credits of an earlier proposal, as decimals by line, to start from instead of typing them again. */
export function proposedNets(proposal: Proposal | null): ReadonlyMap<number, string> {
  const nets = linesIn(proposal?.resolution).map((line, index) => {
    const [net = ''] = (wordsOf(line['net']) ?? '').split(' ');
    return [numberOf(line, index), net.replaceAll(',', '')] as const;
  });
  return new Map(nets);
}

const linesIn = (content: unknown): Bag[] => {
  const lines = isBag(content) ? content['lines'] : undefined;
  return Array.isArray(lines) ? lines.filter(isBag) : [];
};

const numberOf = (line: Bag, index: number): number =>
  typeof line['line'] === 'number' ? line['line'] : index + 1;

function words({ item, quantity, unitPrice, net }: Bag): string {
  const parts = [
    wordsOf(item),
    quantity && unitPrice ? `${wordsOf(quantity)} × ${wordsOf(unitPrice)}` : null,
    net ? `net ${wordsOf(net)}` : null,
  ];
  return parts.filter(Boolean).join(', ');
}

/** Receipts in the evidence: those a payment may be applied from. */
export const receiptsIn = (evidence: readonly Evidence[]): { id: string; summary: string }[] =>
  evidence
    .filter((item) => item.kind === 'receipt')
    .map(({ sourceRef, summary }) => ({ id: sourceRef, summary }));
