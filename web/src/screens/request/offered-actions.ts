import type { Action, RequestDetail } from '../../api/resources.ts';

const ORDER: readonly Action['name'][] = [
  'approve',
  'propose',
  'classify',
  'answer',
  'reject',
  'deny',
  'ask',
  'consult',
  'reply',
  'withdraw',
];

const MESSAGES: ReadonlySet<Action['name']> = new Set(['reply', 'withdraw']);

export const isDecision = ({ name }: Action): boolean => !MESSAGES.has(name);

/** Each action once, the one that carries the request forward first. */
export const allowedActions = ({ actions }: RequestDetail): Action[] =>
  ORDER.flatMap((name) => actions.find((action) => action.name === name && action.allowed) ?? []);

/**
 * Refusals that are about the reader ("You prepared this proposal …") explain why a button is missing. Those about a role the
 * reader does not hold would only be noise. One is enough: the verdicts of a task are refused alike.
 */
export const tellingRefusals = ({ actions }: RequestDetail): Action[] =>
  actions.filter(({ allowed, code }) => !allowed && code === 'SOD_VIOLATION').slice(0, 1);
