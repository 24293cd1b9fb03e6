import type { Clarification } from '../db/seed/clarifications.ts';
import { watchClosures, type Closure } from '../db/seed/closures.ts';
import { apiOf, type Api } from '../scripts/demo/api.ts';
import type { StackAddresses } from '../scripts/stack/run-file.ts';
import { closedLoop, type LoadTimes } from './load.ts';

/** A request that is not closed by then is a failure, not a slow one. */
const PATIENCE_MS = 60_000;

/** Systems that hand in payment clarifications take turns, so that no single caller's rate limit is what is measured. */
const CHANNELS = ['portal', 'crm', 'email', 'service-desk', 'rpa', 'bank-feed'] as const;

export interface DocketLoad {
  /** The database process that watches for closed requests: the bench's own cost, not Docket's. */
  readonly watchPid: number;
  run(clarifications: readonly Clarification[], concurrency: number): Promise<LoadTimes>;
  stop(): Promise<void>;
}

/** Drives requests from the HTTP POST until the database holds them as closed. */
export async function docketLoad(stack: StackAddresses): Promise<DocketLoad> {
  const api = apiOf(stack);
  const closed = new Map<string, Closure>();
  const waiting = new Map<string, (closure: Closure) => void>();
  const watch = await watchClosures(stack.databaseUrls.owner, 'US10', (closure) => {
    const waiter = waiting.get(closure.requestId);
    if (waiter) waiter(closure);
    else closed.set(closure.requestId, closure);
  });
  /** It may have closed before the answer to the POST arrived. */
  const untilClosed = (requestId: string): Promise<Closure> =>
    new Promise((resolve, reject) => {
      const already = closed.get(requestId);
      if (already) return resolve(already);
      const patience = setTimeout(
        () => reject(new Error(`${requestId} is not closed after ${PATIENCE_MS / 1000} s`)),
        PATIENCE_MS,
      );
      waiting.set(requestId, (closure) => {
        clearTimeout(patience);
        waiting.delete(requestId);
        resolve(closure);
      });
    });
  return {
    watchPid: watch.backendPid,
    run: (clarifications, concurrency) => {
      const numbered = clarifications.map((said, index) => ({ said, channel: channelOf(index) }));
      return closedLoop(numbered, concurrency, async ({ said, channel }) => {
        const began = Date.now();
        const { noticedAt, outcome, requestId } = await untilClosed(await submit(api, channel, said));
        if (outcome !== 'VALID_FULL')
          throw new Error(`${requestId} ended as ${outcome}, so no payment was applied`);
        return noticedAt - began;
      });
    },
    stop: () => watch.stop(),
  };
}

const channelOf = (index: number): (typeof CHANNELS)[number] => CHANNELS[index % CHANNELS.length] ?? 'portal';

async function submit(api: Api, channel: string, said: Clarification): Promise<string> {
  const { legalEntity, customerId, invoiceId, amount, currency, bankReference, paidOn } = said;
  const { id } = await api.post<{ id: string }>(
    `service:${channel}`,
    '/v1/requests',
    {
      ...{ legalEntity, channel, customerId, invoiceId, sourceRef: bankReference },
      subject: `Our payment for ${invoiceId} is not on our account`,
      text: `We paid ${invoiceId} on ${paidOn}, bank reference ${bankReference}.`,
      claimed: { amount, currency },
      payment: { bankReference, paidOn },
    },
    { 'Idempotency-Key': bankReference },
  );
  return id;
}
