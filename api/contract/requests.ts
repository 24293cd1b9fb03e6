import { z } from 'zod';
import { REQUEST_TYPES } from '../../domain/request-types/registry.ts';
import { STAGES, TEAMS } from '../../domain/vocabulary.ts';
import { createRequestBody, replyBody, withdrawalBody } from '../schemas/bodies.ts';
import {
  documentView,
  eventView,
  instantView,
  page,
  requestSummaryView,
  requestView,
} from '../schemas/resources.ts';
import { entityCode, paging, requestParams } from './parameters.ts';
import { defineRoute } from './route.ts';

export const acceptedRequestView = z
  .strictObject({
    id: z.string(),
    legalEntity: z.string(),
    receivedAt: instantView,
    self: z.string().meta({ description: 'Where it can be read, the same as Location.' }),
  })
  .meta({
    id: 'AcceptedRequest',
    description: 'Holds only what never changes, so a repeated request gets exactly the first answer.',
  });

export const acceptedMessageView = z
  .strictObject({ id: z.string(), requestId: z.string() })
  .meta({ id: 'AcceptedMessage' });

export const createRequest = defineRoute({
  operationId: 'createRequest',
  method: 'post',
  path: '/v1/requests',
  tag: 'Requests',
  summary: 'Hand in a customer request',
  description:
    'For upstream systems (role channel) and for the service desk, analysts and team leads, who use channel "service-desk". ' +
    'Accepted means stored: the work on it begins even after an outage. The same sourceRef from the same sender is the same request.',
  access: 'principal',
  body: createRequestBody,
  idempotent: true,
  answers: {
    202: {
      description: 'Stored; it will be worked on.',
      body: acceptedRequestView,
      headers: {
        Location: 'Where the request can be read.',
        'Request-Duplicate': '"true" when the sourceRef was handed in before; this is the first answer.',
      },
    },
  },
});

export const requestFilters = z.strictObject({
  status: z.enum(['open', 'closed']).optional(),
  stage: z.enum(STAGES).optional(),
  type: z.enum(REQUEST_TYPES).optional(),
  team: z.enum(TEAMS).optional(),
  customer: z.string().min(1).max(40).optional().meta({ description: 'Customer id.' }),
  owner: z
    .enum(['me', 'none'])
    .optional()
    .meta({ description: 'me: only what the reader owns. none: what waits in a queue.' }),
  entity: entityCode.optional(),
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Words of the subject, a request or customer id, or a customer name.' }),
  ...paging,
});

export const listRequests = defineRoute({
  operationId: 'listRequests',
  method: 'get',
  path: '/v1/requests',
  tag: 'Requests',
  summary: 'List requests, newest first',
  access: 'principal',
  query: requestFilters,
  answers: { 200: { description: 'One page.', body: page(requestSummaryView, 'RequestPage') } },
});

export const getRequest = defineRoute({
  operationId: 'getRequest',
  method: 'get',
  path: '/v1/requests/{requestId}',
  tag: 'Requests',
  summary: 'Read one request with its evidence, proposal, approvals and clocks',
  access: 'principal',
  params: requestParams,
  answers: { 200: { description: 'The request as this reader may see it.', body: requestView } },
});

export const listEvents = defineRoute({
  operationId: 'listRequestEvents',
  method: 'get',
  path: '/v1/requests/{requestId}/events',
  tag: 'Requests',
  summary: 'Read the audit trail of a request, oldest first',
  access: 'principal',
  params: requestParams,
  query: z.strictObject(paging),
  answers: { 200: { description: 'One page.', body: page(eventView, 'AuditEventPage') } },
});

export const listDocuments = defineRoute({
  operationId: 'listRequestDocuments',
  method: 'get',
  path: '/v1/requests/{requestId}/documents',
  tag: 'Requests',
  summary: 'Read the letters and documents of a request, oldest first',
  access: 'principal',
  params: requestParams,
  answers: {
    200: {
      description: 'All of them.',
      body: z.strictObject({ items: z.array(documentView) }).meta({ id: 'DocumentList' }),
    },
  },
});

export const createReply = defineRoute({
  operationId: 'createReply',
  method: 'post',
  path: '/v1/requests/{requestId}/replies',
  tag: 'Requests',
  summary: "Give the customer's answer to a question",
  access: 'principal',
  params: requestParams,
  body: replyBody,
  idempotent: true,
  problems: [409],
  answers: { 202: { description: 'Stored; the request goes on.', body: acceptedMessageView } },
});

export const createWithdrawal = defineRoute({
  operationId: 'createWithdrawal',
  method: 'post',
  path: '/v1/requests/{requestId}/withdrawal',
  tag: 'Requests',
  summary: "Withdraw a request on the customer's behalf",
  access: 'principal',
  params: requestParams,
  body: withdrawalBody,
  idempotent: true,
  problems: [409],
  answers: { 202: { description: 'Stored; the request ends.', body: acceptedMessageView } },
});
