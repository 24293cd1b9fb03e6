import { and, desc, eq, lte } from 'drizzle-orm';
import type { Contract, ContractClock, ContractTerms, PriceAgreement } from '../../domain/contract.ts';
import type { CurrencyCode } from '../../domain/money.ts';
import { policySchema, type Policy } from '../../domain/policy/schema.ts';
import type { Tx } from '../connection.ts';
import { contracts, creditProfiles, customers, kycProfiles, priceAgreements } from '../schema/customer.ts';
import { legalEntities, policyVersions } from '../schema/organisation.ts';

export type CustomerRow = typeof customers.$inferSelect;

export async function customerById(
  tx: Tx,
  legalEntity: string,
  id: string,
): Promise<CustomerRow | undefined> {
  const [row] = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.legalEntity, legalEntity), eq(customers.id, id)));
  return row;
}

export async function kycOf(tx: Tx, legalEntity: string, customerId: string) {
  const [row] = await tx
    .select()
    .from(kycProfiles)
    .where(and(eq(kycProfiles.legalEntity, legalEntity), eq(kycProfiles.customerId, customerId)));
  return row;
}

export async function creditOf(tx: Tx, legalEntity: string, customerId: string) {
  const [row] = await tx
    .select()
    .from(creditProfiles)
    .where(and(eq(creditProfiles.legalEntity, legalEntity), eq(creditProfiles.customerId, customerId)));
  return row;
}

export async function contractsOf(tx: Tx, legalEntity: string, customerId: string): Promise<Contract[]> {
  const rows = await tx
    .select()
    .from(contracts)
    .where(and(eq(contracts.legalEntity, legalEntity), eq(contracts.customerId, customerId)))
    .orderBy(contracts.from);
  return rows.map(({ id, from, to, paymentTerms, terms, sla }) => ({
    id,
    from,
    to,
    paymentTerms,
    terms: terms as ContractTerms,
    clock: sla as ContractClock | null,
  }));
}

export async function pricesOf(tx: Tx, legalEntity: string, customerId: string): Promise<PriceAgreement[]> {
  const rows = await tx
    .select()
    .from(priceAgreements)
    .where(and(eq(priceAgreements.legalEntity, legalEntity), eq(priceAgreements.customerId, customerId)))
    .orderBy(priceAgreements.item, priceAgreements.from);
  return rows.map((row) => ({
    id: row.id,
    item: row.item,
    unitPrice: { minor: row.unitPriceMinor.toString(), currency: row.currency as CurrencyCode },
    from: row.from,
    to: row.to,
    maintainedBy: row.maintainedById,
    maintainedAt: row.maintainedAt.toISOString(),
  }));
}

export interface LegalEntity {
  readonly code: string;
  readonly zone: string;
  readonly currency: CurrencyCode;
}

/** How long a legal entity is kept: its zone and currency hardly ever change. */
const KEPT_MS = 60_000;
const kept = new Map<string, { readonly entity: LegalEntity; readonly until: number }>();

/** Read at most once a minute and process. */
export async function legalEntityByCode(tx: Tx, code: string): Promise<LegalEntity | undefined> {
  const known = kept.get(code);
  if (known && known.until > performance.now()) return known.entity;
  const entity = await readLegalEntity(tx, code);
  if (entity) kept.set(code, { entity, until: performance.now() + KEPT_MS });
  return entity;
}

async function readLegalEntity(tx: Tx, code: string): Promise<LegalEntity | undefined> {
  const [row] = await tx.select().from(legalEntities).where(eq(legalEntities.code, code));
  return (
    row && {
      code,
      zone: row.zone,
      currency: row.currency as CurrencyCode,
    }
  );
}

/** The version in force at an instant: what a new request is pinned to. */
export async function policyInForce(tx: Tx, at: Date): Promise<string | undefined> {
  const [row] = await tx
    .select({ version: policyVersions.version })
    .from(policyVersions)
    .where(lte(policyVersions.effectiveFrom, at))
    .orderBy(desc(policyVersions.effectiveFrom))
    .limit(1);
  return row?.version;
}

const published = new Map<string, Policy>();

/** A published policy; immutable, so it is read once per process. @throws when the version is not there */
export async function policyByVersion(tx: Tx, version: string): Promise<Policy> {
  const known = published.get(version);
  if (known) return known;
  const [row] = await tx.select().from(policyVersions).where(eq(policyVersions.version, version));
  if (!row) throw new Error(`policy ${version} is not published`);
  const policy = policySchema.parse(row.document);
  published.set(version, policy);
  return policy;
}
