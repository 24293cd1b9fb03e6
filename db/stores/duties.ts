import { and, asc, gt, inArray, or, sql } from 'drizzle-orm';
import type { PastDuty } from '../../domain/segregation.ts';
import type { Tx } from '../connection.ts';
import { duties } from '../schema/governance.ts';

export interface CustomerDuty extends PastDuty {
  readonly legalEntity: string;
  readonly customerId: string;
}

export interface DutiesAsked {
  readonly entities: readonly string[];
  readonly customerIds: readonly string[];
  /** On these requests, however long ago. */
  readonly requestIds: readonly string[];
  /** On any other, after that moment. */
  readonly since: Date;
}

/** What people of ours did for these customers. Written by triggers alone. Oldest first. */
export async function dutiesFor(
  tx: Tx,
  { entities, customerIds, requestIds, since }: DutiesAsked,
): Promise<CustomerDuty[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx
    .select()
    .from(duties)
    .where(
      and(
        inArray(duties.legalEntity, [...entities]),
        inArray(duties.customerId, [...new Set(customerIds)]),
        or(
          gt(duties.at, since),
          requestIds.length > 0 ? inArray(duties.requestId, [...requestIds]) : undefined,
        ),
      ),
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
