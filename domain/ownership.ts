import type { Actor, ActorId } from './actor.ts';
import { holdsRole } from './actor.ts';
import type { RefusalCode } from './approval.ts';
import type { Colleague } from './assignment.ts';
import type { Stage, Team } from './vocabulary.ts';

/** What can be done about whose a request is. */
export const OWNERSHIP_ACTIONS = ['claim', 'hand-over', 'reassign', 'return-to-queue'] as const;
export type OwnershipAction = (typeof OWNERSHIP_ACTIONS)[number];

/** Everything `checkOwnership` looks at; each door fills it from what it reads at that moment. */
export interface OwnershipContext {
  readonly actor: Actor;
  readonly legalEntity: string;
  readonly stage: Stage;
  /** The team whose queue it would wait in; null before it is routed. */
  readonly team: Team | null;
  /** What its owner must know; null: nothing particular. */
  readonly skill: string | null;
  readonly ownerId: ActorId | null;
  /** Everyone who could work on it: analysts and leads of its team. */
  readonly colleagues: readonly Colleague[];
  /** Who has approved the proposal under way, and on whose behalf. */
  readonly approvers: readonly ActorId[];
  /** Who would be missed if they touched it: a seat under way could then be filled by nobody. The seat is in words. */
  readonly onlyApprovers: readonly { readonly id: ActorId; readonly seat: string }[];
  /** The ladder has reached the rung from which managers may reassign (domain/ladder.ts). */
  readonly managersReassign: boolean;
  /** What kind of request it is; null while nobody has said. */
  readonly type: string | null;
  /** Teams to which its policy routes requests of its type. */
  readonly routedTeams: readonly Team[];
  /** Teams of the entity in which somebody works. */
  readonly staffedTeams: readonly Team[];
  /** Teams of the entity that have a lead: its proposals need one. */
  readonly ledTeams: readonly Team[];
}

export type OwnershipChange =
  | { readonly action: 'claim' }
  | { readonly action: 'hand-over' | 'reassign'; readonly to: ActorId }
  | { readonly action: 'return-to-queue'; readonly team?: Team | undefined };

export type OwnershipRefusal =
  | Extract<RefusalCode, 'REQUEST_CLOSED' | 'NOT_AUTHORISED' | 'SOD_VIOLATION' | 'VALIDATION'>
  | 'NOT_NOW'
  | 'OWNED';

export type OwnershipCheck =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: OwnershipRefusal;
      readonly reason: string;
      /** JSON pointer into what was sent, where the refusal is about one value. */
      readonly field?: string;
    };

const ALLOWED: OwnershipCheck = { allowed: true };
const refuse = (code: OwnershipRefusal, reason: string, field?: string): OwnershipCheck => ({
  ...{ allowed: false, code, reason },
  ...(field !== undefined && { field }),
});

/**
 * The one rule for whose a request becomes, asked by the UI's offer and by the API's transaction.
 */
export function checkOwnership(context: OwnershipContext, change: OwnershipChange): OwnershipCheck {
  const { actor, stage, team } = context;
  if (actor.kind !== 'person')
    return refuse('NOT_AUTHORISED', "Only people own requests; a service can't claim or give them.");
  if (stage === 'closed') return refuse('REQUEST_CLOSED', 'The request is closed; nobody owns it any more.');
  if (team === null)
    return refuse('NOT_NOW', 'The request has not been routed yet; that takes a moment. Try again then.');
  switch (change.action) {
    case 'claim':
      return checkClaim(context, team);
    case 'hand-over':
      return checkHandOver(context, team, change.to);
    case 'reassign':
      return checkReassignment(context, team, change.to);
    case 'return-to-queue':
      return checkReturn(context, team, change.team);
    default:
      return change satisfies never;
  }
}

/** Whether a giving action could be offered, before anybody is named. */
export function offersOwnership(context: OwnershipContext, action: OwnershipAction): OwnershipCheck {
  if (action === 'claim' || action === 'return-to-queue') return checkOwnership(context, { action });
  const somebody = context.colleagues.find(
    ({ id }) => fits(context, id, context.team).allowed && id !== context.ownerId,
  );
  const check = checkOwnership(context, { action, to: somebody?.id ?? '' });
  return check.allowed || check.field === undefined
    ? check
    : refuse(check.code, `Nobody of ${context.team ?? 'the team'} is there who could take it.`);
}

/** Whom the actor could give it to now, in the order of the team; those away are in it and cannot be chosen. Empty: it is not theirs to give. */
export function possibleOwners(context: OwnershipContext): readonly Colleague[] {
  const { ownerId, colleagues, team } = context;
  if (!offersOwnership(context, 'hand-over').allowed && !offersOwnership(context, 'reassign').allowed)
    return [];
  return colleagues.filter(({ id }) => id !== ownerId && mayWork(context, id, team).allowed);
}

function checkClaim(context: OwnershipContext, team: Team): OwnershipCheck {
  const { actor, ownerId } = context;
  if (ownerId === actor.id) return ALLOWED;
  const own = mayWork(context, actor.id, team);
  // Whose it is comes before why one's own claim would be refused, but is nothing for those who don't work on it.
  if (ownerId === null || (!own.allowed && own.code === 'NOT_AUTHORISED')) return own;
  return refuse(
    'OWNED',
    `${nameOf(context, ownerId)} owns this request. Ask them to hand it over, or their team lead to reassign it.`,
  );
}

function checkHandOver(context: OwnershipContext, team: Team, to: ActorId): OwnershipCheck {
  const { actor, ownerId } = context;
  if (ownerId !== actor.id)
    return refuse(
      ownerId === null ? 'NOT_NOW' : 'NOT_AUTHORISED',
      ownerId === null
        ? 'Nobody owns this request; it waits in a queue, so there is nothing to hand over.'
        : `${nameOf(context, ownerId)} owns this request; only they can hand it over.`,
    );
  if (to === actor.id)
    return refuse('VALIDATION', 'The request is yours already; name somebody else.', '/to');
  return fits(context, to, team);
}

function checkReassignment(context: OwnershipContext, team: Team, to: ActorId): OwnershipCheck {
  const { actor, legalEntity, ownerId, managersReassign } = context;
  const manages = holdsRole(actor, 'manager', legalEntity);
  if (!isLead(context, team) && !(manages && managersReassign))
    return refuse(
      'NOT_AUTHORISED',
      manages
        ? `A receivables manager reassigns a request once most of its time is used; until then the ${team} team lead does.`
        : `Only the ${team} team lead of ${legalEntity} can give this request to somebody.`,
    );
  if (to === ownerId) return refuse('VALIDATION', `${nameOf(context, to)} owns the request already.`, '/to');
  return fits(context, to, team);
}

/** To another team only while it is assessed: triage finds the team by classifying, and a proposal's approvers are its team's. */
function checkReturn(context: OwnershipContext, team: Team, to: Team = team): OwnershipCheck {
  const { actor, ownerId, legalEntity, stage } = context;
  if (ownerId !== actor.id && !isLead(context, team))
    return refuse(
      'NOT_AUTHORISED',
      `Only ${ownerId === null ? '' : 'whoever owns the request, or '}the ${team} team lead of ${legalEntity}, can return it to a queue.`,
    );
  if (to === team)
    return ownerId === null ? refuse('NOT_NOW', `It waits in the queue of ${team} already.`) : ALLOWED;
  if (stage === 'triage')
    return refuse(
      'NOT_NOW',
      'Say first what kind of request it is; that finds the team it belongs to.',
      '/team',
    );
  if (stage !== 'preparing')
    return refuse(
      'NOT_NOW',
      'It can go to another team only while an analyst prepares it; its approvers belong to its team.',
      '/team',
    );
  return checkDestination(context, to);
}

/** Its team's lead approves what is proposed, so whose that is is the policy's to say, not the owner's. */
function checkDestination(
  { legalEntity, type, routedTeams, staffedTeams, ledTeams }: OwnershipContext,
  to: Team,
): OwnershipCheck {
  if (!routedTeams.includes(to))
    return refuse(
      'VALIDATION',
      `The policy routes a ${(type ?? 'request').replaceAll('-', ' ')} to ${routedTeams.join(' or ')}, not to ${to}. The lead of its team approves it, so nobody chooses another team.`,
      '/team',
    );
  if (!staffedTeams.includes(to))
    return refuse('VALIDATION', `Nobody works on requests in the team ${to} of ${legalEntity}.`, '/team');
  return ledTeams.includes(to)
    ? ALLOWED
    : refuse(
        'VALIDATION',
        `The team ${to} of ${legalEntity} has no lead, so nobody could approve what it proposes.`,
        '/team',
      );
}

const isLead = ({ actor, legalEntity }: OwnershipContext, team: Team): boolean =>
  holdsRole(actor, 'team-lead', legalEntity, team);

/** Whether this person may own it: of the team, with the skill, and not among those who approved it. */
function mayWork(context: OwnershipContext, id: ActorId, team: Team | null, field?: string): OwnershipCheck {
  const { colleagues, skill, legalEntity, actor, approvers } = context;
  const self = id === actor.id;
  const person = colleagues.find((one) => one.id === id);
  const who = self ? 'you' : (person?.name ?? 'this person');
  if (!person)
    return refuse(
      field === undefined ? 'NOT_AUTHORISED' : 'VALIDATION',
      `This request belongs to ${team ?? 'no team yet'} of ${legalEntity}; ${self ? 'you are' : 'this person is'} neither an analyst nor the lead of that team.`,
      field,
    );
  if (skill !== null && !person.skills.includes(skill))
    return refuse(
      field === undefined ? 'NOT_AUTHORISED' : 'VALIDATION',
      `This request needs somebody who knows ${skill.replaceAll('-', ' ')}; ${self ? 'you are' : `${who} is`} not on record with that.`,
      field,
    );
  if (approvers.includes(id))
    return refuse(
      'SOD_VIOLATION',
      `${self ? 'You have' : `${who} has`} approved this proposal; whoever owns a request prepares it, so somebody else must own it.`,
      field,
    );
  const missed = context.onlyApprovers.find((one) => one.id === id);
  if (missed)
    return refuse(
      'SOD_VIOLATION',
      `Without ${who} nobody could approve the proposal as ${missed.seat}, and whoever owns a request never approves it. Somebody else must own it, or first be lent that authority.`,
      field,
    );
  return ALLOWED;
}

/** Whether it may be given to this person: they may own it, and are there. */
function fits(context: OwnershipContext, to: ActorId, team: Team | null): OwnershipCheck {
  const may = mayWork(context, to, team, '/to');
  if (!may.allowed) return may;
  return context.colleagues.some(({ id, absent }) => id === to && absent)
    ? refuse('VALIDATION', `${nameOf(context, to)} is away; name somebody who is there.`, '/to')
    : ALLOWED;
}

const nameOf = ({ colleagues }: OwnershipContext, id: ActorId): string =>
  colleagues.find((one) => one.id === id)?.name ?? 'Somebody else';
