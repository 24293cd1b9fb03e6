import { onceForRequest } from '../db/door.ts';
import { insertMark } from '../db/stores/closing.ts';
import { marksOf } from '../domain/ladder.ts';
import type { SlaOutlook, Step } from '../domain/run.ts';
import { fireMark, highestDueMark, slaPlan } from '../domain/sla.ts';
import { moved, openCase } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';

/** The SLA ladder. */
export const slaActivities = ({ db }: ActivityDeps) => ({
  /**
   * Fires the highest mark of a clock that is due, once; after an outage that is one notice, with the time at which it was truly due.
   * @param mark what the workflow woke for; its instant is part of the key, because a pause moves it
   */
  fireSlaMark: (
    { requestId, legalEntity, now }: RequestRef,
    mark: NonNullable<SlaOutlook['nextMark']>,
  ): Promise<Step> =>
    onceForRequest(
      db,
      {
        legalEntity,
        requestId,
        key: `0/sla/${mark.clock}-${mark.percent}@${mark.at}`,
        input: mark,
        at: new Date(now),
      },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { record, policy } = work;
        if (request.closedAt !== null) return { result: closedStep(record.state), audit: [] };
        // Whoever has responded has met the response clock: it marks nothing any more.
        const responded = mark.clock === 'policy-response' && request.firstResponseAt !== null;
        const clock = responded ? undefined : record.clocks.find(({ name }) => name === mark.clock);
        const due = clock && highestDueMark(clock, now, marksOf(policy));
        const waiting = {
          for: request.waitingFor ?? 'Docket',
          until: request.waitingUntil?.toISOString() ?? null,
          next: request.nextStep ?? '',
        };
        if (!clock || due === null || due === undefined) {
          return {
            result: moved(work, now, { state: record.state, clocks: record.clocks, waiting }).step,
            audit: [],
          };
        }
        const trueAt =
          slaPlan(clock, now, marksOf(policy)).marks.find(({ percent }) => percent === due)?.at ?? now;
        const fresh = await insertMark(tx, {
          legalEntity,
          requestId,
          clock: mark.clock,
          percent: due,
          trueAt: new Date(trueAt),
          at: new Date(now),
          breach: due >= 100,
        });
        const clocks = record.clocks.map((one) => (one.name === mark.clock ? fireMark(one, due) : one));
        const { step, columns } = moved(work, now, { state: record.state, clocks, waiting });
        const event = {
          actorId: `system@${policy.version}`,
          kind: due >= 100 ? 'sla-breached' : 'sla-mark',
          detail: { clock: mark.clock, percent: due, trueAt },
        };
        return { result: step, request: columns, audit: fresh ? [event] : [] };
      },
    ),
});

/** A mark that crosses the closing says nothing any more. */
const closedStep = (state: Step['state']): Step => ({
  state,
  waiting: { for: 'nobody', until: null, next: 'nothing: the request is closed' },
});
