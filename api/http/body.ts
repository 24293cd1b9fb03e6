import type { NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { FieldProblem } from '../problem.ts';
import { ProblemError } from '../problem.ts';

const MAX_BYTES = 64 * 1024;
const MAX_DEPTH = 16;
const MAX_VALUES = 2_000;

/** Reads a JSON body of at most 64 KiB, 16 levels and 2,000 values. */
export const jsonBody: readonly RequestHandler[] = [
  requireJson,
  express.json({ limit: MAX_BYTES, strict: true, type: 'application/json' }),
  requirePlainValues,
];

function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new ProblemError(
      'unsupported-media-type',
      'Send the body with the header Content-Type: application/json.',
    );
  }
  next();
}

function requirePlainValues(request: Request, _response: Response, next: NextFunction): void {
  if (request.body === undefined)
    throw new ProblemError('malformed-request', 'The body is empty; it must be a JSON object.');
  const problem = firstUnfit(request.body);
  if (problem) {
    throw new ProblemError('validation', `The body can not be used: ${problem.detail}.`, {
      errors: [problem],
    });
  }
  next();
}

/** The first value that is too deep, too many, or text that no database holds. */
function firstUnfit(body: unknown): FieldProblem | undefined {
  const queue: { value: unknown; pointer: string; depth: number }[] = [
    { value: body, pointer: '', depth: 0 },
  ];
  for (let index = 0; index < queue.length; index += 1) {
    const { value, pointer, depth } = queue[index] as (typeof queue)[number];
    if (index >= MAX_VALUES) return { pointer: '', detail: `it has more than ${MAX_VALUES} values` };
    if (depth > MAX_DEPTH) return { pointer, detail: `it is nested deeper than ${MAX_DEPTH} levels` };
    if (typeof value === 'string' && !isPlainText(value)) {
      return { pointer, detail: 'it holds a NUL or half of a surrogate pair' };
    }
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!isPlainText(key))
          return { pointer, detail: 'a name in it holds a NUL or half of a surrogate pair' };
        queue.push({ value: inner, pointer: `${pointer}/${escapePointer(key)}`, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

/** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
export const isPlainText = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** RFC 6901 */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
