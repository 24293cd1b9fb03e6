import { onceForRequest } from '../db/door.ts';
import { releaseDunning } from '../db/stores/closing.ts';
import { consumeMessagesLeft, markSent, voidTasks, voidUnconsumed } from '../db/stores/casework.ts';
import { voidUnconsumedChanges } from '../db/stores/request-changes.ts';
import { together } from '../db/transaction.ts';
import type { Step } from '../domain/run.ts';
import { isOfRequest } from '../domain/ladder.ts';
import { isMet, slaPlan } from '../domain/sla.ts';
import { advance, closingKey, moved, openCase } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { changeVoidNotices, decisionVoidNotices } from './void-notices.ts';

const DECIDED_TOO_LATE = 'the request ended before the decision took effect';
const CHANGED_TOO_LATE = 'the request ended before the change took effect';
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** The request's own record. */
export const requestActivities = ({ db }: ActivityDeps) => ({
  /**
   * Closes the books of a request once the customer was told: letters marked as sent, outcome, clocks met or not, dunning released, and
   * whatever was recorded too late to be taken left behind for good.
   * @param documents what `confirm` has sent
   * @param cycle how often it was reopened: each closing is an effect of its own; absent when scheduled before there was reopening
   */
  close: (
    { requestId, legalEntity, now }: RequestRef,
    documents: readonly string[],
    cycle = 0,
  ): Promise<Step> =>
    onceForRequest(
      db,
      {
        ...{ legalEntity, requestId, at: new Date(now) },
        ...{ key: closingKey('close/request', cycle), input: { documents } },
      },
      async (tx, request) => {
        const at = new Date(now);
        const work = await openCase(tx, request);
        const state = advance(advance(work.record.state, { kind: 'confirm' }), { kind: 'close' });
        if (state.kind !== 'closed') throw new Error(`closing ${requestId} left it ${state.kind}`);
        const [tooLate, changesTooLate, messagesTooLate] = await together(
          voidUnconsumed(tx, request, DECIDED_TOO_LATE, at),
          voidUnconsumedChanges(tx, request, CHANGED_TOO_LATE, at),
          consumeMessagesLeft(tx, request, at),
          markSent(tx, legalEntity, documents, at),
          releaseDunning(tx, request, at),
          voidTasks(tx, request),
        );
        const waiting = { for: 'nobody', until: null, next: 'nothing: the request is closed' };
        const { step, columns } = moved(work, now, { state, waiting });
        const clocks = work.record.clocks.filter(isOfRequest).map((clock) => {
          const until =
            clock.name === 'policy-response' ? (request.firstResponseAt ?? at).toISOString() : now;
          return {
            name: clock.name,
            met: isMet(clock, until),
            consumedSeconds: slaPlan(clock, until, []).consumedSeconds,
            budgetSeconds: clock.budgetSeconds,
          };
        });
        return {
          result: step,
          request: {
            ...columns,
            outcome: state.outcome,
            closedAt: at,
            waitingFor: null,
            nextStep: null,
            firstResponseAt: request.firstResponseAt ?? at,
          },
          notices: [
            ...tooLate.flatMap((decision) => decisionVoidNotices(decision, DECIDED_TOO_LATE, 'passed')),
            ...changesTooLate.flatMap((change) => changeVoidNotices(change, CHANGED_TOO_LATE)),
          ],
          audit: [
            { actorId: `system@${work.policy.version}`, kind: 'confirmed', detail: { documents } },
            {
              actorId: `system@${work.policy.version}`,
              kind: 'closed',
              detail: {
                outcome: state.outcome,
                clocks,
                ...(tooLate.length > 0 ? { decisionsTooLate: idsOf(tooLate) } : {}),
                ...(changesTooLate.length > 0 ? { changesTooLate: idsOf(changesTooLate) } : {}),
                ...(messagesTooLate.length > 0 ? { messagesTooLate } : {}),
              },
            },
          ],
        };
      },
    ),

  /** A signal that is none of ours, such as one typed into the Web UI: audited, otherwise ignored. */
  auditUnknownSignal: async (
    { requestId, legalEntity, now }: RequestRef,
    signal: string,
    n: number,
  ): Promise<void> => {
    await onceForRequest(
      db,
      { legalEntity, requestId, key: `m/unknown/${n}`, input: { signal }, at: new Date(now) },
      async () => ({
        result: {},
        audit: [
          {
            actorId: 'temporal',
            kind: 'signal-ignored',
            detail: {
              signal: signal.slice(0, 100),
              why: 'no such signal is known, or its message is malformed',
            },
          },
        ],
      }),
    );
  },
});
