import type { Tx } from '../../db/connection.ts';
import {
  findRequest,
  listRequests as readRequests,
  type RequestWithCustomer,
} from '../../db/stores/reading-requests.ts';
import { listDocuments as readDocuments, listEvents as readEvents } from '../../db/stores/reading-record.ts';
import { entityOf, inEntities, inEntity } from '../../db/transaction.ts';
import { assertWorksFor } from '../authority.ts';
import { codesOf, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { getRequest, listDocuments, listEvents, listRequests } from '../contract/requests.ts';
import type { Binding } from '../http/bind.ts';
import { decodeCursor, eventPlace, pageOf, requestPlace } from '../http/cursor.ts';
import { notFound } from '../problem.ts';
import { eventTitle } from '../views/event-titles.ts';
import { namesFor, type NameOf, type PersonView } from '../views/names.ts';
import { summaryOf } from '../views/summary.ts';
import { readRequestView } from './request-detail.ts';

export function bindRequests(binding: Binding, context: ApiContext): void {
  binding.read(listRequests, async ({ query, reader }) => {
    const entities = codesOf(reader).filter((code) => query.entity === undefined || code === query.entity);
    const after = decodeCursor(query.cursor, requestPlace);
    const { status, stage, type, team, customer, q, limit } = query;
    const filter = {
      ...{ entities, status, stage, type, team, customerId: customer, text: q },
      ...(query.owner && { ownerId: query.owner === 'me' ? reader.actor.id : null }),
      ...ownOnly(reader),
    };
    const rows =
      entities.length === 0
        ? []
        : await inEntities(context.db, entities, (tx) => readRequests(tx, filter, after, limit + 1));
    return {
      status: 200,
      body: pageOf(rows, limit, summaryOf, (row) => [row.createdAt.toISOString(), row.id]),
    };
  });

  binding.read(getRequest, ({ params, reader }) =>
    onRequest(context, reader, getRequest.operationId, params.requestId, async (tx, request) => ({
      status: 200,
      body: await readRequestView(tx, context, reader, request),
    })),
  );

  binding.read(listEvents, ({ params, query, reader }) =>
    onRequest(context, reader, listEvents.operationId, params.requestId, async (tx, { legalEntity, id }) => {
      const after = decodeCursor(query.cursor, eventPlace) ?? 0;
      const rows = await readEvents(tx, legalEntity, id, after, query.limit + 1);
      const nameOf = await namesFor(
        tx,
        legalEntity,
        rows.flatMap((row) => [row.actorId, onBehalfOf(row.detail)]),
      );
      const view = (row: (typeof rows)[number]) => ({
        seq: row.seq,
        at: row.at.toISOString(),
        actor: nameOf(row.actorId),
        onBehalfOf: namedOrNone(nameOf, onBehalfOf(row.detail)),
        kind: row.kind,
        title: eventTitle(row.kind, row.detail),
        detail: row.detail,
        hash: row.hash,
      });
      return { status: 200, body: pageOf(rows, query.limit, view, (row) => [row.seq]) };
    }),
  );

  binding.read(listDocuments, ({ params, reader }) =>
    onRequest(
      context,
      reader,
      listDocuments.operationId,
      params.requestId,
      async (tx, { legalEntity, id: requestId }) => {
        const rows = await readDocuments(tx, legalEntity, requestId);
        const items = rows.map(({ id, kind, title, recipient, text, sentAt, at }) => ({
          ...{ id, kind, title, recipient, text },
          sentAt: sentAt?.toISOString() ?? null,
          at: at.toISOString(),
        }));
        return { status: 200, body: { items } };
      },
    ),
  );
}

/** A service sees what it handed in itself. */
const ownOnly = ({ actor }: Reader): { submittedBy?: string } =>
  actor.kind === 'service' ? { submittedBy: actor.id } : {};

/** Runs in the request's entity if the reader may see the request. @throws ProblemError 404 */
export async function onRequest<T>(
  context: ApiContext,
  reader: Reader,
  operation: string,
  requestId: string,
  work: (tx: Tx, request: RequestWithCustomer) => Promise<T>,
): Promise<T> {
  const entity = await assertWorksFor(context, reader, {
    entity: entityOf(requestId),
    operation,
    subject: requestId,
  });
  return inEntity(context.db, entity, async (tx) =>
    work(tx, await visibleRequest(tx, reader, entity, requestId)),
  );
}

/** @throws ProblemError 404 */
export async function visibleRequest(
  tx: Tx,
  reader: Reader,
  entity: string,
  requestId: string,
): Promise<RequestWithCustomer> {
  const request = await findRequest(tx, entity, requestId);
  const { submittedBy } = ownOnly(reader);
  if (!request || (submittedBy !== undefined && request.submittedBy !== submittedBy)) throw notFound();
  return request;
}

/** For whom a decision's actor stood in, as its event keeps it. */
function onBehalfOf(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null || !('onBehalfOf' in detail)) return null;
  return typeof detail.onBehalfOf === 'string' ? detail.onBehalfOf : null;
}

const namedOrNone = (nameOf: NameOf, id: string | null): PersonView | null =>
  id === null ? null : nameOf(id);
