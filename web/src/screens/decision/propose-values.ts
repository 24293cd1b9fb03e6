import type { CreateDecision, DisputeReason, RequestDetail } from '../../api/resources.ts';
import { keysOf } from '../../parts/search-params.ts';
import { REASON_WORDS } from '../../parts/words.ts';
import { byName } from './field-errors.ts';
import { proposedNets } from './invoice-lines.ts';
import type { BilledLine } from './invoice-lines.ts';

export interface ProposeValues {
  /** One a billed line; an empty net credits nothing on it. */
  readonly lines: readonly { readonly line: number; readonly net: string }[];
  readonly receiptId: string;
  readonly disputeReason: DisputeReason | null;
  readonly reason: string;
}

const DECIMAL = /^\d{1,16}(\.\d{1,4})?$/;

export const asksForReceipt = ({ type }: RequestDetail): boolean => type === 'payment-clarification';

export function initialProposal(request: RequestDetail, billed: readonly BilledLine[]): ProposeValues {
  const proposed = proposedNets(request.proposal);
  const lines = billed.length > 0 ? billed : [{ line: 1 }];
  return {
    lines: lines.map(({ line }) => ({ line, net: proposed.get(line) ?? '' })),
    receiptId: '',
    disputeReason: keysOf(REASON_WORDS).find((code) => code === request.reason) ?? null,
    reason: '',
  };
}

const filled = (values: ProposeValues): ProposeValues['lines'] =>
  values.lines.filter(({ net }) => net.trim() !== '');

export function checkProposal(values: ProposeValues, byReceipt: boolean): Record<string, string | null> {
  const errors: Record<string, string | null> = {
    reason: values.reason.trim() === '' ? 'Say which record shows it.' : null,
  };
  if (byReceipt) {
    errors['receiptId'] = values.receiptId.trim() === '' ? 'Name the receipt to apply.' : null;
    return errors;
  }
  values.lines.forEach(({ net }, index) => {
    const wrong = net.trim() !== '' && !DECIMAL.test(net.trim());
    errors[`lines.${index}.net`] = wrong ? 'Write a plain amount such as 1250.00.' : null;
  });
  if (filled(values).length === 0)
    errors['lines.0.net'] = 'Credit at least one line, or deny the claim instead.';
  return errors;
}

export function bodyOf(
  values: ProposeValues,
  byReceipt: boolean,
): Extract<CreateDecision, { verdict: 'propose' }> {
  const reason = values.reason.trim();
  if (byReceipt) return { verdict: 'propose', reason, receiptId: values.receiptId.trim() };
  return {
    verdict: 'propose',
    reason,
    creditLines: filled(values).map(({ line, net }) => ({ line, net: net.trim() })),
    ...(values.disputeReason && { disputeReason: values.disputeReason }),
  };
}

/** "/creditLines/1/net" counts the lines that were sent; the form counts all of them. */
export function fieldOfPointer(pointer: string, values: ProposeValues): string | undefined {
  const [, sent] = /^#?\/creditLines\/(\d+)/.exec(pointer) ?? [];
  if (sent === undefined) return pointer.endsWith('/creditLines') ? 'lines.0.net' : byName(pointer, values);
  const line = filled(values)[Number(sent)];
  return line ? `lines.${values.lines.indexOf(line)}.net` : undefined;
}
