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
    throw new ProblemError('validation', 'Some values are not acceptable.', { errors });
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
    return {
      value: undefined,
      errors: result.error.issues.flatMap((issue) => fieldProblems(issue, input, root)),
    };
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

function fieldProblems(issue: z.core.$ZodIssue, input: unknown, root: string): FieldProblem[] {
  const at = pointer(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer(root, [...issue.path, key]),
      detail: 'is not a field of this request',
    }));
  }
  return [{ pointer: at, detail: issueWords(issue, input) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What is expected, in words; a schema's own message is in words already. */
function issueWords(issue: z.core.$ZodIssue, input: unknown): string {
  if (!/^(Invalid|Too (small|big))\b/.test(issue.message)) return issue.message;
  if (valueAt(input, issue.path) === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : issue.message;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
      return `must ${issue.inclusive ? 'be at least' : 'be more than'} ${sizeWords(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${issue.inclusive ? 'be at most' : 'be less than'} ${sizeWords(issue.origin, issue.maximum)}`;
    default:
      return issue.message;
  }
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (value: unknown, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );

const oneOf = (values: readonly unknown[]): string =>
  `must be ${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;

function sizeWords(origin: string, size: number | bigint): string {
  if (origin === 'string') return `${size} ${size === 1 ? 'character' : 'characters'} long`;
  return origin === 'array' ? `${size} ${size === 1 ? 'item' : 'items'} long` : String(size);
}

const pointer = (root: string, path: readonly PropertyKey[]): string =>
  root + path.map((part) => `/${escapePointer(String(part))}`).join('');
