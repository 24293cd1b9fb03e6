import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { errorFacts } from '../logger.ts';

/**
 * One line per request: method, route pattern, status, milliseconds, request id. No addresses with ids or searches in them, no
 * headers, no bodies: nothing personal.
 */
export const requestLog = (logger: Logger) =>
  pinoHttp<IncomingMessage, RoutedResponse>({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined, err: errorFacts },
    customSuccessObject: (request, response, value: object) => ({ ...value, ...factsOf(request, response) }),
    // The error itself was logged where it was caught, with the same request id.
    customErrorObject: (request, response) => factsOf(request, response),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    customLogLevel: (_request, response, error) =>
      (error ?? response.statusCode >= 500) ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
  });

const factsOf = (request: IncomingMessage, response: RoutedResponse) => ({
  method: request.method,
  route: response.locals?.['route'] ?? 'none',
  status: response.statusCode,
});

interface RoutedResponse extends ServerResponse {
  /** Set by Express; `route` by the binding of a declared route. */
  locals?: Record<string, unknown>;
}
