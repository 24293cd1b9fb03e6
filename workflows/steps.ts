import { proxyActivities, proxyLocalActivities, type RetryPolicy } from '@temporalio/workflow';
import type { Effects, Reads } from '../activities/create.ts';

/** Kept here as words: the workflow bundle imports nothing of activities/ but types. A test holds both lists equal. */
export const NON_RETRYABLE_TYPES = [
  'VALIDATION',
  'NOT_AUTHORISED',
  'SOD_VIOLATION',
  'PERIOD_CLOSED',
  'IDEMPOTENCY_MISMATCH',
  'INSUFFICIENT_CREDIT',
  'UNKNOWN_REQUEST',
];

const retry: RetryPolicy = {
  initialInterval: '500ms',
  backoffCoefficient: 2,
  maximumInterval: '1m',
  nonRetryableErrorTypes: NON_RETRYABLE_TYPES,
};

/** Reads and steps that only write the request's own rows, in the workflow's own task (docs/adr/0002). */
export const reads = proxyLocalActivities<Reads>({
  startToCloseTimeout: '15s',
  localRetryThreshold: '1m',
  retry,
});

/** What takes people's decisions, posts or numbers. Retried for as long as the database or mail server is away. */
export const effects = proxyActivities<Effects>({ startToCloseTimeout: '30s', retry });

/** Letters leave our house: the mail server may be slow, and may be away for long. */
export const letters = proxyActivities<Pick<Effects, 'confirm' | 'askCustomer'>>({
  startToCloseTimeout: '2m',
  retry: { ...retry, maximumInterval: '5m' },
});
