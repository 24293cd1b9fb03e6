import { and, desc, eq, ilike, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Stage } from '../../domain/vocabulary.ts';
import type { Tx } from '../connection.ts';
import { customers } from '../schema/customer.ts';
import { principals } from '../schema/organisation.ts';
import { requests } from '../schema/request.ts';

export type RequestRow = typeof requests.$inferSelect;
export type RequestWithCustomer = RequestRow & {
  readonly customerName: string;
  readonly ownerName: string | null;
};

/** Newest first; the place of the last row already shown. */
export interface RequestCursor {
  readonly createdAt: Date;
  readonly id: string;
}

export interface RequestFilter {
  readonly entities: readonly string[];
  readonly status?: 'open' | 'closed' | undefined;
  readonly stage?: Stage | undefined;
  readonly type?: string | undefined;
  readonly team?: string | undefined;
  readonly customerId?: string | undefined;
  /** Null: those that nobody owns. */
  readonly ownerId?: string | null | undefined;
  readonly submittedBy?: string | undefined;
  /** Words of the subject, of an id, or of the customer's name. */
  readonly text?: string | undefined;
}

export async function listRequests(
  tx: Tx,
  filter: RequestFilter,
  after: RequestCursor | undefined,
  limit: number,
): Promise<RequestWithCustomer[]> {
  const rows = await tx
    .select({ request: requests, customerName: customers.name, ownerName: principals.name })
    .from(requests)
    .innerJoin(customers, ofCustomer())
    .leftJoin(principals, eq(principals.id, requests.ownerId))
    .where(
      and(
        ...conditions(filter),
        after &&
          sql`(${requests.createdAt}, ${requests.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(requests.createdAt), desc(requests.id))
    .limit(limit);
  return rows.map(withCustomer);
}

export async function findRequest(
  tx: Tx,
  legalEntity: string,
  id: string,
): Promise<RequestWithCustomer | undefined> {
  const [row] = await requestsOf(tx, legalEntity, [id]);
  return row;
}

export async function requestsOf(
  tx: Tx,
  legalEntity: string,
  ids: readonly string[],
): Promise<RequestWithCustomer[]> {
  const rows = await tx
    .select({ request: requests, customerName: customers.name, ownerName: principals.name })
    .from(requests)
    .innerJoin(customers, ofCustomer())
    .leftJoin(principals, eq(principals.id, requests.ownerId))
    .where(and(eq(requests.legalEntity, legalEntity), inArray(requests.id, [...ids])));
  return rows.map(withCustomer);
}

const ofCustomer = () =>
  and(eq(customers.legalEntity, requests.legalEntity), eq(customers.id, requests.customerId));

const withCustomer = (row: {
  request: RequestRow;
  customerName: string;
  ownerName: string | null;
}): RequestWithCustomer => ({
  ...row.request,
  customerName: row.customerName,
  ownerName: row.ownerName,
});

function conditions(filter: RequestFilter): (SQL | undefined)[] {
  const { status, stage, type, team, customerId, ownerId, submittedBy, text } = filter;
  return [
    inArray(requests.legalEntity, [...filter.entities]),
    status && (status === 'open' ? isNull(requests.closedAt) : isNotNull(requests.closedAt)),
    stage && eq(requests.stage, stage),
    type === undefined ? undefined : eq(requests.type, type),
    team === undefined ? undefined : eq(requests.team, team),
    customerId === undefined ? undefined : eq(requests.customerId, customerId),
    ownerId === undefined
      ? undefined
      : ownerId === null
        ? isNull(requests.ownerId)
        : eq(requests.ownerId, ownerId),
    submittedBy === undefined ? undefined : eq(requests.submittedBy, submittedBy),
    text === undefined ? undefined : containing(text),
  ];
}

function containing(text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(
    ilike(requests.subject, pattern),
    ilike(requests.id, pattern),
    ilike(requests.customerId, pattern),
    ilike(customers.name, pattern),
  );
}
