import { z } from 'zod';
import { instantView, personView } from './resources.ts';

export const policyActionView = z
  .strictObject({
    name: z.enum(['edit', 'submit', 'accept', 'return', 'publish', 'discard']),
    allowed: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why it is not allowed.' }),
  })
  .meta({ id: 'PolicyAction' });

export const policySummaryView = z
  .strictObject({
    version: z.string(),
    state: z.enum(['draft', 'in-review', 'reviewed', 'published', 'discarded']),
    inForce: z.boolean().meta({ description: 'New requests begin under it now.' }),
    effectiveFrom: instantView,
    basedOn: z.string().nullable(),
    hash: z.string(),
    note: z.string(),
    author: personView,
    submittedAt: instantView.nullable(),
    reviewer: z.union([personView, z.null()]),
    reviewReason: z.string().nullable(),
    publisher: z.union([personView, z.null()]),
    publishedAt: instantView.nullable(),
    openRequests: z.int().meta({ description: 'Requests in progress that are pinned to it.' }),
    actions: z.array(policyActionView),
  })
  .meta({ id: 'PolicySummary' });

export const policyView = policySummaryView
  .extend({ document: z.unknown().meta({ description: 'As the JSON schema at /v1/policies/schema says.' }) })
  .meta({ id: 'Policy' });

export const policyDifferenceView = z
  .strictObject({
    path: z.string().meta({ description: 'JSON pointer into the document.' }),
    area: z.string().meta({ description: 'In words: "Approvals", "Service levels" …' }),
    what: z.string().meta({ description: 'What changes, in words: "credit memo, first bound".' }),
    before: z.string().nullable().meta({ description: 'In words; null: not there.' }),
    after: z.string().nullable(),
  })
  .meta({ id: 'PolicyDifference' });

export const policyDiffView = z
  .strictObject({ from: z.string(), to: z.string(), differences: z.array(policyDifferenceView) })
  .meta({ id: 'PolicyDiff' });

export const createPolicyBody = z
  .strictObject({
    document: z.record(z.string(), z.unknown()),
    note: z.string().trim().max(1_000).default(''),
  })
  .meta({ id: 'CreatePolicy' });

export const reviewPolicyBody = z
  .strictObject({ verdict: z.enum(['accept', 'return']), reason: z.string().trim().min(1).max(1_000) })
  .meta({ id: 'ReviewPolicy' });
