import type { DecisionRow } from '../db/stores/decision-context.ts';
import type { ChangeRow } from '../db/stores/request-changes.ts';
import type { ActorId } from '../domain/actor.ts';
import type { Notice } from '../domain/notice.ts';
import type { ChangeKind, Verdict } from '../domain/vocabulary.ts';

const VERDICT_NOUNS: Readonly<Record<Verdict, string>> = {
  approve: 'approval',
  reject: 'rejection',
  ask: 'question to the customer',
  consult: 'question to colleagues',
  answer: 'answer',
  classify: 'classification',
  propose: 'proposal',
  deny: 'denial',
};

/** What is left of the task whose decision became void, and so what to do. */
export type VoidedTask = 'open again' | 'still open' | 'passed';
const WHAT_TO_DO: Readonly<Record<VoidedTask, string>> = {
  'open again':
    'What it was to decide is open again, for whoever may decide it now. Look at the request; if that is you, decide it anew.',
  'still open':
    'What it was about is still open, and nobody was asked. Look at the request, and ask again if you still need to know.',
  passed: 'There is nothing to do: the request has gone on without it.',
};

type VoidDecision = Pick<DecisionRow, 'id' | 'requestId' | 'actorId' | 'onBehalfOf' | 'verdict'>;

/**
 * Tells who recorded a decision, and in whose stead, that it has become void.
 * @param why as stored with it; a full stop at its end is dropped
 */
export function decisionVoidNotices(
  { id, requestId, actorId, onBehalfOf, verdict }: VoidDecision,
  why: string,
  task: VoidedTask,
): Notice[] {
  const what = VERDICT_NOUNS[verdict];
  const told = onBehalfOf === null ? [actorId] : [actorId, onBehalfOf];
  return told.map((recipientId) => ({
    ...{ subject: `decision-void/${id}`, recipientId },
    kind: verdict === 'approve' ? 'approval-void' : 'decision-void',
    title: `${requestId}: your ${what} has not taken effect`,
    text: `You recorded the ${what} for ${requestId}, or somebody did so in your stead. It is void: ${clause(why)}. ${WHAT_TO_DO[task]}`,
  }));
}

/** Tells who asked for a change, and who approved it, that it has become void. Of those only people of ours. */
export function changeVoidNotices(change: ChangeRow, why: string): Notice[] {
  const { id, requestId, requestedBy, decidedBy } = change;
  const what = changeWords(change);
  const told = new Set([requestedBy, ...(decidedBy === null ? [] : [decidedBy])]);
  return [...told].filter(isPerson).map((recipientId) => ({
    ...{ subject: `change-void/${id}`, recipientId, kind: 'decision-void' },
    title: `${requestId}: the ${what} has not taken effect`,
    text: `You ${recipientId === requestedBy ? 'asked for' : 'approved'} the ${what} of ${requestId}. It is void: ${clause(why)}. The request stays as it was. Look at it, and ask again if it is still needed.`,
  }));
}

const CHANGE_NOUNS: Readonly<Record<ChangeKind, string>> = {
  priority: 'change of priority',
  'policy-version': 'move to another policy',
  reopening: 'reopening',
};

function changeWords({ kind, detail }: Pick<ChangeRow, 'kind' | 'detail'>): string {
  const { priority, toVersion } = detail as { readonly priority?: string; readonly toVersion?: string };
  if (kind === 'priority' && priority !== undefined) return `change of priority to ${priority}`;
  return kind === 'policy-version' && toVersion !== undefined
    ? `move to policy ${toVersion}`
    : CHANGE_NOUNS[kind];
}

const isPerson = (id: ActorId): boolean => id.startsWith('person:');
const clause = (why: string): string => why.replace(/\.$/, '');
