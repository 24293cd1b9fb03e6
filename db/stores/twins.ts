import { and, asc, eq, isNull, lt, ne, or, type SQL } from 'drizzle-orm';
import type { Tx } from '../connection.ts';
import type { RequestRow } from '../door.ts';
import { requests } from '../schema/request.ts';

type Twin = Pick<RequestRow, 'legalEntity' | 'id' | 'invoiceId'>;

/**
 * An open request about the same invoice and reason that was received earlier: the newer one joins it, never the other way round. Of two
 * received at the same instant the one with the lower id is the earlier. Whoever acts on the answer holds the invoice's lock (lockAccount).
 */
export const earlierTwin = (
  tx: Tx,
  request: Twin & Pick<RequestRow, 'receivedAt'>,
  reason: string,
): Promise<string | null> => {
  const { receivedAt, id } = request;
  const earlier = or(
    lt(requests.receivedAt, receivedAt),
    and(eq(requests.receivedAt, receivedAt), lt(requests.id, id)),
  );
  return twinOf(tx, request, reason, earlier);
};

/** Any other open request about the same invoice and reason: while there is one, this one is not reopened. */
export const openTwin = async (tx: Tx, request: Twin & Pick<RequestRow, 'reason'>): Promise<string | null> =>
  request.reason === null ? null : twinOf(tx, request, request.reason);

/** The earliest; one whose customer is only being told of its outcome is no longer open. */
async function twinOf(
  tx: Tx,
  { legalEntity, id, invoiceId }: Twin,
  reason: string,
  which?: SQL,
): Promise<string | null> {
  if (invoiceId === null) return null;
  const [twin] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.legalEntity, legalEntity),
        eq(requests.invoiceId, invoiceId),
        eq(requests.reason, reason),
        isNull(requests.closedAt),
        ne(requests.stage, 'confirming'),
        ne(requests.id, id),
        which,
      ),
    )
    .orderBy(asc(requests.receivedAt), asc(requests.id))
    .limit(1);
  return twin?.id ?? null;
}
