import { and, asc, inArray, sql } from 'drizzle-orm';
import type { PastDuty } from '../../domain/segregation.ts';
import type { Tx } from '../connection.ts';
import { duties } from '../schema/governance.ts';

export interface CustomerDuty extends PastDuty {
  readonly legalEntity: string;
  readonly customerId: string;
}

/** What people of ours did for these customers, however long ago. Written by triggers alone. */
export async function dutiesFor(
  tx: Tx,
  entities: readonly string[],
  customerIds: readonly string[],
): Promise<CustomerDuty[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx
    .select()
    .from(duties)
    .where(
      and(inArray(duties.legalEntity, [...entities]), inArray(duties.customerId, [...new Set(customerIds)])),
    )
    .orderBy(asc(duties.at), asc(duties.id));
  return rows.map(({ id: _id, at, ...act }) => ({ ...act, at: at.toISOString() }));
}

/**
 * Until the transaction ends, no other one decides for this customer: the guard of the database takes the same lock, so what is read
 * behind it is what the guard will see.
 */
export async function lockDuties(tx: Tx, legalEntity: string, customerId: string): Promise<void> {
  await tx.execute(sql`select lock_duties(${legalEntity}, ${customerId})`);
}
