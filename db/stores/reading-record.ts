import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Transfer } from '../../domain/posting.ts';
import type { Tx } from '../connection.ts';
import { customers } from '../schema/customer.ts';
import { auditEvents } from '../schema/door.ts';
import { accounts, journalEntries, ledgerTransfers } from '../schema/ledger.ts';
import { invoices } from '../schema/receivables.ts';
import { assessments, documents, evidence, proposals } from '../schema/request.ts';

export type EvidenceRow = typeof evidence.$inferSelect;
export type ProposalRow = typeof proposals.$inferSelect;
export type DocumentRow = typeof documents.$inferSelect;
export type AuditRow = typeof auditEvents.$inferSelect;
export type AssessmentRow = typeof assessments.$inferSelect;

export interface PostedEntry {
  readonly number: string;
  readonly documentType: string;
  readonly documentId: string;
  readonly postingDate: string;
  readonly transfers: readonly Transfer[];
}

/** What one request has gathered: newest assessment and proposal, all evidence, what was posted. */
export interface RequestRecord {
  readonly assessment: AssessmentRow | undefined;
  readonly proposal: ProposalRow | undefined;
  readonly evidence: readonly EvidenceRow[];
  readonly entries: readonly PostedEntry[];
  readonly classified: unknown;
}

export async function recordOf(tx: Tx, legalEntity: string, requestId: string): Promise<RequestRecord> {
  const [assessment] = await tx
    .select()
    .from(assessments)
    .where(and(eq(assessments.legalEntity, legalEntity), eq(assessments.requestId, requestId)))
    .orderBy(desc(assessments.revision))
    .limit(1);
  const [proposal] = await tx
    .select()
    .from(proposals)
    .where(and(eq(proposals.legalEntity, legalEntity), eq(proposals.requestId, requestId)))
    .orderBy(desc(proposals.revision))
    .limit(1);
  const found = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.legalEntity, legalEntity), eq(evidence.requestId, requestId)))
    .orderBy(asc(evidence.at), asc(evidence.id));
  const [classified] = await tx
    .select({ detail: auditEvents.detail })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.legalEntity, legalEntity),
        eq(auditEvents.chain, requestId),
        eq(auditEvents.kind, 'classified'),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  const entries = await entriesOf(tx, legalEntity, requestId);
  return { assessment, proposal, evidence: found, entries, classified: classified?.detail };
}

async function entriesOf(tx: Tx, legalEntity: string, requestId: string): Promise<PostedEntry[]> {
  const heads = await tx
    .select()
    .from(journalEntries)
    .where(and(eq(journalEntries.legalEntity, legalEntity), eq(journalEntries.requestId, requestId)))
    .orderBy(asc(journalEntries.postedAt), asc(journalEntries.number));
  if (heads.length === 0) return [];
  const keys = await accountKeys(tx, legalEntity);
  const lines = await tx
    .select()
    .from(ledgerTransfers)
    .where(
      and(
        eq(ledgerTransfers.legalEntity, legalEntity),
        inArray(
          ledgerTransfers.entryNumber,
          heads.map((head) => head.number),
        ),
      ),
    )
    .orderBy(asc(ledgerTransfers.line));
  return heads.map(({ number, documentType, documentId, postingDate }) => ({
    number,
    documentType,
    documentId,
    postingDate,
    transfers: lines.filter((line) => line.entryNumber === number).map((line) => transferOf(line, keys)),
  }));
}

type AccountKeys = ReadonlyMap<string, (typeof accounts.$inferSelect)['key']>;

async function accountKeys(tx: Tx, legalEntity: string): Promise<AccountKeys> {
  const rows = await tx
    .select({ number: accounts.number, key: accounts.key })
    .from(accounts)
    .where(eq(accounts.legalEntity, legalEntity));
  return new Map(rows.map((row) => [row.number, row.key]));
}

function transferOf(line: typeof ledgerTransfers.$inferSelect, keys: AccountKeys): Transfer {
  const keyOf = (number: string) => {
    const key = keys.get(number);
    if (!key) throw new Error(`account ${number} has no key`);
    return { key };
  };
  return {
    debit: keyOf(line.debitAccount),
    credit: keyOf(line.creditAccount),
    amount: { minor: line.amountMinor.toString(), currency: line.currency as Transfer['amount']['currency'] },
    ...(line.invoiceId !== null && { invoiceId: line.invoiceId }),
  };
}

/**
 * The invoice's open amount in minor units, now or right after an entry was posted; later entries do not change the latter.
 * @param entryNumber the entry, or undefined for now
 */
export async function openAmount(
  tx: Tx,
  legalEntity: string,
  invoiceId: string,
  entryNumber?: string,
): Promise<bigint | undefined> {
  if (entryNumber === undefined) {
    const [row] = await tx
      .select({ open: invoices.openMinor })
      .from(invoices)
      .where(and(eq(invoices.legalEntity, legalEntity), eq(invoices.id, invoiceId)));
    return row?.open;
  }
  const [row] = await tx.execute<{ open: string }>(sql`
    select coalesce(sum(case when d.key = 'accounts-receivable' then t.amount_minor else -t.amount_minor end), 0)::text as open
    from ledger_transfer t
    join account d on d.legal_entity = t.legal_entity and d.number = t.debit_account
    join account c on c.legal_entity = t.legal_entity and c.number = t.credit_account
    where t.legal_entity = ${legalEntity} and t.invoice_id = ${invoiceId}
      and 'accounts-receivable' in (d.key, c.key)
      and t.id <= (select max(id) from ledger_transfer where legal_entity = ${legalEntity} and entry_number = ${entryNumber})`);
  return row && BigInt(row.open);
}

/** Oldest first, after a sequence number. */
export function listEvents(
  tx: Tx,
  legalEntity: string,
  chain: string,
  afterSeq: number,
  limit: number,
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.legalEntity, legalEntity),
        eq(auditEvents.chain, chain),
        gt(auditEvents.seq, afterSeq),
      ),
    )
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
}

export function listDocuments(tx: Tx, legalEntity: string, requestId: string): Promise<DocumentRow[]> {
  return tx
    .select()
    .from(documents)
    .where(and(eq(documents.legalEntity, legalEntity), eq(documents.requestId, requestId)))
    .orderBy(asc(documents.at), asc(documents.id));
}

/** Contact names by customer id, for `contact:…` actors. */
export async function contactNames(
  tx: Tx,
  legalEntity: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: customers.id, name: customers.contactName })
    .from(customers)
    .where(and(eq(customers.legalEntity, legalEntity), inArray(customers.id, [...customerIds])));
  return new Map(rows.map((row) => [row.id, row.name]));
}
