import { holdsRole, type Actor } from './actor.ts';
import { addBusinessDays, type BusinessCalendar } from './calendar.ts';
import { describeDay, localDate, startOfLocalDay, type Instant } from './instant.ts';
import type { Policy } from './policy/schema.ts';
import type { Outcome, Priority, Team } from './vocabulary.ts';

/** The request a change is asked for. */
export interface Changeable {
  readonly id: string;
  readonly legalEntity: string;
  readonly team: string | null;
  readonly submittedBy: string;
  readonly priority: Priority | null;
  readonly closedAt: Instant | null;
  /** Of a request that was reopened; null: `closedAt` is its first. */
  readonly firstClosedAt: Instant | null;
  readonly outcome: Outcome | null;
}

/** Roles that take in what customers say. */
const INTAKE_ROLES = ['service-desk', 'analyst', 'team-lead'] as const;

/** Whether a person takes in requests of this entity. */
export const takesRequests = (actor: Actor, entity: string): boolean =>
  actor.kind === 'person' && INTAKE_ROLES.some((role) => holdsRole(actor, role, entity));

/** The request as far as it says who speaks for its customer. */
export type SpokenFor = Pick<Changeable, 'legalEntity' | 'submittedBy' | 'team'> & {
  readonly ownerId: string | null;
};

/**
 * Who speaks for a request's customer: who handed it in, the service desk of the entity, and those who work on it, its owner and the
 * analysts and leads of its team. An analyst of another team has never heard the customer, and an ending can't be taken back.
 */
export function speaksForCustomer(
  actor: Actor,
  { legalEntity, submittedBy, team, ownerId }: SpokenFor,
): boolean {
  if (actor.id === submittedBy) return true;
  if (actor.kind !== 'person') return false;
  return (
    actor.id === ownerId ||
    holdsRole(actor, 'service-desk', legalEntity) ||
    (team !== null &&
      (['analyst', 'team-lead'] as const).some((role) => holdsRole(actor, role, legalEntity, team as Team)))
  );
}

/** Why the actor may not change priorities: leads of the owning team, managers and controllers may. Undefined: they may. */
export function priorityAuthorityRefusal(
  actor: Actor,
  { legalEntity, team }: Pick<Changeable, 'legalEntity' | 'team'>,
): string | undefined {
  const may =
    actor.kind === 'person' &&
    ((team !== null && holdsRole(actor, 'team-lead', legalEntity, team as Team)) ||
      holdsRole(actor, 'manager', legalEntity) ||
      holdsRole(actor, 'controller', legalEntity));
  return may
    ? undefined
    : `Only a lead of its team, a receivables manager or a controller of ${legalEntity} changes the priority of a request.`;
}

/** Why the request can't have this priority now. Undefined: it can. */
export function priorityRefusal(request: Changeable, priority?: Priority): string | undefined {
  if (request.closedAt !== null) return `Request ${request.id} is closed.`;
  if (request.priority === null)
    return `Request ${request.id} has no priority yet: Docket is still reading it. Try again in a moment.`;
  return priority === request.priority
    ? `Request ${request.id} has priority ${priority} already.`
    : undefined;
}

/** Why the actor may not reopen. Undefined: they may. */
export function reopeningAuthorityRefusal(
  actor: Actor,
  request: Pick<Changeable, 'legalEntity' | 'submittedBy'>,
): string | undefined {
  const { legalEntity } = request;
  const may =
    actor.id === request.submittedBy ||
    takesRequests(actor, legalEntity) ||
    holdsRole(actor, 'manager', legalEntity);
  return may
    ? undefined
    : `Only the service desk, an analyst, a team lead or a receivables manager of ${legalEntity}, or the system that handed the request in, reopens a request.`;
}

/** What a reopening is judged by. */
export interface ReopeningContext {
  readonly policy: Policy;
  /** Working time of the request's legal entity under its policy. */
  readonly calendar: BusinessCalendar;
  readonly askedAt: Instant;
  /** Another request that is open for the same invoice and reason. */
  readonly openTwin: string | null;
}

/**
 * Why the request can't be reopened (domain rules 1.6, 3). Undefined: it can. The days are counted from its first closing, however often
 * it was closed since: who reopens it in time again and again can't keep it, and its clocks, going for ever.
 */
export function reopeningRefusal(
  request: Changeable,
  { policy, calendar, askedAt, openTwin }: ReopeningContext,
): string | undefined {
  const { id, closedAt, outcome } = request;
  if (closedAt === null) return `Request ${id} is not closed.`;
  if (outcome === 'DUPLICATE_REQUEST')
    return `Request ${id} joined another one: reopen that one, its letter names it.`;
  if (openTwin !== null)
    return `Request ${id} can't be reopened while ${openTwin} is open for the same invoice and reason: go on with that one.`;
  const firstClosedAt = request.firstClosedAt ?? closedAt;
  const last = lastReopeningDay(calendar, policy, firstClosedAt);
  if (localDate(askedAt, calendar.zone) <= last) return undefined;
  const { zone } = calendar;
  const [closed, until] = [firstClosedAt, startOfLocalDay(last, zone)].map((at) => describeDay(at, zone));
  return `Request ${id} was first closed on ${closed} and could be reopened for ${policy.sla.reopenBusinessDays} business days from then, until ${until}. Hand in a new request that names it.`;
}

/** The last day on which a request first closed then can be reopened, in the calendar's zone. */
export const lastReopeningDay = (
  calendar: BusinessCalendar,
  policy: Policy,
  firstClosedAt: Instant,
): string =>
  addBusinessDays(calendar, localDate(firstClosedAt, calendar.zone), policy.sla.reopenBusinessDays);
