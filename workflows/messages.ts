import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Step, Waiting } from '../domain/run.ts';

/** Task queue of customer requests. */
export const REQUESTS_QUEUE = 'docket-requests';
export const CUSTOMER_REQUEST = 'customerRequest';

/** Typed search attributes, declared in temporal-dev.yaml. None holds personal data. */
export const SEARCH_ATTRIBUTES = {
  requestType: defineSearchAttributeKey('requestType', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('stage', SearchAttributeType.KEYWORD),
  priority: defineSearchAttributeKey('priority', SearchAttributeType.KEYWORD),
  ownerQueue: defineSearchAttributeKey('ownerQueue', SearchAttributeType.KEYWORD),
  customerId: defineSearchAttributeKey('customerId', SearchAttributeType.KEYWORD),
  slaDue: defineSearchAttributeKey('slaDue', SearchAttributeType.DATETIME),
  legalEntity: defineSearchAttributeKey('legalEntity', SearchAttributeType.KEYWORD),
  amount: defineSearchAttributeKey('amount', SearchAttributeType.DOUBLE),
  currency: defineSearchAttributeKey('currency', SearchAttributeType.KEYWORD),
} as const;

/** Names a row that the API has recorded; the workflow re-reads it, so a forged id changes nothing. */
export interface MessageV1 {
  readonly v: 1;
  readonly id: string;
}

export const SIGNAL_NAMES = ['decided', 'replied', 'withdrawn', 'changed'] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];
export const signals = {
  decided: defineSignal<[MessageV1]>('decided'),
  replied: defineSignal<[MessageV1]>('replied'),
  withdrawn: defineSignal<[MessageV1]>('withdrawn'),
  /** Another priority, another policy version. */
  changed: defineSignal<[MessageV1]>('changed'),
};

/** Whom the request waits for, until when, and what comes next. */
export const waitingQuery = defineQuery<Waiting>('waiting');

/** A message taken from a signal, in the order of arrival. `unknown` is audited and ignored. */
export interface InboxMessage {
  readonly signal: SignalName | 'unknown';
  /** The row's id; for `unknown`, the signal's name. */
  readonly id: string;
}

/**
 * What a run begins from. A new request has no step yet; continue-as-new, reopening and repair pass the last one, and the stages it
 * has done are skipped.
 */
export interface CustomerRequestInput {
  readonly v: 1;
  readonly requestId: string;
  readonly legalEntity: string;
  readonly step: Step | null;
  /** Messages consumed so far: numbers the next one. */
  readonly consumed: number;
  readonly inbox: readonly InboxMessage[];
  /** How often the request was reopened: part of what happens once for each closing. Absent in runs that began before there was reopening: never. */
  readonly cycle?: number;
  /** The recorded reopening that begins this run; null, and absent in those older runs, for any other beginning. */
  readonly reopening?: string | null;
  /** The inbox's page of this request, for the Web UI. */
  readonly link: string;
}

export interface CustomerRequestResult {
  readonly outcome: string;
}
