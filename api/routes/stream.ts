import { createSession } from 'better-sse';
import { actorById } from '../../db/stores/people.ts';
import { entitiesOf } from '../../domain/actor.ts';
import { refuse } from '../authority.ts';
import { bySession } from '../auth/authenticate.ts';
import { codesOf, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { streamChanges } from '../contract/reader.ts';
import type { Binding } from '../http/bind.ts';
import type { ChangeFeed } from '../stream/change-feed.ts';

const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 60_000;

/** Server-sent events: ids of changed requests, and that the reader was told something. Who may listen is asked again every minute; the stream ends with the session. */
export function bindStream(binding: Binding, context: ApiContext, feed: ChangeFeed): void {
  binding.raw(streamChanges, async ({ reader }, request, response) => {
    if (reader.actor.kind !== 'person') {
      const [entity = ''] = codesOf(reader);
      throw await refuse(context, reader, {
        entity,
        operation: streamChanges.operationId,
        subject: 'stream',
        reason: 'The stream is for people; a service reads its requests.',
      });
    }
    if (request.method === 'HEAD') return void response.type('text/event-stream').end();
    const session = await createSession(request, response, {
      keepAlive: HEARTBEAT_MS,
      headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
    });
    const entities = new Set(codesOf(reader));
    const close = () => void response.end();
    const unsubscribe = feed.subscribe({
      entities,
      actorId: reader.actor.id,
      sessionTokenHash: reader.sessionTokenHash,
      changed: (id) => session.isConnected && session.push({ id }, 'request'),
      noticed: () => session.isConnected && session.push({}, 'notice'),
      missed: () => session.isConnected && session.push({}, 'missed'),
      close,
    });
    const timer = setInterval(() => {
      void stillMay(context, reader, entities).then((may) => may || close(), close);
    }, RECHECK_MS);
    session.once('disconnected', () => {
      clearInterval(timer);
      unsubscribe();
    });
  });
}

/** Whether the proof still holds and the principal still works for the same entities; other entities mean another stream. */
async function stillMay(
  context: ApiContext,
  reader: Reader,
  entities: ReadonlySet<string>,
): Promise<boolean> {
  if (reader.provenUntil <= context.now()) return false;
  if (reader.sessionTokenHash !== undefined) {
    const again = await bySession(context, reader.sessionTokenHash);
    return again !== undefined && sameCodes(codesOf(again), entities);
  }
  const actor = await actorById(context.db, reader.actor.id);
  return actor !== undefined && sameCodes(entitiesOf(actor, codesOf(reader)), entities);
}

const sameCodes = (codes: readonly string[], entities: ReadonlySet<string>): boolean =>
  codes.length === entities.size && codes.every((code) => entities.has(code));
