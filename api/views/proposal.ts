import type { ProposalRow, RequestRecord } from '../../db/stores/reading-record.ts';
import type { ApprovalChain } from '../../domain/approval-plan.ts';
import { renderLetter } from '../../domain/letters.ts';
import type { Money } from '../../domain/money.ts';
import { max, money, subtract, zero } from '../../domain/money.ts';
import { postingLines, totalOf } from '../../domain/posting.ts';
import type { ProposalContent } from '../../domain/proposal.ts';
import type { RequestView } from '../schemas/resources.ts';
import { type ChainParts, seatsOf } from './chain.ts';
import { moneyOf, moneyOfJson } from './money.ts';

export type ProposalView = NonNullable<RequestView['proposal']>;

/** The invoice's open amount: now, and right after this proposal was posted, if it was. */
export interface OpenAmounts {
  readonly invoiceId: string;
  readonly now: bigint;
  readonly afterPosting: bigint | undefined;
}

export function proposalViewOf(
  row: ProposalRow,
  open: OpenAmounts | undefined,
  parts: Omit<ChainParts, 'revision' | 'chain'>,
): ProposalView {
  const content = row.content as ProposalContent;
  const chain = row.chain as ApprovalChain;
  const letter = renderLetter(content.letter);
  return {
    revision: row.revision,
    contentHash: row.contentHash,
    status: row.status,
    outcome: content.outcome,
    resolution: content.resolution,
    resolutionKind: content.resolution.kind,
    amount: moneyOfJson(content.amount),
    entries: postingLinesOf(content.entries),
    preparer: parts.nameOf(row.preparerId),
    balance: open ? balanceOf(content, open) : null,
    letter: { subject: letter.subject, text: letter.text },
    approvals: {
      because: chain.because,
      counterfactual: chain.counterfactual,
      basis: moneyOfJson(chain.basis),
      levels: [...chain.levels],
      seats: seatsOf({ ...parts, revision: row.revision, chain }),
    },
  };
}

export const postingLinesOf = (transfers: ProposalContent['entries']): ProposalView['entries'] =>
  postingLines(transfers).map((line) => ({
    account: line.account,
    side: line.side,
    amount: moneyOfJson(line.amount),
  }));

/** Posted: as it was then. Pending: from what is open now, as execution would do it, never below zero. */
function balanceOf({ entries, amount }: ProposalContent, open: OpenAmounts): ProposalView['balance'] {
  const { currency } = amount;
  const ofInvoice = entries.filter((entry) => entry.invoiceId === open.invoiceId);
  const change = subtract(
    totalOf(ofInvoice, 'credit', 'accounts-receivable', currency),
    totalOf(ofInvoice, 'debit', 'accounts-receivable', currency),
  );
  const at = (minor: bigint): Money => money(minor, currency);
  const { before, after } =
    open.afterPosting === undefined
      ? { before: at(open.now), after: max(zero(currency), subtract(at(open.now), change)) }
      : { before: at(open.afterPosting + change.minor), after: at(open.afterPosting) };
  return { invoiceId: open.invoiceId, before: moneyOf(before), after: moneyOf(after) };
}

export const postingsOf = (record: RequestRecord): RequestView['postings'] =>
  record.entries.map(({ number, documentType, documentId, postingDate, transfers }) => ({
    entryNumber: number,
    documentType,
    documentId,
    postingDate,
    lines: postingLinesOf(transfers),
  }));
