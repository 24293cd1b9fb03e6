import { z } from 'zod';
import {
  createPolicyBody,
  policyDiffView,
  policySummaryView,
  policyView,
  reviewPolicyBody,
} from '../schemas/policies.ts';
import { defineRoute } from './route.ts';

const policyParams = z.strictObject({ version: z.string().meta({ example: 'v2' }) });
const diffParams = z.strictObject({
  version: z.string().meta({ example: 'v1' }),
  other: z.string().meta({ example: 'v2' }),
});

export const listPolicies = defineRoute({
  operationId: 'listPolicies',
  method: 'get',
  path: '/v1/policies',
  tag: 'Policies',
  summary: 'Every policy version, published and on its way, newest first',
  access: 'principal',
  answers: {
    200: {
      description: 'All of them.',
      body: z.strictObject({ items: z.array(policySummaryView) }).meta({ id: 'PolicyList' }),
    },
  },
});

export const getPolicySchema = defineRoute({
  operationId: 'getPolicySchema',
  method: 'get',
  path: '/v1/policies/schema',
  tag: 'Policies',
  summary: 'JSON schema of a policy document, for editors',
  access: 'public',
  answers: { 200: { description: 'JSON Schema 2020-12.', mediaType: 'application/schema+json' } },
});

export const getPolicy = defineRoute({
  operationId: 'getPolicy',
  method: 'get',
  path: '/v1/policies/{version}',
  tag: 'Policies',
  summary: 'Read one policy with its document',
  access: 'principal',
  params: policyParams,
  answers: {
    200: {
      description: 'The policy.',
      body: policyView,
      headers: { ETag: 'The hash of the document, to send back as If-Match.' },
    },
  },
});

export const diffPolicies = defineRoute({
  operationId: 'diffPolicies',
  method: 'get',
  path: '/v1/policies/{version}/diff/{other}',
  tag: 'Policies',
  summary: 'What changes from one policy to another, in words',
  access: 'principal',
  params: diffParams,
  answers: { 200: { description: 'Every difference.', body: policyDiffView } },
});

export const createPolicy = defineRoute({
  operationId: 'createPolicy',
  method: 'post',
  path: '/v1/policies',
  tag: 'Policies',
  summary: 'Begin a draft',
  description: 'For policy authors. The document names its own version, which must be new.',
  access: 'principal',
  body: createPolicyBody,
  idempotent: true,
  problems: [409],
  answers: {
    201: { description: 'The draft.', body: policyView, headers: { Location: 'Where it can be read.' } },
  },
});

export const editPolicy = defineRoute({
  operationId: 'editPolicy',
  method: 'post',
  path: '/v1/policies/{version}/document',
  tag: 'Policies',
  summary: 'Change a draft',
  description: 'A draft in review or reviewed goes back to draft: a review is bound to what was read.',
  access: 'principal',
  params: policyParams,
  body: createPolicyBody,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: { 200: { description: 'The draft.', body: policyView } },
});

export const submitPolicy = defineRoute({
  operationId: 'submitPolicy',
  method: 'post',
  path: '/v1/policies/{version}/submission',
  tag: 'Policies',
  summary: 'Hand a draft to review',
  access: 'principal',
  params: policyParams,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: { 200: { description: 'In review.', body: policyView } },
});

export const reviewPolicy = defineRoute({
  operationId: 'reviewPolicy',
  method: 'post',
  path: '/v1/policies/{version}/review',
  tag: 'Policies',
  summary: 'Accept a draft, or return it to its author',
  access: 'principal',
  params: policyParams,
  body: reviewPolicyBody,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: { 200: { description: 'Reviewed, or a draft again.', body: policyView } },
});

export const publishPolicy = defineRoute({
  operationId: 'publishPolicy',
  method: 'post',
  path: '/v1/policies/{version}/publication',
  tag: 'Policies',
  summary: 'Publish a reviewed policy',
  description:
    'By a policy publisher who is not its author. In force for new requests from its effectiveFrom; immutable from now on.',
  access: 'principal',
  params: policyParams,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: { 200: { description: 'Published.', body: policyView } },
});

export const discardPolicy = defineRoute({
  operationId: 'discardPolicy',
  method: 'post',
  path: '/v1/policies/{version}/discarding',
  tag: 'Policies',
  summary: 'Give a draft up',
  access: 'principal',
  params: policyParams,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: { 200: { description: 'Discarded; kept for the record.', body: policyView } },
});
