import type { Request } from 'express';
import type { z } from 'zod';
import type { Route } from '../contract/route.ts';
import type { FieldProblem } from '../problem.ts';
import { notFound, ProblemError } from '../problem.ts';
import { escapePointer, isPlainText } from './body.ts';

export interface Validated {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What the route's schemas make of the request. @throws ProblemError naming every field that does not fit */
export function validate(route: Route, request: Request): Validated {
  const params = route.params ? parsePath(route.params, request.params) : {};
  const query = parsed(route.query, request.query, '#/query');
  const body = parsed(route.body, request.body, '');
  const errors = [...query.errors, ...body.errors];
  if (errors.length > 0) {
    const names = errors.map((error) => error.pointer || 'the body').join(', ');
    throw new ProblemError('validation', `Not acceptable: ${names}.`, { errors });
  }
  return { params, query: query.value, body: body.value };
}

/** An id of a form that can not exist is like one that does not. */
function parsePath(schema: z.ZodType, params: unknown): unknown {
  const result = schema.safeParse(params);
  const plain = Object.values(params as Record<string, string>).every(
    (value) => value.length <= 100 && isPlainText(value),
  );
  if (!result.success || !plain) throw notFound();
  return result.data;
}

function parsed(
  schema: z.ZodType | undefined,
  input: unknown,
  root: string,
): { value: unknown; errors: FieldProblem[] } {
  if (!schema) return { value: undefined, errors: [] };
  const result = schema.safeParse(input);
  if (!result.success)
    return { value: undefined, errors: result.error.issues.flatMap((issue) => fieldProblems(issue, root)) };
  const unfit = root === '#/query' ? unfitQuery(input as Record<string, unknown>) : [];
  return { value: result.data, errors: unfit };
}

const unfitQuery = (query: Record<string, unknown>): FieldProblem[] =>
  Object.entries(query)
    .filter(([, value]) => typeof value === 'string' && !isPlainText(value))
    .map(([name]) => ({
      pointer: `#/query/${escapePointer(name)}`,
      detail: 'holds a character that is not text',
    }));

function fieldProblems(issue: z.core.$ZodIssue, root: string): FieldProblem[] {
  const at = pointer(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer(root, [...issue.path, key]),
      detail: 'is not a field of this request',
    }));
  }
  return [{ pointer: at, detail: issue.message }];
}

const pointer = (root: string, path: readonly PropertyKey[]): string =>
  root + path.map((part) => `/${escapePointer(String(part))}`).join('');
