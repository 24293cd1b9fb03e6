import { together } from '../db/transaction.ts';
import type { RequestRow } from '../db/door.ts';
import type { Tx } from '../db/connection.ts';
import { legalEntityByCode, policyByVersion, type LegalEntity } from '../db/stores/customers.ts';
import { recordOf } from '../db/stores/casework.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { calendarKept, workingTime } from './kept-calendars.ts';
import { marksOf } from '../domain/ladder.ts';
import type { Policy } from '../domain/policy/schema.ts';
import {
  decide,
  forWorkflow,
  isUndecided,
  type RequestCommand,
  type RequestState,
} from '../domain/request.ts';
import {
  slaOutlook,
  stageColumns,
  type RequestRecord,
  type SlaOutlook,
  type Step,
  type Waiting,
} from '../domain/run.ts';
import type { SlaClock } from '../domain/sla.ts';

/** What a step on a locked request works with. */
export interface Casework {
  readonly request: RequestRow;
  readonly record: RequestRecord;
  readonly policy: Policy;
  readonly entity: LegalEntity;
  /** Working time of the entity under the request's policy. */
  readonly calendar: BusinessCalendar;
}

/** @throws when the request's legal entity or policy is not there: stored data is broken, and retrying shows it */
export async function openCase(tx: Tx, request: RequestRow): Promise<Casework> {
  const [policy, entity] = await together(
    policyByVersion(tx, request.policyVersion),
    legalEntityByCode(tx, request.legalEntity),
  );
  if (!entity) throw new Error(`legal entity ${request.legalEntity} is not there`);
  const record = recordOf(request);
  return {
    request,
    policy,
    entity,
    calendar: workingTime(policy, request.legalEntity),
    record: {
      ...record,
      clocks: record.clocks.map((clock) => ({ ...clock, calendar: calendarKept(clock.calendar) })),
    },
  };
}

/** The next state. @throws when the decider refuses: the caller has checked, so it is a bug */
export function advance(state: RequestState, command: RequestCommand): RequestState {
  const decided = decide(state, command);
  if (!decided.ok) throw new Error(decided.reason);
  return decided.state;
}

export interface Moved {
  readonly state: RequestState;
  readonly waiting: Waiting;
  /** Given when the step moved a clock. */
  readonly clocks?: readonly SlaClock[];
  readonly labels?: Step['labels'];
}

/** The request's new columns and the step the workflow is told, from one move. */
export function moved(
  work: Casework,
  now: string,
  { state, waiting, clocks, labels }: Moved,
): { step: Step; columns: Partial<RequestRow> } {
  const kept = clocksIn(state, clocks ?? work.record.clocks);
  const record: RequestRecord = { v: 1, state, clocks: kept };
  const moves = clocks !== undefined || kept.length < work.record.clocks.length;
  const sla = moves ? outlookOf(work, kept, now) : null;
  return {
    step: { state: forWorkflow(state), waiting, ...(sla ? { sla } : {}), ...(labels ? { labels } : {}) },
    columns: {
      ...stageColumns(state, work.request.revision),
      state: record,
      waitingFor: waiting.for,
      waitingUntil: waiting.until === null ? null : new Date(waiting.until),
      nextStep: waiting.next,
      ...(sla
        ? {
            slaDue: sla.due === null ? null : new Date(sla.due),
            slaBinding: { clock: sla.clock, dueAt: sla.due, why: sla.why },
          }
        : {}),
    },
  };
}

/**
 * The approval's own clock ends with its approval: decided, returned, withdrawn, or the request over. A colleague's ends when nothing
 * is undecided any more.
 */
function clocksIn(state: RequestState, clocks: readonly SlaClock[]): readonly SlaClock[] {
  const approving = (state.kind === 'awaiting-customer' ? state.resume : state).kind === 'approving';
  return clocks.filter(
    ({ name }) => (name !== 'approval' || approving) && (name !== 'consult' || isUndecided(state)),
  );
}

/** What wakes the request's clock next, and what falls due first. */
export const outlookOf = (
  { policy, entity, request }: Casework,
  clocks: readonly SlaClock[],
  now: string,
): SlaOutlook | null =>
  slaOutlook(clocks, now, (clock) => marksOf(policy, clock), entity.zone, request.firstResponseAt !== null);

/** As it stands, for a step that changes nothing about it. */
export const waitingOf = ({ request }: Casework): Waiting => ({
  for: request.waitingFor ?? 'Docket',
  until: request.waitingUntil?.toISOString() ?? null,
  next: request.nextStep ?? '',
});

/** Whom, until when, what next, while Docket itself works. */
export const byDocket = (next: string): Waiting => ({ for: 'Docket', until: null, next });

/** A task's id is derived from what it is for, so a retried step makes the same one. */
export const taskIdOf = (request: RequestRow, subject: string): string =>
  `TSK-${request.id.slice(4)}-${subject}`;

/** The key of what happens once for each closing. @param cycle how often the request was reopened */
export const closingKey = (step: string, cycle: number): string =>
  cycle === 0 ? `0/${step}` : `0/${step}-again-${cycle}`;
