import type { Action, ActionName, RequestDetail } from '../../api/resources.ts';

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

/**
 * Refusals that are about the reader ("You prepared this proposal …") explain why a button is missing. Those about a role the
 * reader does not hold would only be noise. One is enough: the verdicts of a task are refused alike.
 */
export const tellingRefusals = ({ actions }: RequestDetail): Action[] =>
  actions.filter(({ allowed, code }) => !allowed && code === 'SOD_VIOLATION').slice(0, 1);
