import type { Logger } from 'pino';
import type { Connection } from '../db/connection.ts';
import { dispatchBatch, type OutboxRow } from '../db/outbox.ts';
import { startPolling, type Poller } from './poller.ts';

const BATCH = 25;
/** How long the dispatcher trusts NOTIFY before it looks by itself. */
const IDLE_MS = 2_000;

/** Hands outbox rows to Temporal, woken by NOTIFY. Any number may run; rows are taken with SKIP LOCKED. */
export const startDispatcher = (
  connection: Connection,
  deliver: (message: OutboxRow) => Promise<void>,
  log: Logger,
): Promise<Poller> =>
  startPolling({
    ...{ connection, channel: 'docket_outbox', idleMs: IDLE_MS, what: 'the outbox', log },
    take: () => dispatchBatch(connection.db, BATCH, (message) => logged(message, deliver, log)),
  });

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
