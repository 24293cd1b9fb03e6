import type { Tx } from '../db/connection.ts';
import { insertCreditMemo } from '../db/credit-memos.ts';
import { onceForRequest } from '../db/door.ts';
import { nextNumber, postEntry, type EntryToPost } from '../db/ledger.ts';
import { effectiveAnswers, lockAccount, tasksOf } from '../db/stores/casework.ts';
import { customerById } from '../db/stores/customers.ts';
import { proposalOf, type ProposalRow } from '../db/stores/decision-context.ts';
import { invoiceById } from '../db/stores/invoices.ts';
import { setProposalStatus } from '../db/stores/proposal-status.ts';
import { receiptById } from '../db/stores/receipts.ts';
import type { Resolution } from '../domain/assessment.ts';
import { standOf } from '../domain/approval-chain.ts';
import type { ApprovalChain } from '../domain/approval-plan.ts';
import { movedSince } from '../domain/credit-memo.ts';
import { localDate } from '../domain/instant.ts';
import type { Invoice } from '../domain/invoice.ts';
import { compareMoney, fromJson, toDecimalString } from '../domain/money.ts';
import type { ProposalContent } from '../domain/proposal.ts';
import { openAfter, transfersOf } from '../domain/resolution.ts';
import { restate } from '../domain/restatement.ts';
import type { Step } from '../domain/run.ts';
import { advance, byDocket, moved, openCase, type Casework, type Moved } from './casework.ts';
import { openAssessTask } from './assess-task.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { returnProposal } from './take-back.ts';

type Posting =
  | { readonly ok: true; readonly entryNumber: string | null; readonly documentId: string | null }
  | { readonly ok: false; readonly why: string };
type MemoResolution = Extract<Resolution, { kind: 'credit-memo' }>;
type CashResolution = Extract<Resolution, { kind: 'cash-application' }>;

/** Posting what was approved. */
export const ledgerActivities = ({ db }: ActivityDeps) => ({
  /**
   * Executes the approved proposal in one transaction: approvals counted again, balances read again, number taken, entry posted. If
   * the books have moved so that it can't post, nothing is posted and the request goes back to its preparer with the reason.
   */
  execute: ({ requestId, legalEntity, now }: RequestRef, revision: number): Promise<Step> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `${revision}/execute/proposal`, input: { revision }, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const proposal = await proposalOf(tx, legalEntity, requestId, revision);
        const { state } = work.record;
        if (!proposal || state.kind !== 'approved' || state.contentHash !== proposal.contentHash) {
          throw new Error(
            `request ${requestId} is ${state.kind}; revision ${revision} is not the one approved`,
          );
        }
        await requireApprovals(tx, work, proposal);
        await lockAccount(tx, legalEntity, proposal.customerGroup);
        const posting = await post(tx, work, proposal, now);
        return posting.ok
          ? executed(tx, work, proposal, posting, now)
          : sentBack(tx, work, proposal, posting.why, now);
      },
    ),
});

/** Defence in depth: every level of the pinned chain has its approvals of exactly this content, by distinct people, and no seat is asked. */
async function requireApprovals(tx: Tx, { request }: Casework, proposal: ProposalRow): Promise<void> {
  const chain = proposal.chain as ApprovalChain;
  const answers = await effectiveAnswers(tx, request, proposal.revision);
  const seats = (await tasksOf(tx, request, proposal.revision)).filter(({ kind }) => kind === 'approve');
  const approvals = answers.filter(({ verdict }) => verdict === 'approve');
  const approved = chain.levels.every(({ level }) => standOf(chain, level, seats, answers) === 'approved');
  const needed = chain.levels.reduce((sum, { quorum }) => sum + quorum, 0);
  const people = new Set(approvals.map(({ actorId }) => actorId)).size;
  const bound = approvals.every(({ contentHash }) => contentHash === proposal.contentHash);
  const settled = seats.every(({ state }) => state === 'done' || state === 'void');
  if (seats.length !== chain.seats.length || !bound || !settled || people < needed || !approved)
    throw new Error(
      `request ${request.id} has ${people} approvals of ${needed} for revision ${proposal.revision}: not executed`,
    );
}

async function post(tx: Tx, work: Casework, proposal: ProposalRow, now: string): Promise<Posting> {
  const { resolution } = proposal.content as ProposalContent;
  if (resolution.kind === 'denial') return { ok: true, entryNumber: null, documentId: null };
  const invoice = await invoiceById(tx, proposal.legalEntity, resolution.invoiceId);
  if (!invoice) throw new Error(`invoice ${resolution.invoiceId} is not there`);
  return resolution.kind === 'credit-memo'
    ? postCreditMemo(tx, work, proposal, resolution, invoice, now)
    : postApplication(tx, work, proposal, resolution, invoice, now);
}

async function postCreditMemo(
  tx: Tx,
  work: Casework,
  proposal: ProposalRow,
  resolution: MemoResolution,
  invoice: Invoice,
  now: string,
): Promise<Posting> {
  const { legalEntity, requestId, revision } = proposal;
  const movedLine = movedSince(invoice, resolution.judgedOn);
  if (movedLine !== undefined)
    return { ok: false, why: `line ${movedLine} of ${invoice.id} has been credited in the meantime` };
  const today = localDate(now, work.entity.zone);
  const number = await nextNumber(tx, legalEntity, 'CM', Number(today.slice(0, 4)));
  const customer = await customerById(tx, legalEntity, invoice.customerId);
  await insertCreditMemo(tx, {
    memo: {
      legalEntity,
      number,
      invoiceId: invoice.id,
      requestId,
      revision,
      reason: resolution.reason,
      currency: resolution.gross.currency,
      grossMinor: BigInt(resolution.gross.minor),
      issuedOn: today,
      restatement: restate(invoice, resolution.lines, {
        number,
        issuedOn: today,
        reason: resolution.reason,
        customerName: customer?.name ?? '',
      }),
    },
    lines: resolution.lines,
  });
  const entryNumber = await postEntry(tx, {
    ...common(work, proposal, invoice, now),
    documentType: 'credit-memo',
    documentId: number,
    valueDate: today,
    description: `Credit memo ${number} on ${invoice.id} (${resolution.reason})`,
    transfers: transfersOf(resolution, invoice),
  });
  return { ok: true, entryNumber, documentId: number };
}

async function postApplication(
  tx: Tx,
  work: Casework,
  proposal: ProposalRow,
  resolution: CashResolution,
  invoice: Invoice,
  now: string,
): Promise<Posting> {
  const receipt = await receiptById(tx, proposal.legalEntity, resolution.receiptId);
  const amount = fromJson(resolution.amount);
  if (!receipt || compareMoney(amount, receipt.remaining) > 0)
    return { ok: false, why: `receipt ${resolution.receiptId} has been applied elsewhere in the meantime` };
  if (compareMoney(amount, fromJson(invoice.open)) > 0)
    return { ok: false, why: `invoice ${invoice.id} has less open than is to be applied` };
  const { letter } = proposal.content as ProposalContent;
  if (letter.fields['openAfter'] !== toDecimalString(openAfter(resolution, invoice)))
    return {
      ok: false,
      why: `the open amount of invoice ${invoice.id} has changed, and the letter would be wrong`,
    };
  const entryNumber = await postEntry(tx, {
    ...common(work, proposal, invoice, now),
    documentType: 'cash-application',
    documentId: receipt.id,
    valueDate: receipt.valueDate,
    description: `Receipt ${receipt.id} applied to ${invoice.id}`,
    transfers: transfersOf(resolution, invoice),
  });
  return { ok: true, entryNumber, documentId: receipt.id };
}

/** Credit memos and applications post today, in the entity's zone; tax follows the invoice's date. */
function common(
  { entity, policy }: Casework,
  proposal: ProposalRow,
  invoice: Invoice,
  now: string,
): Pick<
  EntryToPost,
  'legalEntity' | 'postingDate' | 'documentDate' | 'taxDate' | 'effectKey' | 'postedBy' | 'approved'
> {
  const { legalEntity, requestId, revision, contentHash } = proposal;
  const today = localDate(now, entity.zone);
  return {
    legalEntity,
    postingDate: today,
    documentDate: today,
    taxDate: invoice.date,
    effectKey: `${requestId}/${revision}/execute/proposal`,
    postedBy: `system@${policy.version}`,
    approved: { requestId, revision, contentHash },
  };
}

async function executed(
  tx: Tx,
  work: Casework,
  proposal: ProposalRow,
  posting: Extract<Posting, { ok: true }>,
  now: string,
) {
  await setProposalStatus(tx, work.request, proposal.revision, 'posted');
  const state = advance(work.record.state, { kind: 'execute' });
  const { step, columns } = moved(work, now, { state, waiting: byDocket('the customer is told') });
  const detail = {
    revision: proposal.revision,
    contentHash: proposal.contentHash,
    entryNumber: posting.entryNumber,
    documentId: posting.documentId,
  };
  return {
    result: step,
    request: columns,
    audit: [{ actorId: `system@${work.policy.version}`, kind: 'executed', detail }],
  };
}

async function sentBack(tx: Tx, work: Casework, proposal: ProposalRow, why: string, now: string) {
  const { gave, notices } = await returnProposal(tx, work, proposal.revision, why, now);
  const { state, waiting } = await backToPreparer(tx, work, why, now);
  const { step, columns } = moved(work, now, { state, waiting });
  return {
    result: step,
    request: columns,
    notices,
    audit: [
      {
        actorId: `system@${work.policy.version}`,
        kind: 'not-executed',
        detail: { why, approvalsVoided: gave },
      },
    ],
  };
}

/** A customer who withdrew while the approval was on its way need not withdraw again. */
async function backToPreparer(tx: Tx, work: Casework, why: string, now: string): Promise<Moved> {
  const { request, record } = work;
  if (request.withdrawRequestedAt === null) {
    return openAssessTask(tx, work, record.state, { kind: 'return-to-preparer' }, why, now);
  }
  const returned = advance(record.state, { kind: 'return-to-preparer', taskId: '' });
  const state = advance(returned, { kind: 'withdraw', because: 'withdrawn before anything was posted' });
  return { state, waiting: byDocket('the customer is told and the request is closed') };
}
