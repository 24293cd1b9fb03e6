import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { onceForRequest } from '../db/door.ts';
import { insertMark } from '../db/stores/closing.ts';
import { directoryAt } from '../db/stores/directory.ts';
import { marksOf } from '../domain/ladder.ts';
import { oneEach } from '../domain/notice.ts';
import type { SlaOutlook, Step } from '../domain/run.ts';
import { fireMark, highestDueMark, slaPlan } from '../domain/sla.ts';
import { approvalMark } from './approval-clock.ts';
import { moved, openCase, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ladderMessages, type FiredMark } from './ladder-notices.ts';

type Mark = NonNullable<SlaOutlook['nextMark']>;

/** The SLA ladder. */
export const slaActivities = ({ db }: ActivityDeps) => ({
  /**
   * Fires the highest due mark of every clock of the request, each once. Whoever is to be told is told once for all of them; after an
   * outage that is one notice each, with the time at which it was truly due.
   * @param mark what the workflow woke for; its instant is part of the key, because a pause moves it
   */
  fireSlaMark: ({ requestId, legalEntity, now }: RequestRef, mark: Mark): Promise<Step> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `0/${subjectOf(mark)}`, input: mark, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { record } = work;
        if (request.closedAt !== null) return { result: closedStep(record.state), audit: [] };
        const fired = dueMarks(work, now);
        const clocks = record.clocks.map((clock) => {
          const due = fired.find((one) => one.clock.name === clock.name);
          return due ? fireMark(clock, due.percent) : clock;
        });
        const waiting = {
          for: request.waitingFor ?? 'Docket',
          until: request.waitingUntil?.toISOString() ?? null,
          next: request.nextStep ?? '',
        };
        const { step, columns } = moved(work, now, { state: record.state, clocks, waiting });
        if (fired.length === 0) return { result: step, audit: [] };
        const { notices, audit } = await tell(tx, work, fired, mark, now);
        return { result: step, request: columns, audit, notices };
      },
    ),
});

const subjectOf = ({ clock, percent, at }: Mark): string => `sla/${clock}-${percent}@${at}`;

/** Whoever has responded has met the response clock: it marks nothing any more. */
function dueMarks({ request, record, policy }: Casework, now: string): FiredMark[] {
  const running = record.clocks.filter(
    ({ name }) => name !== 'policy-response' || request.firstResponseAt === null,
  );
  return running.flatMap((clock) => {
    const marks = marksOf(policy, clock.name);
    const percent = highestDueMark(clock, now, marks);
    if (percent === null) return [];
    const trueAt = slaPlan(clock, now, marks).marks.find((mark) => mark.percent === percent)?.at ?? now;
    return [{ clock, percent, trueAt }];
  });
}

async function tell(tx: Tx, work: Casework, fired: readonly FiredMark[], woke: Mark, now: string) {
  const directory = await directoryAt(tx, new Date(now));
  const ladder = fired.filter(({ clock }) => clock.name !== 'approval');
  const fresh: FiredMark[] = [];
  for (const mark of ladder) if (await isFresh(tx, work, mark, now)) fresh.push(mark);
  const approval = fired.find(({ clock }) => clock.name === 'approval');
  const ofApproval = approval && (await approvalMark(tx, work, approval, directory, now));
  return {
    audit: [...fresh.map((mark) => eventOf(work, mark)), ...(ofApproval?.audit ?? [])],
    notices: oneEach(subjectOf(woke), [
      ...ladderMessages(work, fresh, directory, now),
      ...(ofApproval?.messages ?? []),
    ]),
  };
}

/** Records a mark of the ladder, its breach included. @returns false when it is on record already */
const isFresh = (tx: Tx, { request }: Casework, mark: FiredMark, now: string): Promise<boolean> =>
  insertMark(tx, {
    legalEntity: request.legalEntity,
    requestId: request.id,
    clock: mark.clock.name,
    percent: mark.percent,
    trueAt: new Date(mark.trueAt),
    at: new Date(now),
    breach: mark.percent >= 100,
  });

const eventOf = ({ policy }: Casework, { clock, percent, trueAt }: FiredMark): AuditEntry => ({
  actorId: `system@${policy.version}`,
  kind: percent >= 100 ? 'sla-breached' : 'sla-mark',
  detail: { clock: clock.name, percent, trueAt },
});

/** A mark that crosses the closing says nothing any more. */
const closedStep = (state: Step['state']): Step => ({
  state,
  waiting: { for: 'nobody', until: null, next: 'nothing: the request is closed' },
});
