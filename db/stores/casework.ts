import { and, eq, gte, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Assessment } from '../../domain/assessment.ts';
import type { DisputeReason } from '../../domain/dispute-reason.ts';
import type { CurrencyCode, Money } from '../../domain/money.ts';
import { money } from '../../domain/money.ts';
import type { MatrixColumn } from '../../domain/policy/schema.ts';
import type { Claim } from '../../domain/request-type.ts';
import type { RequestRecord } from '../../domain/run.ts';
import type { Tx } from '../connection.ts';
import { contentHash } from '../canonical.ts';
import type { RequestRow } from '../door.ts';
import {
  assessments,
  customerMessages,
  decisions,
  documents,
  evidence,
  proposals,
  requestTouches,
  tasks,
} from '../schema/request.ts';
import type { DecisionRow, TaskRow } from './decision-context.ts';

/** The stored run of a request; what a captured one starts from. */
export const recordOf = (request: RequestRow): RequestRecord =>
  (request.state as RequestRecord | null) ?? { v: 1, state: { kind: 'captured' }, clocks: [] };

/** What the customer said, as the rules read it. */
export function claimOf(request: RequestRow, customerName: string): Claim {
  const claim = request.claim as {
    type?: string | null;
    reason?: DisputeReason | null;
    payment?: { bankReference: string; paidOn: string } | null;
  };
  return {
    requestId: request.id,
    legalEntity: request.legalEntity,
    customerId: request.customerId,
    customerName,
    subject: request.subject,
    text: request.body,
    amount: { minor: request.claimedMinor.toString(), currency: request.currency as CurrencyCode },
    invoiceId: request.invoiceId,
    typeHint: claim.type ?? null,
    reasonHint: claim.reason ?? null,
    payment: claim.payment ?? null,
  };
}

/** Serialises what is aggregated over a customer group, or takes a customer's money, until the transaction ends. */
export async function lockAccount(tx: Tx, legalEntity: string, group: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${legalEntity}/${group}`}, 2))`);
}

/**
 * The group's other proposals of one column since an instant, whatever their currency: pending, approved or posted; debits never net.
 * @returns their sum in the functional currency; null where one of them had no rate, so that the sum is not known
 */
export async function earlierProposals(
  tx: Tx,
  request: RequestRow,
  group: string,
  column: MatrixColumn,
  since: Date,
  functional: CurrencyCode,
): Promise<Money | null> {
  const [row] = await tx
    .select({
      total: sql<string>`coalesce(sum(${proposals.functionalMinor}), 0)`,
      unknown: sql<string>`count(*) filter (where ${proposals.functionalMinor} is null)`,
    })
    .from(proposals)
    .where(
      and(
        eq(proposals.legalEntity, request.legalEntity),
        eq(proposals.customerGroup, group),
        eq(proposals.matrixColumn, column),
        inArray(proposals.status, ['pending', 'approved', 'posted']),
        gte(proposals.routedAt, since),
        // A reopened request's own posted pieces count too: reopening must not split an amount.
        or(ne(proposals.requestId, request.id), eq(proposals.status, 'posted')),
      ),
    );
  return row && row.unknown !== '0' ? null : money(BigInt(row?.total ?? '0'), functional);
}

export async function assessmentOf(tx: Tx, request: RequestRow, revision: number): Promise<Assessment> {
  const [row] = await tx
    .select()
    .from(assessments)
    .where(
      and(
        eq(assessments.legalEntity, request.legalEntity),
        eq(assessments.requestId, request.id),
        eq(assessments.revision, revision),
      ),
    );
  if (!row) throw new Error(`request ${request.id} has no assessment of revision ${revision}`);
  return row.content as Assessment;
}

/** Stores an assessment and its evidence, each item hashed. */
export async function insertAssessment(
  tx: Tx,
  request: RequestRow,
  revision: number,
  assessment: Assessment,
  by: string,
  at: Date,
): Promise<void> {
  const { legalEntity, id: requestId } = request;
  const { evidence: items, ...content } = assessment;
  await tx
    .insert(assessments)
    .values({ legalEntity, requestId, revision, content: { ...content, evidence: [] }, assessedBy: by, at });
  if (items.length === 0) return;
  await tx.insert(evidence).values(
    items.map((item, i) => ({
      legalEntity,
      id: `EVD-${requestId.slice(4)}-r${revision}-${i + 1}`,
      requestId,
      revision,
      kind: item.kind,
      sourceRef: item.sourceRef,
      summary: item.summary,
      content: item.content,
      hash: contentHash(item.content),
      addedBy: by,
      at,
    })),
  );
}

/** Evidence of one revision, with what the customer and consulted colleagues answered before it. */
export async function evidenceOf(
  tx: Tx,
  request: RequestRow,
  revision: number,
): Promise<{ id: string; hash: string }[]> {
  return tx
    .select({ id: evidence.id, hash: evidence.hash })
    .from(evidence)
    .where(
      and(
        eq(evidence.legalEntity, request.legalEntity),
        eq(evidence.requestId, request.id),
        or(
          eq(evidence.revision, revision),
          and(
            inArray(evidence.kind, ['customer-statement', 'consult-answer']),
            lte(evidence.revision, revision),
          ),
        ),
      ),
    )
    .orderBy(evidence.id);
}

export const insertEvidence = async (tx: Tx, row: typeof evidence.$inferInsert): Promise<void> => {
  await tx.insert(evidence).values(row).onConflictDoNothing();
};

export const insertProposal = async (tx: Tx, row: typeof proposals.$inferInsert): Promise<void> => {
  await tx.insert(proposals).values(row);
};

export const insertTasks = async (tx: Tx, rows: (typeof tasks.$inferInsert)[]): Promise<void> => {
  if (rows.length > 0) await tx.insert(tasks).values(rows);
};

export async function updateTask(
  tx: Tx,
  task: Pick<TaskRow, 'legalEntity' | 'id'>,
  columns: Partial<typeof tasks.$inferInsert>,
): Promise<void> {
  await tx
    .update(tasks)
    .set(columns)
    .where(and(eq(tasks.legalEntity, task.legalEntity), eq(tasks.id, task.id)));
}

/** Every task that still waits or is open becomes void: the proposal changed, or the request ended. */
export async function voidTasks(tx: Tx, request: RequestRow): Promise<void> {
  await tx
    .update(tasks)
    .set({ state: 'void' })
    .where(
      and(
        eq(tasks.legalEntity, request.legalEntity),
        eq(tasks.requestId, request.id),
        inArray(tasks.state, ['waiting', 'open']),
      ),
    );
}

export const tasksOf = (tx: Tx, request: RequestRow, revision: number): Promise<TaskRow[]> =>
  tx
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.legalEntity, request.legalEntity),
        eq(tasks.requestId, request.id),
        eq(tasks.revision, revision),
      ),
    )
    .orderBy(tasks.level, tasks.id);

export async function decisionById(
  tx: Tx,
  legalEntity: string,
  id: string,
): Promise<DecisionRow | undefined> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.legalEntity, legalEntity), eq(decisions.id, id)));
  return row;
}

export async function markDecision(
  tx: Tx,
  decision: Pick<DecisionRow, 'legalEntity' | 'id'>,
  status: 'effective' | 'void',
  statusReason: string | null,
  consumedAt: Date,
): Promise<void> {
  await tx
    .update(decisions)
    .set({ status, statusReason, consumedAt })
    .where(and(eq(decisions.legalEntity, decision.legalEntity), eq(decisions.id, decision.id)));
}

/** Decisions recorded too late to take effect: the request has ended. @returns them, as they were recorded */
export const voidUnconsumed = (tx: Tx, request: RequestRow, why: string, at: Date) =>
  tx
    .update(decisions)
    .set({ status: 'void', statusReason: why, consumedAt: at })
    .where(
      and(
        eq(decisions.legalEntity, request.legalEntity),
        eq(decisions.requestId, request.id),
        eq(decisions.status, 'recorded'),
      ),
    )
    .returning();

/** Effective approvals and rejections of a revision: one row per seat. */
export const effectiveAnswers = (tx: Tx, request: RequestRow, revision: number) =>
  tx
    .select({
      taskId: decisions.taskId,
      verdict: decisions.verdict,
      actorId: decisions.actorId,
      contentHash: decisions.contentHash,
    })
    .from(decisions)
    .where(
      and(
        eq(decisions.legalEntity, request.legalEntity),
        eq(decisions.requestId, request.id),
        eq(decisions.revision, revision),
        eq(decisions.kind, 'approve'),
        inArray(decisions.verdict, ['approve', 'reject']),
        eq(decisions.status, 'effective'),
      ),
    );

export async function messageById(tx: Tx, legalEntity: string, id: string) {
  const [row] = await tx
    .select()
    .from(customerMessages)
    .where(and(eq(customerMessages.legalEntity, legalEntity), eq(customerMessages.id, id)));
  return row;
}

export async function consumeMessage(tx: Tx, legalEntity: string, id: string, at: Date): Promise<void> {
  await tx
    .update(customerMessages)
    .set({ consumedAt: at })
    .where(and(eq(customerMessages.legalEntity, legalEntity), eq(customerMessages.id, id)));
}

/** Messages no run took before the request ended: none of a later cycle takes them either. @returns their ids */
export async function consumeMessagesLeft(tx: Tx, request: RequestRow, at: Date): Promise<string[]> {
  const rows = await tx
    .update(customerMessages)
    .set({ consumedAt: at })
    .where(
      and(
        eq(customerMessages.legalEntity, request.legalEntity),
        eq(customerMessages.requestId, request.id),
        isNull(customerMessages.consumedAt),
      ),
    )
    .returning({ id: customerMessages.id });
  return rows.map(({ id }) => id);
}

/** Whether the customer's side has said something, since the request was last reopened, that the workflow has yet to take. */
export async function hasUnconsumedMessage(tx: Tx, request: RequestRow): Promise<boolean> {
  const rows = await tx
    .select({ id: customerMessages.id })
    .from(customerMessages)
    .where(
      and(
        eq(customerMessages.legalEntity, request.legalEntity),
        eq(customerMessages.requestId, request.id),
        eq(customerMessages.cycle, request.cycle),
        isNull(customerMessages.consumedAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function insertTouches(tx: Tx, rows: (typeof requestTouches.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(requestTouches).values(rows).onConflictDoNothing();
}

export type DocumentRow = typeof documents.$inferSelect;

export async function insertDocuments(tx: Tx, rows: (typeof documents.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(documents).values(rows).onConflictDoNothing();
}

export async function markSent(tx: Tx, legalEntity: string, ids: readonly string[], at: Date): Promise<void> {
  await tx
    .update(documents)
    .set({ sentAt: at })
    .where(
      and(eq(documents.legalEntity, legalEntity), inArray(documents.id, [...ids]), isNull(documents.sentAt)),
    );
}

/** Letters on file that have not been marked as sent. */
export const unsentDocuments = (
  tx: Tx,
  legalEntity: string,
  ids: readonly string[],
): Promise<DocumentRow[]> =>
  tx
    .select()
    .from(documents)
    .where(
      and(eq(documents.legalEntity, legalEntity), inArray(documents.id, [...ids]), isNull(documents.sentAt)),
    )
    .orderBy(documents.id);
