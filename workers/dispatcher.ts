import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '../db/connection.ts';
import { dispatchBatch, type OutboxRow } from '../db/outbox.ts';

const BATCH = 25;
/** How long the dispatcher trusts NOTIFY before it looks by itself. */
const IDLE_MS = 2_000;

export interface Dispatcher {
  stop(): Promise<void>;
}

/** The one poller: hands outbox rows to Temporal, woken by NOTIFY. Any number may run; rows are taken with SKIP LOCKED. */
export async function startDispatcher(
  connection: Connection,
  deliver: (message: OutboxRow) => Promise<void>,
  log: Logger,
): Promise<Dispatcher> {
  const stopping = new AbortController();
  let wake = new AbortController();
  const listening = await connection.sql.listen('docket_outbox', () => wake.abort());
  const running = (async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      const taken = await dispatchBatch(connection.db, BATCH, (message) =>
        logged(message, deliver, log),
      ).catch((error: unknown) => {
        log.warn({ err: error }, 'the outbox can’t be read; trying again');
        return 0;
      });
      if (taken === 0)
        await pause(IDLE_MS, undefined, { signal: AbortSignal.any([wake.signal, stopping.signal]) }).catch(
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

async function logged(
  message: OutboxRow,
  deliver: (message: OutboxRow) => Promise<void>,
  log: Logger,
): Promise<void> {
  try {
    await deliver(message);
  } catch (error) {
    log.warn(
      { err: error, requestId: message.requestId, kind: message.kind, attempts: message.attempts },
      'not delivered to Temporal yet',
    );
    throw error;
  }
}
