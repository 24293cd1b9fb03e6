import { asc, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { PolicyStanding, Published } from '../../domain/policy/lifecycle.ts';
import { versionNumber } from '../../domain/policy/lifecycle.ts';
import type { Tx } from '../connection.ts';
import { policyDrafts } from '../schema/governance.ts';
import { policyVersions } from '../schema/organisation.ts';
import { requests } from '../schema/request.ts';

/** A policy as it stands, published or on its way. */
export interface PolicyRecord extends PolicyStanding {
  readonly document: unknown;
  /** SHA-256 of the RFC 8785 form of the document. */
  readonly hash: string;
  readonly note: string;
  readonly authorId: string;
  readonly submittedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly reviewReason: string | null;
  readonly publisherId: string | null;
  readonly publishedAt: Date | null;
}

type DraftRow = typeof policyDrafts.$inferSelect;
type VersionRow = typeof policyVersions.$inferSelect;

/** Serialises everything that changes policies, until the transaction ends; the database's guard takes the same lock. */
export async function lockPolicies(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('docket/policy', 4))`);
}

/** Every policy, newest version first. Policies belong to the group: no row-level security. */
export async function allPolicies(tx: Tx): Promise<PolicyRecord[]> {
  const drafts = await tx.select().from(policyDrafts).orderBy(asc(policyDrafts.version));
  const versions = await tx.select().from(policyVersions).orderBy(asc(policyVersions.version));
  const published = new Map(versions.map((row) => [row.version, row]));
  const shipped = versions.filter(({ version }) => !drafts.some((draft) => draft.version === version));
  return [
    ...drafts.map((draft) => recordOf(draft, published.get(draft.version))),
    ...shipped.map((version) => recordOf(undefined, version)),
  ].toSorted((a, b) => versionNumber(b.version) - versionNumber(a.version));
}

export async function policyOf(tx: Tx, version: string): Promise<PolicyRecord | undefined> {
  const [draft] = await tx.select().from(policyDrafts).where(eq(policyDrafts.version, version));
  const [row] = await tx.select().from(policyVersions).where(eq(policyVersions.version, version));
  return draft || row ? recordOf(draft, row) : undefined;
}

/** Every published version, latest in force first. */
export async function publishedPolicies(tx: Tx): Promise<Published[]> {
  const rows = await tx
    .select({ version: policyVersions.version, effectiveFrom: policyVersions.effectiveFrom })
    .from(policyVersions)
    .orderBy(desc(policyVersions.effectiveFrom));
  return rows.map(({ version, effectiveFrom }) => ({ version, effectiveFrom: effectiveFrom.toISOString() }));
}

/** Open requests by the policy they are pinned to, in the legal entities of the transaction. */
export async function openRequestsByPolicy(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ version: requests.policyVersion, open: count() })
    .from(requests)
    .where(isNull(requests.closedAt))
    .groupBy(requests.policyVersion);
  return new Map(rows.map(({ version, open }) => [version, open]));
}

export const insertDraft = async (tx: Tx, row: typeof policyDrafts.$inferInsert): Promise<void> => {
  await tx.insert(policyDrafts).values(row);
};

export async function updateDraft(
  tx: Tx,
  version: string,
  columns: Partial<Omit<typeof policyDrafts.$inferInsert, 'version'>>,
): Promise<void> {
  await tx.update(policyDrafts).set(columns).where(eq(policyDrafts.version, version));
}

/** Copies a reviewed draft to the published versions; the database marks the draft as published. */
export async function insertVersion(
  tx: Tx,
  { version, document, hash, authorId, effectiveFrom }: PolicyRecord,
  publisherId: string,
  publishedAt: Date,
): Promise<void> {
  const at = new Date(effectiveFrom);
  await tx
    .insert(policyVersions)
    .values({ version, document, hash, authorId, publisherId, publishedAt, effectiveFrom: at });
}

/** @throws when there is neither: the caller has found one of them */
function recordOf(draft: DraftRow | undefined, version: VersionRow | undefined): PolicyRecord {
  const row = version ?? draft;
  if (!row) throw new Error('a policy is a draft or a version');
  const { authorId } = row;
  return {
    version: row.version,
    state: version ? 'published' : (draft?.state ?? 'draft'),
    editors: draft ? draft.editors : [authorId],
    basedOn: draft?.basedOn ?? null,
    effectiveFrom: version ? version.effectiveFrom.toISOString() : effectiveFromOf(row.document),
    document: row.document,
    hash: row.hash,
    note: draft?.note ?? '',
    authorId,
    submittedAt: draft?.submittedAt ?? null,
    reviewedBy: draft?.reviewedBy ?? null,
    reviewReason: draft?.reviewReason ?? null,
    publisherId: version?.publisherId ?? null,
    publishedAt: version?.publishedAt ?? null,
  };
}

/** A stored draft has passed the schema, so the date is there. */
const effectiveFromOf = (document: unknown): string =>
  new Date((document as { effectiveFrom: string }).effectiveFrom).toISOString();
