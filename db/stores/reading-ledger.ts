import { sql } from 'drizzle-orm';
import type { Tx } from '../connection.ts';

export interface TrialBalanceRow {
  readonly number: string;
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** Null for an account nothing was posted to. */
  readonly currency: string | null;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** Every account, once a currency it has postings in. */
export async function trialBalance(tx: Tx, legalEntity: string): Promise<TrialBalanceRow[]> {
  const rows = await tx.execute<
    Record<'number' | 'key' | 'name' | 'type' | 'debit' | 'credit', string> & { currency: string | null }
  >(sql`
    select number, key, name, type, currency, debit_minor::text as debit, credit_minor::text as credit
    from trial_balance where legal_entity = ${legalEntity} order by number, currency`);
  return rows.map(({ debit, credit, ...row }) => ({
    number: row.number,
    key: row.key,
    name: row.name,
    type: row.type,
    currency: row.currency,
    debitMinor: BigInt(debit),
    creditMinor: BigInt(credit),
  }));
}
