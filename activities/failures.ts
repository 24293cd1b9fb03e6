import { ApplicationFailure } from '@temporalio/activity';
import { IdempotencyMismatch, RequestNotFound } from '../db/door.ts';
import { PeriodClosed } from '../db/ledger.ts';

/** The types Temporal never retries; each means a person must act. Everything else is a fault and is retried. */
export const NON_RETRYABLE = [
  'VALIDATION',
  'NOT_AUTHORISED',
  'SOD_VIOLATION',
  'PERIOD_CLOSED',
  'IDEMPOTENCY_MISMATCH',
  'INSUFFICIENT_CREDIT',
  'UNKNOWN_REQUEST',
] as const;
export type FailureType = (typeof NON_RETRYABLE)[number];

const TYPE_OF: readonly (readonly [new (message: string) => Error, FailureType])[] = [
  [IdempotencyMismatch, 'IDEMPOTENCY_MISMATCH'],
  [PeriodClosed, 'PERIOD_CLOSED'],
  [RequestNotFound, 'UNKNOWN_REQUEST'],
];

/** Maps an error to what Temporal should do with it, once, at the edge of every activity. */
export function toFailure(error: unknown): unknown {
  const known = TYPE_OF.find(([type]) => error instanceof type);
  if (!known || !(error instanceof Error)) return error;
  return ApplicationFailure.create({
    message: error.message,
    type: known[1],
    nonRetryable: true,
    cause: error,
  });
}

type Activity = (...args: never[]) => Promise<unknown>;

/** Wraps every activity of a set so that its errors are mapped. */
export function mapFailures<T extends Record<string, Activity>>(activities: T): T {
  const wrapped = Object.entries(activities).map(([name, run]) => [
    name,
    async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        throw toFailure(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
