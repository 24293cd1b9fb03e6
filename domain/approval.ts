import type { Actor, ActorId } from './actor.ts';
import { roleWords } from './role-words.ts';
import { barredByDuties, conflictOf, conflictWords, type DutyMemory } from './segregation.ts';
import type { Candidate } from './stand-in.ts';
import type { Role, TaskKind, TaskState, Team, Verdict } from './vocabulary.ts';

/** Everything `checkDecision` looks at; each door fills it from what it reads at that moment. */
export interface DecisionContext {
  readonly actor: Actor;
  /** In what right the actor would fill the seat, looked up when the door is passed; null: in none. */
  readonly standing: Candidate | null;
  readonly legalEntity: string;
  readonly requestClosed: boolean;
  /** The customer has withdrawn it, and the workflow has yet to end it. */
  readonly withdrawn?: boolean;
  /** Another seat has asked the customer about the proposal, and the answer is not there. */
  readonly customerAsked?: boolean;
  /** The newest revision of the request. */
  readonly revision: number;
  readonly task: {
    readonly kind: TaskKind;
    readonly state: TaskState;
    readonly revision: number;
    readonly role: Role;
    readonly team: Team | '*';
    readonly contentHash: string;
    /** Whose it is alone: a named seat's, or the owner's where their request is assessed or classified. */
    readonly assigneeId: ActorId | null;
    readonly assigneeName: string | null;
    /** A consult: who asked. */
    readonly askedBy?: ActorId | null;
  };
  readonly requesterId: ActorId;
  readonly preparerId: ActorId | null;
  /** Everyone who touched the request, and how. */
  readonly touches: readonly { readonly actorId: ActorId; readonly relation: string }[];
  /** Who has filled another seat of this revision, and on whose behalf. */
  readonly deciders: readonly ActorId[];
  /** A committee's seat that is nobody's: whose its other seats are. */
  readonly seated?: readonly ActorId[];
  /** What people did on this and other requests of the customer. */
  readonly memory: DutyMemory;
}

export type RefusalCode =
  'REQUEST_CLOSED' | 'TASK_NOT_OPEN' | 'STALE_CONTENT' | 'NOT_AUTHORISED' | 'SOD_VIOLATION' | 'VALIDATION';
export type DecisionCheck =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: RefusalCode; readonly reason: string };

const ALLOWED: DecisionCheck = { allowed: true };
const refuse = (code: RefusalCode, reason: string): DecisionCheck => ({ allowed: false, code, reason });
const VERDICTS_OF: Record<TaskKind, readonly Verdict[]> = {
  triage: ['classify', 'ask'],
  assess: ['propose', 'deny', 'ask', 'consult'],
  approve: ['approve', 'reject', 'ask', 'consult'],
  'provide-information': [],
  consult: ['answer'],
};

/** The verdicts a task of this kind takes. */
export const verdictsOf = (kind: TaskKind): readonly Verdict[] => VERDICTS_OF[kind];

/**
 * The one rule for who may decide a task, asked by the UI's offer, the API's transaction and the activity that acts on the decision.
 * @param seenHash the content the actor saw; null when only asking what could be offered
 */
export function checkDecision(
  context: DecisionContext,
  verdict: Verdict,
  seenHash: string | null,
): DecisionCheck {
  const { actor, task } = context;
  if (context.requestClosed)
    return refuse('REQUEST_CLOSED', 'The request is closed; nothing can be decided on it any more.');
  if (context.withdrawn)
    return refuse(
      'REQUEST_CLOSED',
      'The customer has withdrawn the request; nothing can be decided on it any more.',
    );
  if (task.revision !== context.revision && task.kind === 'approve') {
    return refuse(
      'STALE_CONTENT',
      `The proposal has moved on to revision ${context.revision}; this decision is about revision ${task.revision}.`,
    );
  }
  if (seenHash !== null && seenHash !== task.contentHash) {
    return refuse(
      'STALE_CONTENT',
      'The content has changed since it was read. Read it again before deciding.',
    );
  }
  if (task.state !== 'open') return refuse('TASK_NOT_OPEN', TASK_STATE_WORDS[task.state]);
  if (context.customerAsked && task.kind === 'approve') return refuse('TASK_NOT_OPEN', CUSTOMER_ASKED);
  if (!VERDICTS_OF[task.kind].includes(verdict))
    return refuse('VALIDATION', `A task of kind ${task.kind} can't be answered with ${verdict}.`);
  if (actor.kind !== 'person') return refuse('NOT_AUTHORISED', "Only people decide; a service can't.");
  if (!context.standing) return refuse('NOT_AUTHORISED', noStanding(context));
  if (task.kind === 'consult') return checkAnswer(context, context.standing);
  const segregated = task.kind === 'approve' ? checkSegregation(context, context.standing) : ALLOWED;
  return segregated.allowed ? checkMemory(context, context.standing, verdict) : segregated;
}

function noStanding({ actor, task, legalEntity }: DecisionContext): string {
  const role = `a ${roleWords(task.role, task.team)} of ${legalEntity}`;
  if (task.assigneeId === null)
    return `This needs ${role}, a role ${actor.name} does not hold, nor stands in for anyone who does.`;
  const whose = task.assigneeName ?? 'somebody who is no longer here';
  if (task.assigneeId === actor.id) return `This is yours, but it needs ${role}, a role you do not hold.`;
  return task.kind === 'approve'
    ? `This seat is assigned to ${whose}; only they, or whoever stands in for them, can decide it.`
    : `This request belongs to ${whose}; only they, or whoever stands in for them, can do this. A team lead can give it to somebody else.`;
}

/** The answer is evidence: not from whoever asks for it, nor from anyone who has approved what it bears on. */
function checkAnswer({ task, deciders }: DecisionContext, { path }: Candidate): DecisionCheck {
  if (path.some((id) => id === task.askedBy))
    return refuse('SOD_VIOLATION', 'You asked this yourself, so a colleague must answer it.');
  return path.some((id) => deciders.includes(id))
    ? refuse(
        'SOD_VIOLATION',
        'You decided a seat of this proposal, so a colleague must answer what is asked about it.',
      )
    : { allowed: true };
}

type Parties = Pick<DecisionContext, 'requesterId' | 'preparerId' | 'touches' | 'deciders' | 'seated'>;

/**
 * Who can't fill the seat, nor lend or pass on the authority to: they asked for it, prepared it, touched it or fill another seat; an
 * approval, nor for what they did on other requests of the customer.
 */
export const barredFrom = (
  context: Parties &
    Pick<DecisionContext, 'memory'> & { readonly task: Pick<DecisionContext['task'], 'kind'> },
): ReadonlySet<ActorId> =>
  new Set([...involved(context), ...(context.task.kind === 'approve' ? barredByDuties(context.memory) : [])]);

const involved = ({ requesterId, preparerId, touches, deciders, seated }: Parties): ReadonlySet<ActorId> =>
  new Set([
    requesterId,
    ...(preparerId === null ? [] : [preparerId]),
    ...touches.map(({ actorId }) => actorId),
    ...deciders,
    ...(seated ?? []),
  ]);

/** Nobody approves what they asked for, prepared or touched, nor fills two seats of one proposal; nor does anyone in their stead. */
function checkSegregation(context: DecisionContext, { path }: Candidate): DecisionCheck {
  const { actor } = context;
  const own = whyBarred(context, actor.id);
  if (own) return refuse('SOD_VIOLATION', own);
  const barred = involved(context);
  return path.some((id) => barred.has(id))
    ? refuse(
        'SOD_VIOLATION',
        'You would stand in for somebody who took part in this request or decided another seat of it, so someone else must approve it.',
      )
    : ALLOWED;
}

/** The pairs hold for whoever decides, for whom they stand in, and for everyone who passed the authority on. */
function checkMemory(
  { actor, task: { kind }, memory }: DecisionContext,
  { path }: Candidate,
  verdict: Verdict,
): DecisionCheck {
  const conflict = conflictOf(memory, { kind, verdict }, path);
  return conflict
    ? refuse('SOD_VIOLATION', conflictWords(conflict, { actorId: actor.id, zone: memory.zone }))
    : ALLOWED;
}

function whyBarred(
  { requesterId, preparerId, touches, deciders, seated }: Parties,
  actorId: ActorId,
): string | undefined {
  if (actorId === requesterId) return 'You made this request, so someone else must approve it.';
  if (actorId === preparerId) return 'You prepared this proposal, so someone else must approve it.';
  const touch = touches.find((one) => one.actorId === actorId);
  if (touch) return `You took part in this request (${touch.relation}), so someone else must approve it.`;
  if (deciders.includes(actorId))
    return 'You decided another seat of this proposal, or somebody did so for you; each seat needs another person.';
  return seated?.includes(actorId)
    ? 'Another seat of this committee is yours; each seat needs another person.'
    : undefined;
}

/** What the customer says may change minds, and a proposal that is decided meanwhile would be decided without it. */
const CUSTOMER_ASKED =
  'The customer is being asked about this proposal; decide when the answer is there, or the time for it is up.';

const TASK_STATE_WORDS: Record<Exclude<TaskState, 'open'>, string> = {
  waiting: 'This is not open yet: an earlier step, or the customer, comes first.',
  done: 'This was already decided.',
  void: 'This is void: the proposal changed, or the request ended.',
};
