import type { Problem } from './resources.ts';

export interface FieldError {
  /** JSON pointer into the body that was sent, such as /creditLines/0/net. */
  readonly pointer: string;
  readonly detail: string;
}

/** An answer that is not a success, in the API's own words (RFC 9457). Status 0: no answer came. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  /** Last part of `type`, such as `stale-content`. */
  readonly kind: string;

  constructor(problem: Partial<Problem> & { status: number; title: string }) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.title = problem.title;
    this.errors = problem.errors ?? [];
    this.kind = problem.type?.split('/').at(-1) ?? '';
  }
}

export const unreachable = (): ApiProblem =>
  new ApiProblem({
    status: 0,
    title: 'No answer from the server',
    detail: 'The server did not answer. Check your connection, then try again; trying again is safe.',
  });

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiProblem && error.status === status;
