import type { Action, ActionName, Change, RequestDetail } from '../../api/resources.ts';

/** The decisions and messages, the one that carries the request forward first. */
const ORDER: readonly ActionName[] = [
  'approve',
  'answer',
  'propose',
  'classify',
  'reject',
  'deny',
  'ask',
  'consult',
  'reply',
  'reopen',
  'withdraw',
];

/** Offered beside what they change: whose it is, how urgent it is, which policy it follows. */
const OF_OWNER: readonly ActionName[] = [
  'claim',
  'hand-over',
  'reassign',
  'return-to-queue',
  'change-priority',
];

const MESSAGES: ReadonlySet<ActionName> = new Set(['reply', 'withdraw', 'reopen']);

export const isDecision = ({ name }: Action): boolean => !MESSAGES.has(name);

const offeredOf = ({ actions }: RequestDetail, order: readonly ActionName[]): Action[] =>
  order.flatMap((name) => actions.find((action) => action.name === name && action.allowed) ?? []);

/** Each action once. */
export const allowedActions = (request: RequestDetail): Action[] => offeredOf(request, ORDER);

export const ownerActions = (request: RequestDetail): Action[] => offeredOf(request, OF_OWNER);

export const mayMovePolicy = (request: RequestDetail): boolean =>
  offeredOf(request, ['move-policy']).length > 0;

/** Why a reader who may ask for another policy can't do so now; null: they can, or it is not theirs to ask. */
export const noMoveNow = ({ actions }: RequestDetail): string | null =>
  actions.find(({ name, allowed, code }) => name === 'move-policy' && !allowed && code === 'NOT_NOW')
    ?.reason ?? null;

const VERDICTS: ReadonlySet<ActionName> = new Set([
  'approve',
  'reject',
  'classify',
  'propose',
  'deny',
  'ask',
  'consult',
  'answer',
]);

/**
 * Refusals that are about the reader ("You prepared this proposal …") explain why a button is missing. Those about a role the
 * reader does not hold would only be noise, as would those of claiming or handing over, which nobody tried. One is enough: the verdicts
 * of a task are refused alike.
 */
export const tellingRefusals = ({ actions }: RequestDetail): Action[] =>
  actions
    .filter(({ name, allowed, code }) => VERDICTS.has(name) && !allowed && code === 'SOD_VIOLATION')
    .slice(0, 1);

/** Changes of the request that wait for this reader. */
export const changesForReader = ({ changes }: RequestDetail): Change[] =>
  changes.filter(({ mayDecide, status }) => mayDecide && status === 'requested');

/** Once the reader has approved: the roles that are next; empty where nobody is. Null: they have not. */
export function nextAfterReader(
  { proposal, stage }: RequestDetail,
  readerId: string | undefined,
): string[] | null {
  if (!proposal || stage !== 'approving') return null;
  const { seats } = proposal.approvals;
  const approved = seats.some(
    ({ decidedBy, verdict }) => verdict === 'approve' && decidedBy?.id === readerId,
  );
  if (!approved) return null;
  const open = seats.filter(({ state, verdict }) => state === 'open' && verdict === null);
  return [...new Set(open.map(({ role }) => role))];
}
