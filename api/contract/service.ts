import { z } from 'zod';
import { defineRoute } from './route.ts';

export const healthView = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

export const readinessView = z
  .strictObject({
    status: z.enum(['ready', 'not-ready']),
    checks: z.strictObject({
      database: z.enum(['ok', 'unreachable']),
      migrations: z.enum(['ok', 'behind', 'unknown']),
      temporal: z
        .enum(['ok', 'unreachable', 'not-configured'])
        .meta({ description: 'Told only: requests and decisions are taken without Temporal.' }),
    }),
  })
  .meta({ id: 'Readiness' });

export const getHealth = defineRoute({
  operationId: 'getHealth',
  method: 'get',
  path: '/healthz',
  tag: 'Service',
  summary: 'Whether the process answers',
  access: 'public',
  answers: { 200: { description: 'It does.', body: healthView } },
});

export const getReadiness = defineRoute({
  operationId: 'getReadiness',
  method: 'get',
  path: '/readyz',
  tag: 'Service',
  summary: 'Whether the process can serve: database reachable and newest migration applied',
  access: 'public',
  answers: {
    200: { description: 'It can.', body: readinessView },
    503: { description: 'It can not, and why.', body: readinessView },
  },
});

export const getOpenApi = defineRoute({
  operationId: 'getOpenApi',
  method: 'get',
  path: '/v1/openapi.json',
  tag: 'Service',
  summary: 'This document',
  access: 'public',
  answers: { 200: { description: 'OpenAPI 3.1.', mediaType: 'application/json' } },
});

export const getReference = defineRoute({
  operationId: 'getReference',
  method: 'get',
  path: '/v1/docs',
  tag: 'Service',
  summary: 'This document as pages to read',
  access: 'public',
  answers: { 200: { description: 'HTML.', mediaType: 'text/html' } },
});

export const login = defineRoute({
  operationId: 'login',
  method: 'get',
  path: '/auth/login',
  tag: 'Session',
  summary: 'Begin signing in at the identity provider',
  access: 'public',
  query: z.strictObject({
    returnTo: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Path of this origin to come back to; "/" otherwise.' }),
  }),
  answers: { 302: { description: 'To the identity provider.' } },
});

export const callback = defineRoute({
  operationId: 'loginCallback',
  method: 'get',
  path: '/auth/callback',
  tag: 'Session',
  summary: 'Where the identity provider sends the browser back',
  access: 'public',
  problems: [400, 401, 403],
  answers: { 302: { description: 'Signed in; to the page asked for.' } },
});

export const logoutView = z
  .strictObject({
    endSessionUrl: z
      .string()
      .nullable()
      .meta({ description: "The identity provider's own sign-out page, if it has one." }),
  })
  .meta({ id: 'SignedOut' });

export const logout = defineRoute({
  operationId: 'logout',
  method: 'post',
  path: '/auth/logout',
  tag: 'Session',
  summary: 'Sign out',
  access: 'public',
  problems: [403],
  answers: { 200: { description: 'The session is deleted.', body: logoutView } },
});
