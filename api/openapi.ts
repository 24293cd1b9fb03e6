import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Answer, Route } from './contract/route.ts';
import { problemsOf, TAGS } from './contract/route.ts';
import { problemView } from './schemas/problem.ts';
import { PROBLEM_TITLES } from './schemas/problem-kinds.ts';

export const SESSION_COOKIE = 'docket_session';

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .meta({
    param: { name: 'Idempotency-Key', in: 'header', required: true },
    description:
      'Chosen by the caller, 1 to 255 visible ASCII characters. The same key with the same body gets the first answer again.',
  });
const ifMatch = z.string().meta({
  param: { name: 'If-Match', in: 'header', required: true },
  description: 'The ETag of the task as it was read.',
});

/** The OpenAPI 3.1 document of exactly these routes. */
export function openApiDocument(routes: readonly Route[]) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Access token of the configured issuer. It proves who calls; what they may do is read from the database each time.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'Cookie of the inbox, prefixed with __Host- over https.',
  });
  for (const route of routes) registry.registerPath(operation(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Docket',
      version: '1.0.0',
      description:
        'Customer requests of a finance department. Amounts are exact decimal strings; instants are UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: TAGS.map((name) => ({ name })),
  });
}

function operation(route: Route): RouteConfig {
  const headers = [...(route.idempotent ? [idempotencyKey] : []), ...(route.ifMatch ? [ifMatch] : [])];
  return {
    operationId: route.operationId,
    method: route.method,
    path: route.path,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    security: route.access === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    request: {
      ...(route.params && { params: route.params }),
      ...(route.query && { query: route.query }),
      ...(route.body && {
        body: { required: true, content: { 'application/json': { schema: route.body } } },
      }),
      ...(headers.length > 0 && { headers }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer, route)]),
      ),
      ...Object.fromEntries(problemsOf(route).map((status) => [status, problemAnswer(status)])),
    },
  };
}

function answerOf(answer: Answer, route: Route): ResponseConfig {
  const headers = {
    ...answer.headers,
    ...(route.idempotent && { 'Idempotency-Replayed': '"true" when this is the first answer given again.' }),
  };
  const mediaType = answer.mediaType ?? (answer.body ? 'application/json' : undefined);
  return {
    description: answer.description,
    ...(Object.keys(headers).length > 0 && { headers: headerObjects(headers) }),
    ...(mediaType && { content: { [mediaType]: { schema: answer.body ?? {} } } }),
  };
}

const headerObjects = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );

const problemAnswer = (status: number): ResponseConfig => ({
  description: PROBLEM_TITLES[status] ?? 'A problem.',
  content: { 'application/problem+json': { schema: problemView } },
});
