import { z } from 'zod';
import { bulkDecisionBody, decisionBody } from '../schemas/bodies.ts';
import { bulkDecisionView, decisionView, page, taskView } from '../schemas/resources.ts';
import { paging, taskParams } from './parameters.ts';
import { defineRoute } from './route.ts';

export const taskFilters = z.strictObject({
  view: z.enum(['mine', 'team', 'all']).default('mine').meta({
    description:
      "mine: what the reader may decide now. team: what needs a role or team the reader holds. all: everything in the reader's entities.",
  }),
  state: z.enum(['open', 'waiting']).default('open'),
  ...paging,
});

export const listTasks = defineRoute({
  operationId: 'listTasks',
  method: 'get',
  path: '/v1/tasks',
  tag: 'Tasks',
  summary: 'List what waits for people, nearest deadline first',
  access: 'principal',
  query: taskFilters,
  answers: { 200: { description: 'One page.', body: page(taskView, 'TaskPage') } },
});

export const getTask = defineRoute({
  operationId: 'getTask',
  method: 'get',
  path: '/v1/tasks/{taskId}',
  tag: 'Tasks',
  summary: 'Read one task',
  access: 'principal',
  params: taskParams,
  answers: {
    200: {
      description: 'The task.',
      body: taskView,
      headers: { ETag: 'The content hash, to send back as If-Match with a decision.' },
    },
  },
});

export const createDecision = defineRoute({
  operationId: 'createDecision',
  method: 'post',
  path: '/v1/tasks/{taskId}/decisions',
  tag: 'Tasks',
  summary: 'Decide a task',
  description:
    'Bound to the content named by If-Match. Recorded at once, effective when the workflow has consumed it, also after an outage. ' +
    'The same decision again by the same person gets the first answer.',
  access: 'principal',
  params: taskParams,
  body: decisionBody,
  idempotent: true,
  ifMatch: true,
  problems: [409],
  answers: {
    202: { description: 'Recorded.', body: decisionView, headers: { Location: 'The task decided.' } },
  },
});

export const createDecisions = defineRoute({
  operationId: 'createDecisions',
  method: 'post',
  path: '/v1/decisions',
  tag: 'Tasks',
  summary: 'Decide several tasks at once',
  description:
    'Each item is decided for itself, bound to the content hash it names, and has an outcome of its own: one that is refused holds up no other.',
  access: 'principal',
  body: bulkDecisionBody,
  idempotent: true,
  answers: { 200: { description: 'An outcome for every item, in the order sent.', body: bulkDecisionView } },
});
