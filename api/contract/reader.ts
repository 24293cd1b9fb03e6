import { z } from 'zod';
import { meView, personView, trialBalanceView } from '../schemas/resources.ts';
import { entityParams } from './parameters.ts';
import { defineRoute } from './route.ts';

export const getMe = defineRoute({
  operationId: 'getMe',
  method: 'get',
  path: '/v1/me',
  tag: 'Reader',
  summary: 'Who is signed in, and what they may do',
  access: 'principal',
  answers: { 200: { description: 'The reader.', body: meView } },
});

export const listPeople = defineRoute({
  operationId: 'listPeople',
  method: 'get',
  path: '/v1/people',
  tag: 'Reader',
  summary: "Names of the people and services of the reader's legal entities",
  access: 'principal',
  answers: {
    200: {
      description: 'All of them, by name.',
      body: z.strictObject({ items: z.array(personView) }).meta({ id: 'PersonList' }),
    },
  },
});

export const changeEvent = z.strictObject({ id: z.string() }).meta({
  id: 'ChangeEvent',
  description: 'Data of the events named "request": the id of a request that changed.',
});

export const streamChanges = defineRoute({
  operationId: 'streamChanges',
  method: 'get',
  path: '/v1/stream',
  tag: 'Reader',
  summary: 'Follow changes as server-sent events',
  description:
    'Events named "request" carry {"id"}: read that request again. An event named "notice" carries {} and goes to the person who was told something alone: read their notices again. An event named "missed" says that changes may have been missed: read everything shown again, as after a reconnection, because nothing is replayed. A comment is sent every 15 s.',
  access: 'principal',
  answers: { 200: { description: 'The stream.', mediaType: 'text/event-stream', body: changeEvent } },
});

export const getTrialBalance = defineRoute({
  operationId: 'getTrialBalance',
  method: 'get',
  path: '/v1/entities/{entity}/trial-balance',
  tag: 'Ledger',
  summary: 'Trial balance of a legal entity',
  description: 'For controllers, CFOs, treasurers, receivables managers and auditors.',
  access: 'principal',
  params: entityParams,
  answers: { 200: { description: 'Every account, and the totals per currency.', body: trialBalanceView } },
});
