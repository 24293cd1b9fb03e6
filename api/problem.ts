import type { ErrorRequestHandler, Request, Response } from 'express';
import type { RefusalCode } from '../domain/approval.ts';
import type { Problem } from './schemas/problem.ts';
import { PROBLEM_KINDS, REFUSAL_PROBLEMS, type ProblemName } from './schemas/problem-kinds.ts';

export interface FieldProblem {
  /** JSON pointer into the body, or #/query/…, #/path/…, #/header/… */
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldProblem[];
  /** Refusal code of the domain. */
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is a problem: thrown or returned anywhere behind a route, turned into RFC 9457 JSON in one place. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemName;
  readonly extras: ProblemExtras;
  constructor(kind: ProblemName, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.kind = kind;
    this.extras = extras;
  }
  get status(): number {
    return PROBLEM_KINDS[this.kind].status;
  }
}

export const notFound = (): ProblemError =>
  new ProblemError('not-found', 'There is nothing under this address that you may see.');

/** A refusal of the domain as the one problem it maps to. @param field JSON pointer into the body, where the refusal is about one */
export const refusalProblem = (code: RefusalCode, reason: string, field?: string): ProblemError =>
  new ProblemError(REFUSAL_PROBLEMS[code], reason, {
    code,
    ...(field !== undefined && { errors: [{ pointer: field, detail: reason }] }),
  });

export function sendProblem(request: Request, response: Response, problem: ProblemError): void {
  const { errors, code, headers } = problem.extras;
  const kind = PROBLEM_KINDS[problem.kind];
  const body: Problem = {
    type: `/problems/${problem.kind}`,
    title: kind.title,
    status: kind.status,
    detail: problem.kind === 'validation' && errors ? firstOf(errors, problem.message) : problem.message,
    instance: `urn:uuid:${correlationId(request)}`,
    ...(code !== undefined && { code }),
    ...(errors && { errors: errors.map((error) => ({ ...error })) }),
  };
  if (headers) response.set(headers);
  response.status(kind.status).type('application/problem+json').set('Cache-Control', 'no-store').json(body);
}

/** The first problem in words, and how many more there are. */
function firstOf([first, ...more]: readonly FieldProblem[], otherwise: string): string {
  if (!first) return otherwise;
  const named = `${placeWords(first.pointer)}: ${first.detail.replace(/\.$/, '')}`;
  return more.length === 0 ? `${named}.` : `${named}; and ${more.length} more, listed in errors.`;
}

/** A field of the body by its pointer; what stands in the address or a header, in words. */
function placeWords(pointer: string): string {
  const [, part, name] = /^#\/(query|path|header)\/(.+)$/.exec(pointer) ?? [];
  if (name === undefined) return pointer || 'the body';
  return part === 'header' ? `the header "${name}"` : `"${name}" in the address`;
}

/** The last handler: problems as they are, the body parser's own errors in words, anything else a 500 that tells nothing. */
export const answerErrors: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  if (response.headersSent) return void response.destroy();
  sendProblem(request, response, error instanceof ProblemError ? error : translated(error, request));
};

/** The id in the log line, in `instance` and in the header X-Request-Id. */
export const correlationId = (request: Request): string => request.id as string;

function translated(error: unknown, request: Request): ProblemError {
  const { type, status } = error as { type?: string; status?: number };
  switch (type) {
    case 'entity.parse.failed':
      return new ProblemError('malformed-request', 'The body is not valid JSON.');
    case 'entity.too.large':
      return new ProblemError('body-too-large', 'The body is larger than 64 KiB.');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ProblemError(
        'unsupported-media-type',
        'The body must be JSON in UTF-8, as it is or compressed with gzip.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new ProblemError('malformed-request', 'The body ended before its announced length.');
    default:
  }
  if (status === 400)
    return new ProblemError(
      'malformed-request',
      'The address or a header has a form that is not understood.',
    );
  request.log.error({ err: error }, 'a request failed');
  if (isConnectionError(error))
    return new ProblemError('unavailable', 'The database does not answer.', {
      headers: { 'Retry-After': '5' },
    });
  return new ProblemError(
    'internal',
    'Docket failed on this request. The operator finds the cause under the correlation id.',
  );
}

function isConnectionError(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = cause?.code ?? code;
  return (
    typeof known === 'string' &&
    /^(ECONNREFUSED|ECONNRESET|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[123])$/.test(known)
  );
}
