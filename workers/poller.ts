import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '../db/connection.ts';

export interface Poller {
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
}

export interface Polled {
  readonly connection: Connection;
  /** What NOTIFY wakes it on. */
  readonly channel: string;
  /** How long it trusts NOTIFY before it looks by itself. */
  readonly idleMs: number;
  /** Takes one batch. @returns how many were taken: after a batch it looks again at once */
  readonly take: () => Promise<number>;
  /** What can't be read when `take` fails; it is tried again after the pause. */
  readonly what: string;
  readonly log: Logger;
}

/** Takes batches until it is stopped, and waits to be woken while there is nothing to take. */
export async function startPolling(polled: Polled): Promise<Poller> {
  const { connection, channel, idleMs, take, what, log } = polled;
  const stopping = new AbortController();
  let wake = new AbortController();
  const listening = await connection.sql.listen(channel, () => wake.abort());
  const running = (async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      const taken = await take().catch((error: unknown) => {
        log.warn({ err: error }, `${what} can’t be read; trying again`);
        return 0;
      });
      if (taken === 0)
        await pause(idleMs, undefined, { signal: AbortSignal.any([wake.signal, stopping.signal]) }).catch(
          () => {},
        );
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      await listening.unlisten();
    },
  };
}
