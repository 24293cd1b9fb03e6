import type { Actor, ActorId } from './actor.ts';
import { holdsRole } from './actor.ts';
import { roleWords } from './role-words.ts';
import type { Role, TaskKind, TaskState, Team, Verdict } from './vocabulary.ts';

/** Everything `checkDecision` looks at; each door fills it from what it reads at that moment. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly legalEntity: string;
  readonly requestClosed: boolean;
  /** The customer has withdrawn it, and the workflow has yet to end it. */
  readonly withdrawn?: boolean;
  /** The newest revision of the request. */
  readonly revision: number;
  readonly task: {
    readonly kind: TaskKind;
    readonly state: TaskState;
    readonly revision: number;
    readonly role: Role;
    readonly team: Team | '*';
    readonly contentHash: string;
    readonly assigneeId: ActorId | null;
  };
  readonly requesterId: ActorId;
  readonly preparerId: ActorId | null;
  /** Everyone who touched the request, and how. */
  readonly touches: readonly { readonly actorId: ActorId; readonly relation: string }[];
  /** Who has approved another seat of this revision. */
  readonly approvers: readonly ActorId[];
}

export type RefusalCode =
  'REQUEST_CLOSED' | 'TASK_NOT_OPEN' | 'STALE_CONTENT' | 'NOT_AUTHORISED' | 'SOD_VIOLATION' | 'VALIDATION';
export type DecisionCheck =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: RefusalCode; readonly reason: string };

const refuse = (code: RefusalCode, reason: string): DecisionCheck => ({ allowed: false, code, reason });
const VERDICTS_OF: Record<TaskKind, readonly Verdict[]> = {
  triage: ['classify', 'ask'],
  assess: ['propose', 'deny', 'ask'],
  approve: ['approve', 'reject', 'ask'],
  'provide-information': [],
  consult: [],
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
  const { actor, task, legalEntity } = context;
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
  if (!VERDICTS_OF[task.kind].includes(verdict))
    return refuse('VALIDATION', `A task of kind ${task.kind} can't be answered with ${verdict}.`);
  if (actor.kind !== 'person') return refuse('NOT_AUTHORISED', "Only people decide; a service can't.");
  if (!holdsRole(actor, task.role, legalEntity, task.team)) {
    return refuse(
      'NOT_AUTHORISED',
      `This needs a ${roleWords(task.role, task.team)} of ${legalEntity}, a role ${actor.name} does not hold.`,
    );
  }
  if (task.assigneeId !== null && task.assigneeId !== actor.id)
    return refuse('NOT_AUTHORISED', 'This seat is assigned to another person.');
  return task.kind === 'approve' ? checkSegregation(context) : { allowed: true };
}

/** Nobody approves what they asked for, prepared or touched, nor fills two seats of one proposal. */
function checkSegregation({
  actor,
  requesterId,
  preparerId,
  touches,
  approvers,
}: DecisionContext): DecisionCheck {
  if (actor.id === requesterId)
    return refuse('SOD_VIOLATION', 'You made this request, so someone else must approve it.');
  if (actor.id === preparerId)
    return refuse('SOD_VIOLATION', 'You prepared this proposal, so someone else must approve it.');
  const touch = touches.find((one) => one.actorId === actor.id);
  if (touch)
    return refuse(
      'SOD_VIOLATION',
      `You took part in this request (${touch.relation}), so someone else must approve it.`,
    );
  if (approvers.includes(actor.id))
    return refuse(
      'SOD_VIOLATION',
      'You approved another level of this proposal; each level needs another person.',
    );
  return { allowed: true };
}

const TASK_STATE_WORDS: Record<Exclude<TaskState, 'open'>, string> = {
  waiting: 'This is not open yet: an earlier step, or the customer, comes first.',
  done: 'This was already decided.',
  void: 'This is void: the proposal changed, or the request ended.',
};
