import { z } from 'zod';
import { DISPUTE_REASON_CODES } from '../../domain/dispute-reason.ts';
import { REQUEST_TYPES } from '../../domain/request-types/registry.ts';
import { CHANNELS, TEAMS } from '../../domain/vocabulary.ts';

// What callers send: requests, what customers say, decisions.

const trimmed = (max: number) => z.string().trim().min(1).max(max);
/** A plain decimal; digits and bounds are checked against the currency when the request is captured. */
const decimalAmount = z
  .string()
  .regex(/^\d{1,16}(\.\d{1,4})?$/, 'must be a plain positive decimal such as "1250.00"');

export const createRequestBody = z
  .strictObject({
    legalEntity: z.string().regex(/^[A-Z]{2}\d{2}$/, 'must be a company code such as "US10"'),
    channel: z.enum(CHANNELS),
    sourceRef: trimmed(100)
      .optional()
      .meta({ description: "The sender's own reference; the same one twice is the same request." }),
    customerId: trimmed(40),
    invoiceId: trimmed(40).optional(),
    subject: trimmed(200),
    text: trimmed(5_000),
    claimed: z.strictObject({ amount: decimalAmount, currency: z.string().length(3) }),
    type: z.enum(REQUEST_TYPES).optional().meta({ description: 'A hint; the rules classify.' }),
    reason: z.enum(DISPUTE_REASON_CODES).optional().meta({ description: 'A hint; the rules classify.' }),
    payment: z
      .strictObject({ bankReference: trimmed(40), paidOn: z.iso.date() })
      .optional()
      .meta({ description: 'For payment clarifications: the reference and day the customer quotes.' }),
  })
  .meta({ id: 'CreateRequest' });

export const replyBody = z.strictObject({ text: trimmed(5_000) }).meta({ id: 'Reply' });
export const withdrawalBody = z.strictObject({ reason: trimmed(1_000) }).meta({ id: 'Withdrawal' });

const reasonGiven = trimmed(1_000);
export const decisionBody = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('approve'), reason: z.string().trim().max(1_000).default('') }),
    z.strictObject({ verdict: z.literal('reject'), reason: reasonGiven }),
    z.strictObject({ verdict: z.literal('ask'), reason: reasonGiven, question: trimmed(1_000) }),
    z.strictObject({ verdict: z.literal('deny'), reason: reasonGiven }),
    z.strictObject({
      verdict: z.literal('consult'),
      reason: reasonGiven,
      team: z.enum(TEAMS),
      question: trimmed(1_000),
    }),
    z.strictObject({
      verdict: z.literal('answer'),
      reason: trimmed(5_000).meta({ description: 'The answer; it becomes evidence.' }),
    }),
    z.strictObject({
      verdict: z.literal('classify'),
      reason: reasonGiven,
      type: z.enum(REQUEST_TYPES),
      disputeReason: z.enum(DISPUTE_REASON_CODES),
    }),
    z.strictObject({
      verdict: z.literal('propose'),
      reason: reasonGiven,
      creditLines: z
        .array(z.strictObject({ line: z.int().positive(), net: decimalAmount }))
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'For disputes: net credit per invoice line; tax follows the original line.' }),
      receiptId: trimmed(40)
        .optional()
        .meta({ description: 'For payment clarifications: the receipt to apply.' }),
      disputeReason: z.enum(DISPUTE_REASON_CODES).optional(),
    }),
  ])
  .meta({ id: 'CreateDecision' });

export const bulkDecisionBody = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          taskId: trimmed(100),
          contentHash: trimmed(100).meta({ description: 'Of what was seen: the ETag of the task.' }),
          verdict: z.enum(['approve', 'reject']),
          reason: z.string().trim().max(1_000).default(''),
        }),
      )
      .min(1)
      .max(50),
  })
  .meta({ id: 'CreateDecisions' });

export type CreateRequest = z.infer<typeof createRequestBody>;
export type CreateDecision = z.infer<typeof decisionBody>;
