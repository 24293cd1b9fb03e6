import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
import { explanations } from '../schema/governance.ts';

export type ExplanationRow = typeof explanations.$inferSelect;

/** Why rules decided about a request as they did: by revision, the newest last, in the order in which they were decided. */
export const explanationsOf = (tx: Tx, legalEntity: string, requestId: string): Promise<ExplanationRow[]> =>
  tx
    .select()
    .from(explanations)
    .where(and(eq(explanations.legalEntity, legalEntity), eq(explanations.requestId, requestId)))
    .orderBy(asc(explanations.revision), asc(explanations.at), asc(explanations.id));
