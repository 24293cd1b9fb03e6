import type { DecisionBody } from '../domain/decision.ts';
import type { DisputeReason } from '../domain/dispute-reason.ts';
import { REQUEST_TYPE_RULES } from '../domain/request-types/registry.ts';
import { creditable } from '../domain/credit-memo.ts';
import { compareMoney, isPositive, parseMoney, toDecimalString } from '../domain/money.ts';
import type { Invoice } from '../domain/invoice.ts';
import type { Tx } from './connection.ts';
import type { RequestRow } from './door.ts';
import type { FieldProblem } from './intake.ts';
import { invoiceById } from './stores/invoices.ts';
import { receiptById } from './stores/receipts.ts';

type Propose = Extract<DecisionBody, { verdict: 'propose' }>;

const problem = (field: string, message: string): FieldProblem => ({ field, message });

/** What is wrong with a person's proposal, before anything is stored; undefined when it can stand. */
export async function checkProposal(
  tx: Tx,
  request: RequestRow,
  body: Propose,
): Promise<FieldProblem | undefined> {
  const { legalEntity, invoiceId } = request;
  const invoice = invoiceId === null ? null : await invoiceById(tx, legalEntity, invoiceId);
  if (!invoice)
    return problem(
      '/verdict',
      'The request names no invoice to credit or apply to; ask the customer which, or deny it.',
    );
  if (request.type === 'payment-clarification') {
    if (body.creditLines !== undefined)
      return problem('/creditLines', 'A payment is applied, not credited: name the receipt.');
    return checkReceipt(tx, request, invoice, body);
  }
  if (body.receiptId !== undefined)
    return problem('/receiptId', 'A dispute is credited by line; a receipt is for payment clarifications.');
  return checkReason(request.type ?? '', body.disputeReason) ?? checkCreditLines(invoice, body);
}

/** A reason belongs to the request's type. */
export function checkReason(type: string, reason: DisputeReason | undefined): FieldProblem | undefined {
  if (reason === undefined) return undefined;
  const rules = REQUEST_TYPE_RULES.find((one) => one.type === type);
  if (!rules) return problem('/type', `There is no request type "${type}".`);
  if (rules.reasons.includes(reason)) return undefined;
  return problem(
    '/disputeReason',
    `${reason} is not a reason of a ${rules.words}; it has ${rules.reasons.join(', ')}.`,
  );
}

async function checkReceipt(
  tx: Tx,
  request: RequestRow,
  invoice: Invoice,
  { receiptId }: Propose,
): Promise<FieldProblem | undefined> {
  if (receiptId === undefined) return problem('/receiptId', 'Name the receipt to apply.');
  const receipt = await receiptById(tx, request.legalEntity, receiptId);
  if (!receipt) return problem('/receiptId', `There is no receipt "${receiptId}" in ${request.legalEntity}.`);
  if (!isPositive(receipt.remaining))
    return problem('/receiptId', `Receipt ${receiptId} has nothing left to apply.`);
  if (receipt.remaining.currency !== invoice.gross.currency)
    return problem('/receiptId', `Receipt ${receiptId} is in ${receipt.remaining.currency}.`);
  if (BigInt(invoice.open.minor) === 0n)
    return problem('/receiptId', `Invoice ${invoice.id} has no open amount.`);
  return undefined;
}

function checkCreditLines(invoice: Invoice, { creditLines }: Propose): FieldProblem | undefined {
  if (!creditLines?.length) return problem('/creditLines', 'Name at least one line to credit.');
  if (new Set(creditLines.map(({ line }) => line)).size < creditLines.length)
    return problem('/creditLines', 'Each line can be named once.');
  for (const [i, { line, net }] of creditLines.entries()) {
    const original = invoice.lines.find((one) => one.line === line);
    if (!original) return problem(`/creditLines/${i}/line`, `Invoice ${invoice.id} has no line ${line}.`);
    const amount = parseMoney(net, invoice.gross.currency);
    if (!amount.ok) return problem(`/creditLines/${i}/net`, `The amount ${amount.problem}.`);
    const left = creditable(original);
    if (!isPositive(amount.value) || compareMoney(amount.value, left) > 0) {
      return problem(
        `/creditLines/${i}/net`,
        `Must be more than zero and at most ${toDecimalString(left)}, what is left to credit on line ${line}.`,
      );
    }
  }
  return undefined;
}
