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
  readonly outcome: Outcome | null;
}

/** Roles that take in what customers say. */
const INTAKE_ROLES = ['service-desk', 'analyst', 'team-lead'] as const;

/** Whether a person takes in requests of this entity. */
export const takesRequests = (actor: Actor, entity: string): boolean =>
  actor.kind === 'person' && INTAKE_ROLES.some((role) => holdsRole(actor, role, entity));

/** Who hands a request in, or takes requests in, speaks for its customer. */
export const speaksForCustomer = (
  actor: Actor,
  { legalEntity, submittedBy }: Pick<Changeable, 'legalEntity' | 'submittedBy'>,
): boolean => actor.id === submittedBy || takesRequests(actor, legalEntity);

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
export function reopeningAuthorityRefusal(actor: Actor, request: Changeable): string | undefined {
  const { legalEntity } = request;
  if (speaksForCustomer(actor, request) || holdsRole(actor, 'manager', legalEntity)) return undefined;
  return `Only who speaks for the customer (the service desk, an analyst or a team lead of ${legalEntity}, or the system that handed the request in) or a receivables manager reopens a request.`;
}

/**
 * Why the request can't be reopened (domain rules 1.6). Undefined: it can.
 * @param calendar working time of its legal entity under its policy
 * @param askedAt when reopening is asked for
 */
export function reopeningRefusal(
  request: Changeable,
  policy: Policy,
  calendar: BusinessCalendar,
  askedAt: Instant,
): string | undefined {
  const { id, closedAt, outcome } = request;
  if (closedAt === null) return `Request ${id} is not closed.`;
  if (outcome === 'DUPLICATE_REQUEST')
    return `Request ${id} joined another one: reopen that one, its letter names it.`;
  const last = lastReopeningDay(calendar, policy, closedAt);
  if (localDate(askedAt, calendar.zone) <= last) return undefined;
  const words = describeDay(startOfLocalDay(last, calendar.zone), calendar.zone);
  return `Request ${id} could be reopened until ${words}. Hand in a new request that names it.`;
}

/** The last day on which a request closed then can be reopened, in the calendar's zone. */
export const lastReopeningDay = (calendar: BusinessCalendar, policy: Policy, closedAt: Instant): string =>
  addBusinessDays(calendar, localDate(closedAt, calendar.zone), policy.sla.reopenBusinessDays);
