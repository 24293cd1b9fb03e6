import { onceForRequest } from '../db/door.ts';
import { releaseDunning } from '../db/stores/closing.ts';
import { voidTasks } from '../db/stores/casework.ts';
import type { Step } from '../domain/run.ts';
import { isMet, slaPlan } from '../domain/sla.ts';
import { advance, moved, openCase } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';

/** The request's own record. */
export const requestActivities = ({ db }: ActivityDeps) => ({
  /** Closes the books of a request: outcome, clocks met or not, dunning released. */
  close: ({ requestId, legalEntity, now }: RequestRef): Promise<Step> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: '0/close/request', input: {}, at: new Date(now) },
      async (tx, request) => {
        const at = new Date(now);
        const work = await openCase(tx, request);
        const state = advance(work.record.state, { kind: 'close' });
        if (state.kind !== 'closed') throw new Error(`closing ${requestId} left it ${state.kind}`);
        await releaseDunning(tx, request, at);
        await voidTasks(tx, request);
        const waiting = { for: 'nobody', until: null, next: 'nothing: the request is closed' };
        const { step, columns } = moved(work, now, { state, waiting });
        const clocks = work.record.clocks.map((clock) => {
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
          audit: [
            {
              actorId: `system@${work.policy.version}`,
              kind: 'closed',
              detail: { outcome: state.outcome, clocks },
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
