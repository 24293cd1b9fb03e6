import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { onceForRequest } from '../db/door.ts';
import { insertMark } from '../db/stores/closing.ts';
import { directoryAt } from '../db/stores/directory.ts';
import { requestById } from '../db/stores/request-row.ts';
import { inEntity } from '../db/transaction.ts';
import { isOfRequest, marksOf } from '../domain/ladder.ts';
import { oneEach } from '../domain/notice.ts';
import type { SlaOutlook, Step } from '../domain/run.ts';
import { fireMark, highestDueMark, slaPlan, type SlaClock } from '../domain/sla.ts';
import { approvalMark } from './approval-clock.ts';
import { consultsOverdue } from './consult-clock.ts';
import { moved, openCase, outlookOf, waitingOf, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ladderMessages, type FiredMark } from './ladder-notices.ts';

type Mark = NonNullable<SlaOutlook['nextMark']>;

/** The SLA ladder. */
export const slaActivities = ({ db }: ActivityDeps) => ({
  /**
   * Fires the highest due mark of every clock of the request, each once. Whoever is to be told is told once for all of them; after an
   * outage that is one notice each, with the time at which it was truly due.
   * @param mark what the workflow woke for; its instant is part of the key, because a pause moves it
   * @returns what wakes the clock next, as things stand after it, on a repeat too: what the first attempt would have said may be outdated
   */
  fireSlaMark: async (
    { requestId, legalEntity, now }: RequestRef,
    mark: Mark,
  ): Promise<Pick<Step, 'sla'>> => {
    await onceForRequest(
      db,
      { legalEntity, requestId, key: `0/${subjectOf(mark)}`, input: mark, at: new Date(now) },
      async (tx, request) => {
        const work = await openCase(tx, request);
        const { record } = work;
        // A mark that crosses the closing says nothing any more.
        if (request.closedAt !== null) return { result: {}, audit: [] };
        const fired = dueMarks(work, now);
        const clocks = record.clocks.map((clock) => {
          const due = fired.find((one) => one.clock === clock);
          return due ? fireMark(clock, due.percent) : clock;
        });
        if (fired.length === 0) return { result: {}, audit: [] };
        const told = await tell(tx, work, fired, { woke: mark, clocks, now });
        const { columns } = moved(work, now, {
          ...{ state: record.state, clocks: told.clocks },
          waiting: told.waiting ?? waitingOf(work),
        });
        return { result: {}, request: columns, audit: told.audit, notices: told.notices };
      },
    );
    return inEntity(db, legalEntity, (tx) => nextOf(tx, legalEntity, requestId, now));
  },
});

/** A closed request has no next mark. */
async function nextOf(
  tx: Tx,
  legalEntity: string,
  requestId: string,
  now: string,
): Promise<Pick<Step, 'sla'>> {
  const request = await requestById(tx, legalEntity, requestId);
  if (request.closedAt !== null) return {};
  const work = await openCase(tx, request);
  const sla = outlookOf(work, work.record.clocks, now);
  return sla ? { sla } : {};
}

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

interface Firing {
  readonly woke: Mark;
  /** With the marks that fire now. */
  readonly clocks: readonly SlaClock[];
  readonly now: string;
}

async function tell(tx: Tx, work: Casework, fired: readonly FiredMark[], { woke, clocks, now }: Firing) {
  const directory = await directoryAt(tx, new Date(now));
  const ladder = fired.filter(({ clock }) => isOfRequest(clock));
  const fresh: FiredMark[] = [];
  for (const mark of ladder) if (await isFresh(tx, work, mark, now)) fresh.push(mark);
  const approval = fired.find(({ clock }) => clock.name === 'approval');
  const ofApproval = approval && (await approvalMark(tx, work, approval, directory, now));
  const late = fired.filter(({ clock }) => clock.name === 'consult');
  const overdue = await consultsOverdue(tx, work, late, { directory, clocks, now });
  return {
    audit: [...fresh.map((mark) => eventOf(work, mark)), ...(ofApproval?.audit ?? []), ...overdue.audit],
    notices: oneEach(subjectOf(woke), [
      ...ladderMessages(work, fresh, directory, now),
      ...(ofApproval?.messages ?? []),
      ...overdue.messages,
    ]),
    clocks: overdue.clocks,
    waiting: overdue.waiting,
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
