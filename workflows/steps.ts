import {
  proxyActivities,
  proxyLocalActivities,
  type ActivityOptions,
  type LocalActivityOptions,
  type RetryPolicy,
} from '@temporalio/workflow';
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

/** What the Temporal Web UI shows beside each step. */
type Summaries<T> = { readonly [K in keyof T & string]: string };

const READS: Summaries<Reads> = {
  validateCustomer: 'customer master: is the customer known and active?',
  verifyIdentity: 'KYC: is the customer eligible?',
  lookUpCredit: 'credit profile: limit and hold',
  classifyAndPrioritise: 'what the customer wants, and how urgent it is',
  routeAndAssign: 'owner, clocks, triage where the rules are not sure',
  assess: 'the claim against contract, price, invoice and transactions',
  propose: 'the exact entries, and who must approve them',
  planCustomerWait: 'when the customer is reminded and closed out',
  close: 'outcome recorded, clocks stopped, dunning released',
};

const EFFECTS: Summaries<Omit<Effects, 'confirm' | 'askCustomer'>> = {
  consumeDecision: 'a recorded decision, read again, takes effect',
  consumeChange: 'a recorded change of priority or policy, read again, takes effect',
  consumeCustomerMessage: 'the customer’s answer or withdrawal takes effect',
  endWithoutResponse: 'the customer did not answer in time',
  execute: 'posts what was approved, once',
  fireSlaMark: 'marks of the clocks: whom the ladder names is told',
  reopen: 'a closed request goes on, with its clocks',
  auditUnknownSignal: 'a signal that is none of ours: audited and ignored',
};

const LETTERS: Summaries<Pick<Effects, 'confirm' | 'askCustomer'>> = {
  confirm: 'tells the customer the outcome',
  askCustomer: 'asks or reminds the customer',
};

/** Reads and steps that only write the request's own rows, in the workflow's own task (docs/adr/0002). */
export const reads: Reads = each(
  READS,
  (options: LocalActivityOptions) => proxyLocalActivities<Reads>(options),
  {
    startToCloseTimeout: '15s',
    localRetryThreshold: '5s',
    retry,
  },
);

/** What takes people's decisions, posts or numbers. Retried for as long as the database is away. */
export const effects = each(EFFECTS, (options: ActivityOptions) => proxyActivities<Effects>(options), {
  startToCloseTimeout: '30s',
  retry,
});

/** Letters leave our house: the mail server may be slow, and may be away for long. */
export const letters = each(LETTERS, (options: ActivityOptions) => proxyActivities<Effects>(options), {
  startToCloseTimeout: '2m',
  retry: { ...retry, maximumInterval: '5m' },
});

/** One proxy per activity, each with its own summary. */
function each<T extends object, O>(
  summaries: Summaries<T>,
  proxy: (options: O & { summary: string }) => T,
  options: O,
): T {
  const names = Object.keys(summaries) as (keyof T & string)[];
  return Object.fromEntries(
    names.map((name) => [name, proxy({ ...options, summary: summaries[name] })[name]]),
  ) as T;
}
