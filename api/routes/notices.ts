import { markRead, noticesTo, type NoticeRow } from '../../db/stores/notices.ts';
import { inEntities } from '../../db/transaction.ts';
import { codesOf } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { listNotices, readNotices } from '../contract/oversight.ts';
import type { Binding } from '../http/bind.ts';
import { decodeCursor, pageOf, requestPlace } from '../http/cursor.ts';

/** What the reader was told, and nobody else. A notice of a legal entity they no longer work for is not shown. */
export function bindNotices(binding: Binding, context: ApiContext): void {
  binding.read(listNotices, async ({ query, reader }) => {
    const after = decodeCursor(query.cursor, requestPlace);
    const entities = codesOf(reader);
    if (entities.length === 0) return { status: 200, body: { items: [], nextCursor: null } };
    const found = await inEntities(context.db, entities, (tx) =>
      noticesTo(tx, reader.actor.id, {
        ...{ after, unread: query.unread === 'true', limit: query.limit + 1 },
      }),
    );
    const place = ({ at, id }: NoticeRow) => [at.toISOString(), id];
    return { status: 200, body: pageOf(found, query.limit, noticeViewOf, place) };
  });

  binding.once(readNotices, async ({ body, reader }, tx) => {
    const entities = codesOf(reader);
    const marked =
      entities.length === 0
        ? 0
        : await inEntities(tx, entities, (inner) =>
            markRead(inner, reader.actor.id, body.ids, context.now()),
          );
    return { status: 200, body: { marked } };
  });
}

const noticeViewOf = ({ id, kind, title, text, requestId, at, readAt }: NoticeRow) => ({
  ...{ id, kind, title, text, requestId },
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});
