import type { z } from 'zod';

/** Which part of the reference a route stands in. */
export const TAGS = [
  'Requests',
  'Tasks',
  'Standing in',
  'Policies',
  'Oversight',
  'Ledger',
  'Reader',
  'Session',
  'Service',
] as const;
export type Tag = (typeof TAGS)[number];

export interface Answer {
  readonly description: string;
  /** Absent: no body, or one that `mediaType` alone describes. */
  readonly body?: z.ZodType;
  readonly mediaType?: string;
  /** Response headers beside those of every answer, with what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Shape = z.ZodObject;

/**
 * One operation, declared once: the validation in front of its handler and its entry in the OpenAPI document are both made
 * from this, so they can't differ.
 */
export interface Route<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
> {
  readonly operationId: string;
  readonly method: 'get' | 'post';
  /** Written as OpenAPI does: /v1/requests/{requestId} */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly access: 'public' | 'principal';
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The caller must send Idempotency-Key; the first answer is given again. */
  readonly idempotent?: true;
  /** The caller must send If-Match with the ETag of what it saw. */
  readonly ifMatch?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Problem statuses particular to this operation; the general ones are added from what it takes. */
  readonly problems?: readonly number[];
}

export const defineRoute = <P extends Shape, Q extends Shape, B extends z.ZodType>(
  route: Route<P, Q, B>,
): Route<P, Q, B> => route;

/** Every problem status an operation can answer, ascending. */
export function problemsOf(route: Route): number[] {
  const statuses = new Set<number>([429, 500, ...(route.problems ?? [])]);
  if (route.access === 'principal') [401, 403].forEach((status) => statuses.add(status));
  if (route.params) statuses.add(404);
  if (route.query) statuses.add(422);
  if (route.body) [400, 403, 413, 415, 422].forEach((status) => statuses.add(status));
  if (route.idempotent) [400, 409, 422].forEach((status) => statuses.add(status));
  if (route.ifMatch) [412, 428].forEach((status) => statuses.add(status));
  return [...statuses].toSorted((a, b) => a - b);
}
