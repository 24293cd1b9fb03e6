import { z } from 'zod';
import { changeToDecideView, page } from '../schemas/resources.ts';
import {
  acceptedChangeView,
  changeDecisionBody,
  dashboardView,
  noticeView,
  ownershipBody,
  ownershipView,
  policyMoveBody,
  priorityBody,
  readNoticesBody,
  reopeningBody,
  sodReportView,
} from '../schemas/oversight.ts';
import { entityParams, paging, requestParams } from './parameters.ts';
import { defineRoute } from './route.ts';

const changeParams = z.strictObject({ changeId: z.string().meta({ example: 'CHG-US10-3f2a' }) });

export const changeOwnership = defineRoute({
  operationId: 'changeOwnership',
  method: 'post',
  path: '/v1/requests/{requestId}/ownership',
  tag: 'Requests',
  summary: 'Claim a request, hand it over, reassign it, or return it to a queue',
  description:
    'A request has exactly one owner, or waits in the queue of a team. Claiming is touching: an owner never approves the request.',
  access: 'principal',
  params: requestParams,
  body: ownershipBody,
  idempotent: true,
  problems: [409],
  answers: { 200: { description: 'Whose it is now.', body: ownershipView } },
});

export const changePriority = defineRoute({
  operationId: 'changePriority',
  method: 'post',
  path: '/v1/requests/{requestId}/priority',
  tag: 'Requests',
  summary: 'Give a request another priority',
  description: 'What was consumed of its time stays; the budget changes.',
  access: 'principal',
  params: requestParams,
  body: priorityBody,
  idempotent: true,
  problems: [409],
  answers: {
    202: { description: 'Recorded; effective when the workflow has taken it.', body: acceptedChangeView },
  },
});

export const reopenRequest = defineRoute({
  operationId: 'reopenRequest',
  method: 'post',
  path: '/v1/requests/{requestId}/reopening',
  tag: 'Requests',
  summary: 'Reopen a closed request',
  description:
    'Within the business days that its policy allows. Its clocks go on with what they had consumed.',
  access: 'principal',
  params: requestParams,
  body: reopeningBody,
  idempotent: true,
  problems: [409],
  answers: { 202: { description: 'Recorded; the request goes on.', body: acceptedChangeView } },
});

export const moveToPolicy = defineRoute({
  operationId: 'moveToPolicy',
  method: 'post',
  path: '/v1/requests/{requestId}/policy-moves',
  tag: 'Requests',
  summary: 'Ask to move a request to a newer policy',
  description:
    'Takes effect once a controller who did not ask for it has approved. Approvals given under the old policy become void.',
  access: 'principal',
  params: requestParams,
  body: policyMoveBody,
  idempotent: true,
  problems: [409],
  answers: { 202: { description: 'Recorded; waits for approval.', body: acceptedChangeView } },
});

export const decideChange = defineRoute({
  operationId: 'decideChange',
  method: 'post',
  path: '/v1/changes/{changeId}/decision',
  tag: 'Requests',
  summary: 'Approve or refuse a change to a request',
  access: 'principal',
  params: changeParams,
  body: changeDecisionBody,
  idempotent: true,
  problems: [409],
  answers: { 202: { description: 'Recorded.', body: acceptedChangeView } },
});

export const listChangesToDecide = defineRoute({
  operationId: 'listChangesToDecide',
  method: 'get',
  path: '/v1/changes',
  tag: 'Requests',
  summary: 'Changes to requests that wait for the reader, oldest first',
  description:
    'Moves to another policy that the reader may approve or refuse now: a controller who neither asked nor took part. The oldest hundred of each legal entity are looked at.',
  access: 'principal',
  answers: {
    200: {
      description: 'Those the reader may decide.',
      body: z.strictObject({ items: z.array(changeToDecideView) }).meta({ id: 'ChangesToDecide' }),
    },
  },
});

export const listNotices = defineRoute({
  operationId: 'listNotices',
  method: 'get',
  path: '/v1/notices',
  tag: 'Reader',
  summary: 'What the reader was told, newest first',
  access: 'principal',
  query: z.strictObject({ unread: z.enum(['true', 'false']).default('false'), ...paging }),
  answers: { 200: { description: 'One page.', body: page(noticeView, 'NoticePage') } },
});

export const readNotices = defineRoute({
  operationId: 'readNotices',
  method: 'post',
  path: '/v1/notices/read',
  tag: 'Reader',
  summary: 'Mark notices as read',
  access: 'principal',
  body: readNoticesBody,
  idempotent: true,
  answers: {
    200: {
      description: 'How many were unread before.',
      body: z.strictObject({ marked: z.int() }).meta({ id: 'NoticesRead' }),
    },
  },
});

export const getDashboard = defineRoute({
  operationId: 'getDashboard',
  method: 'get',
  path: '/v1/entities/{entity}/dashboard',
  tag: 'Oversight',
  summary: 'Backlog, service levels, approver load and credits of a legal entity',
  description: 'For team leads, receivables managers, controllers, treasurers, CFOs and auditors.',
  access: 'principal',
  params: entityParams,
  answers: { 200: { description: 'As of now.', body: dashboardView } },
});

export const getSodReport = defineRoute({
  operationId: 'getSodReport',
  method: 'get',
  path: '/v1/entities/{entity}/segregation-of-duties',
  tag: 'Oversight',
  summary: 'Who could, with the roles they hold, do what two people should do',
  description: 'Over the role model itself, delegations included. For controllers, CFOs and auditors.',
  access: 'principal',
  params: entityParams,
  answers: { 200: { description: 'As of now.', body: sodReportView } },
});
