import type { RefusalCode } from '../../domain/approval.ts';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do, for the page of its type. */
  readonly explanation: string;
}

/** Every kind of problem the API answers, by the last part of its `type`. Stable: callers branch on these. */
export const PROBLEM_KINDS = {
  'malformed-request': {
    status: 400,
    title: 'The request could not be read',
    explanation:
      'The body is not JSON, or a header has a form that is not understood. Correct it and send it again.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'Idempotency-Key is missing',
    explanation:
      'Every POST needs the header Idempotency-Key: 1 to 255 visible ASCII characters, a new one for each new intention and the same one for each repetition. A UUID is a good choice.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    explanation:
      'Send an access token of the configured issuer as a bearer token, or sign in to the inbox. A token that has expired must be replaced.',
  },
  'not-authorised': {
    status: 403,
    title: 'Not allowed',
    explanation:
      'You are known, and this needs a role that you do not hold here. The refusal is in the audit trail.',
  },
  'segregation-of-duties': {
    status: 403,
    title: 'Someone else must do this',
    explanation:
      'Nobody approves what they asked for, prepared or took part in, and nobody fills two seats of one approval.',
  },
  'cross-site': {
    status: 403,
    title: 'The request came from another site',
    explanation:
      'With a session cookie, changes are taken only from pages of the inbox itself. Programs use a bearer token instead.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    explanation: 'There is nothing under this address that you may see.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not offered here',
    explanation: 'The header Allow lists the methods of this address.',
  },
  'request-closed': {
    status: 409,
    title: 'The request is closed',
    explanation: 'Nothing can be changed on a closed request.',
  },
  'task-not-open': {
    status: 409,
    title: 'The task is not open',
    explanation:
      'It was decided already, it is void because the proposal changed, or an earlier step comes first. Read it again.',
  },
  'not-awaiting': {
    status: 409,
    title: 'No answer is awaited',
    explanation: 'A reply is taken while the request waits for the customer.',
  },
  'over-already': {
    status: 409,
    title: 'It is over already',
    explanation:
      'The absence was cancelled or has ended, or the delegation was taken back or has ended. Nothing was changed.',
  },
  'lent-already': {
    status: 409,
    title: 'This is lent already',
    explanation:
      'The same authority is lent to the same person for some of that time. Take that delegation back first.',
  },
  'policy-state': {
    status: 409,
    title: 'The policy does not stand there',
    explanation:
      'A policy goes from draft to review to publication, and never changes once it is published. Read it again: its actions say what can be done now.',
  },
  'change-not-possible': {
    status: 409,
    title: 'This can’t be changed now',
    explanation:
      'The request does not stand where this change applies: it is closed or not closed, has that value already, or the time for it is over. `detail` says which, and what to do.',
  },
  'owned-already': {
    status: 409,
    title: 'Somebody owns the request',
    explanation:
      'A request has one owner. Ask them to hand it over, or their team lead to reassign it; `detail` says whose it is.',
  },
  'not-now': {
    status: 409,
    title: 'Not as the request stands',
    explanation: 'The request has to be elsewhere on its way for this; `detail` says where.',
  },
  'idempotency-in-flight': {
    status: 409,
    title: 'The first request with this key is still running',
    explanation: 'Wait a moment and repeat the same request with the same key.',
  },
  'stale-content': {
    status: 412,
    title: 'The content has changed',
    explanation:
      'What you decided on is no longer what is there. Read the task again and decide on what it shows now.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    explanation: 'A body holds at most 64 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    explanation: 'Send the body as application/json in UTF-8.',
  },
  validation: {
    status: 422,
    title: 'Some values are not acceptable',
    explanation: '`errors` names each value by its JSON pointer and says what is expected.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'The key was used for another request',
    explanation: 'An Idempotency-Key belongs to one request. Use a new key for a new intention.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is missing',
    explanation: 'A decision names what was seen: read the task, and send its ETag as If-Match.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    explanation: 'Wait as long as the header Retry-After says.',
  },
  internal: {
    status: 500,
    title: 'Docket failed',
    explanation:
      'It is not your fault and it has been recorded. Give the operator the correlation id in `instance`. Repeating with the same Idempotency-Key is safe.',
  },
  unavailable: {
    status: 503,
    title: 'Docket can not serve now',
    explanation:
      'The database or the identity provider does not answer. Repeating with the same Idempotency-Key is safe.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof PROBLEM_KINDS;

/** Each refusal of the domain has one kind of problem. */
export const REFUSAL_PROBLEMS: Record<RefusalCode, ProblemName> = {
  REQUEST_CLOSED: 'request-closed',
  TASK_NOT_OPEN: 'task-not-open',
  STALE_CONTENT: 'stale-content',
  NOT_AUTHORISED: 'not-authorised',
  SOD_VIOLATION: 'segregation-of-duties',
  VALIDATION: 'validation',
};

/** For the reference: the titles of all kinds that share a status. */
export const PROBLEM_TITLES: Readonly<Record<number, string>> = Object.values<ProblemKind>(
  PROBLEM_KINDS,
).reduce<Record<number, string>>(
  (titles, { status, title }) => ({
    ...titles,
    [status]: titles[status] ? `${titles[status]}, or: ${title}` : title,
  }),
  {},
);
