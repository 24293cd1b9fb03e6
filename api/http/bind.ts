import type { Express, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { contentHash } from '../../db/canonical.ts';
import type { Tx } from '../../db/connection.ts';
import { onceForKey, type KeptAnswer } from '../../db/stores/idempotency.ts';
import type { Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import type { Route } from '../contract/route.ts';
import { ProblemError } from '../problem.ts';
import { jsonBody } from './body.ts';
import { idempotencyKey, seenHash } from './preconditions.ts';
import { validate } from './validation.ts';

/** What a handler answers; it never touches the response. */
export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reader: Reader;
  /** The content hash of If-Match, on routes that require it. */
  readonly seenHash: string;
}

/**
 * For routes with an Idempotency-Key: everything the handler stores goes through `tx`, each step of it in inEntity(tx, …), which is a
 * savepoint. A problem, thrown or returned, commits what came before it: the audit event of the refusal stays.
 */
export type OnceHandler<P, Q, B> = (call: Call<P, Q, B>, tx: Tx) => Promise<Answered | ProblemError>;
export type Handler<P, Q, B> = (call: Call<P, Q, B>) => Promise<Answered>;

type Shape = z.ZodObject;
type Declared<P extends Shape, Q extends Shape, B extends z.ZodType> = Route<P, Q, B>;

/** What stands in front of every route. */
export interface Gate {
  /** Leaves the reader, or the problem with them, in response.locals. */
  readonly identify: RequestHandler;
  readonly limit: RequestHandler;
}

/** Registers declared routes with their handlers on one Express application. */
export class Binding {
  readonly #app: Express;
  readonly #context: ApiContext;
  readonly #gate: Gate;
  constructor(app: Express, context: ApiContext, gate: Gate) {
    this.#app = app;
    this.#context = context;
    this.#gate = gate;
  }

  read<P extends Shape, Q extends Shape, B extends z.ZodType>(
    route: Declared<P, Q, B>,
    handle: Handler<z.infer<P>, z.infer<Q>, z.infer<B>>,
  ): void {
    this.#register(route, async (request, response) => {
      send(response, await handle(callOf<P, Q, B>(route, request, response)));
    });
  }

  once<P extends Shape, Q extends Shape, B extends z.ZodType>(
    route: Declared<P, Q, B>,
    handle: OnceHandler<z.infer<P>, z.infer<Q>, z.infer<B>>,
  ): void {
    const requireKey: RequestHandler = (request, _response, next) => {
      idempotencyKey(request);
      next();
    };
    this.#register(route, requireKey, ...(route.body ? jsonBody : []), async (request, response) => {
      const call = callOf<P, Q, B>(route, request, response);
      send(response, await answerOnce(this.#context, request, call, handle));
    });
  }

  /** For routes that write their answer themselves: pages, redirects, streams. */
  raw<P extends Shape, Q extends Shape, B extends z.ZodType>(
    route: Declared<P, Q, B>,
    handle: (call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>, request: Request, response: Response) => unknown,
  ): void {
    this.#register(route, async (request, response) => {
      await handle(callOf<P, Q, B>(route, request, response), request, response);
    });
  }

  #register(route: Route, ...handlers: RequestHandler[]): void {
    const note: RequestHandler = (_request, response, next) => {
      response.locals['route'] = route.path;
      next();
    };
    const { identify, limit } = this.#gate;
    const guards = route.access === 'principal' ? [identify, limit, requireReader] : [limit];
    this.#app[route.method](expressPath(route.path), note, ...guards, ...handlers);
  }
}

/** "/v1/requests/{requestId}" as Express writes it. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const requireReader: RequestHandler = (_request, response, next) => {
  if (!response.locals['reader']) throw response.locals['readerProblem'] as Error;
  next();
};

function callOf<P extends Shape, Q extends Shape, B extends z.ZodType>(
  route: Declared<P, Q, B>,
  request: Request,
  response: Response,
): Call<z.infer<P>, z.infer<Q>, z.infer<B>> {
  return {
    ...(validate(route, request) as Pick<
      Call<z.infer<P>, z.infer<Q>, z.infer<B>>,
      'params' | 'query' | 'body'
    >),
    reader: response.locals['reader'] as Reader,
    seenHash: route.ifMatch ? seenHash(request) : '',
  };
}

async function answerOnce<P, Q, B>(
  context: ApiContext,
  request: Request,
  call: Call<P, Q, B>,
  handle: OnceHandler<P, Q, B>,
): Promise<Answered> {
  const keyed = {
    principalId: call.reader.actor.id,
    key: idempotencyKey(request),
    method: request.method,
    path: request.path,
    bodyHash: contentHash({ body: request.body as unknown, seen: call.seenHash }),
  };
  const outcome = await onceForKey(context.db, keyed, async (tx) => {
    const answer = await handle(call, tx).catch(ifProblem);
    return { answer, keep: answer instanceof ProblemError ? undefined : kept(answer) };
  });
  switch (outcome.kind) {
    case 'first':
      if (outcome.result.answer instanceof ProblemError) throw outcome.result.answer;
      return outcome.result.answer;
    case 'repeated':
      return { ...outcome.answer, headers: { ...outcome.answer.headers, 'Idempotency-Replayed': 'true' } };
    case 'mismatch':
      throw new ProblemError(
        'idempotency-mismatch',
        'This Idempotency-Key was used with another body or address. Use a new key for a new intention.',
      );
    case 'in-flight':
      throw new ProblemError(
        'idempotency-in-flight',
        'The first request with this Idempotency-Key is still running. Repeat it in a moment.',
        {
          headers: { 'Retry-After': '1' },
        },
      );
    default:
      return outcome satisfies never;
  }
}

function ifProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  throw error;
}

const kept = ({ status, headers, body }: Answered): KeptAnswer => ({ status, headers: headers ?? {}, body });

function send(response: Response, { status, headers, body }: Answered): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .set(headers ?? {})
    .json(body);
}
