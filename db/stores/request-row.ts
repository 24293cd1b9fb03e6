import { and, eq } from 'drizzle-orm';
import type { Changeable } from '../../domain/request-change.ts';
import type { Tx } from '../connection.ts';
import { RequestNotFound, type RequestRow } from '../door.ts';
import { requests } from '../schema/request.ts';

/** Reads a request without locking it. @throws RequestNotFound */
export async function requestById(tx: Tx, legalEntity: string, id: string): Promise<RequestRow> {
  const [row] = await tx
    .select()
    .from(requests)
    .where(and(eq(requests.legalEntity, legalEntity), eq(requests.id, id)));
  if (!row) throw new RequestNotFound(`no request ${id} in ${legalEntity}`);
  return row;
}

/** The request as the rules of changes look at it. */
export const changeableOf = (request: RequestRow): Changeable => ({
  ...{ id: request.id, legalEntity: request.legalEntity, team: request.team },
  ...{ submittedBy: request.submittedBy, priority: request.priority, outcome: request.outcome },
  closedAt: request.closedAt?.toISOString() ?? null,
  firstClosedAt: request.firstClosedAt?.toISOString() ?? null,
});
