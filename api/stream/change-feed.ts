import type { Logger } from 'pino';
import { z } from 'zod';
import type { Connection } from '../../db/connection.ts';

const CHANNEL = 'docket_changes';
/** e: the legal entity. r: the request that changed, or that a notice is about. n: who was told; absent when a request changed. */
const notice = z.object({ e: z.string(), r: z.string().nullable(), n: z.string().optional() });

export interface Subscriber {
  readonly entities: ReadonlySet<string>;
  readonly actorId: string;
  readonly sessionTokenHash: string | undefined;
  /** A request changed. */
  changed(requestId: string): void;
  /** This person was told something. */
  noticed(): void;
  /** Changes may have been missed: read everything shown again. */
  missed(): void;
  close(): void;
}

/** One LISTEN per process; each change goes, as an id, to the subscribers who work for its legal entity. */
export class ChangeFeed {
  readonly #sql: Connection['sql'];
  readonly #logger: Logger;
  readonly #subscribers = new Set<Subscriber>();
  #connected = 0;
  #stopped = false;

  constructor(sql: Connection['sql'], logger: Logger) {
    this.#sql = sql;
    this.#logger = logger;
  }

  /** Listens until stopped. The driver listens again after a lost connection; until the first one succeeds, this retries. */
  async start(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#sql.listen(
          CHANNEL,
          (payload) => this.#publish(payload),
          () => this.#listening(),
        );
        return;
      } catch (error) {
        this.#logger.warn({ err: error }, 'can not listen for changes yet');
        await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
      }
    }
  }

  /** Answers how to unsubscribe. */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => void this.#subscribers.delete(subscriber);
  }

  closeSession(tokenHash: string): void {
    for (const each of this.#subscribers) if (each.sessionTokenHash === tokenHash) each.close();
  }

  stop(): void {
    this.#stopped = true;
    for (const each of this.#subscribers) each.close();
    this.#subscribers.clear();
  }

  #listening(): void {
    this.#connected += 1;
    if (this.#connected > 1) for (const each of this.#subscribers) each.missed();
  }

  #publish(payload: string): void {
    const change = readNotice(payload);
    if (!change) return this.#logger.warn('a change notice could not be read');
    for (const each of this.#subscribers) if (each.entities.has(change.e)) tell(each, change);
  }
}

function tell(subscriber: Subscriber, { r, n }: z.infer<typeof notice>): void {
  if (n === subscriber.actorId) subscriber.noticed();
  if (n === undefined && r !== null) subscriber.changed(r);
}

function readNotice(payload: string): z.infer<typeof notice> | undefined {
  try {
    return notice.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}
