import type { Request } from 'express';
import { ProblemError } from '../problem.ts';

/** @throws ProblemError 400 when the header is missing or not 1 to 255 visible ASCII characters */
export function idempotencyKey(request: Request): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw new ProblemError(
      'idempotency-key-missing',
      'Send the header Idempotency-Key: a new value for each new intention.',
      {
        errors: [{ pointer: '#/header/Idempotency-Key', detail: 'is missing' }],
      },
    );
  }
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError(
    'malformed-request',
    'The header Idempotency-Key holds 1 to 255 visible ASCII characters.',
    {
      errors: [{ pointer: '#/header/Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' }],
    },
  );
}

/**
 * The content hash the caller saw, from If-Match with one entity tag (RFC 9110 section 13.1.1). "*" would match whatever is there,
 * which is what a decision must not do; a weak tag never matches, because If-Match compares strongly.
 * @throws ProblemError 428, 400 or 412
 */
export function seenHash(request: Request): string {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '') {
    throw new ProblemError(
      'precondition-required',
      "Send the task's ETag as If-Match, so that the decision is about what you saw.",
    );
  }
  if (header === '*') {
    throw new ProblemError(
      'precondition-required',
      'If-Match must name the ETag you saw; "*" would decide on anything.',
    );
  }
  if (/^W\/"[\x21\x23-\x7e]*"$/.test(header)) {
    throw new ProblemError(
      'stale-content',
      'A weak ETag never matches. Send the ETag exactly as the task gave it.',
      { code: 'STALE_CONTENT' },
    );
  }
  const tag = /^"([\x21\x23-\x7e]+)"$/.exec(header)?.[1];
  if (tag === undefined) {
    throw new ProblemError('malformed-request', 'If-Match must be one entity tag in double quotes.', {
      errors: [{ pointer: '#/header/If-Match', detail: 'must be one entity tag in double quotes' }],
    });
  }
  return tag;
}

export const etagOf = (contentHash: string): string => `"${contentHash}"`;
