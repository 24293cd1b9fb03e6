// Serves the built inbox and passes the API's paths on, so that the browser sees one origin and one cookie.
import { existsSync } from 'node:fs';
import { type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { pino } from 'pino';

const API_PATHS = ['/v1', '/auth', '/problems'];
const DIST = join(import.meta.dirname, 'dist');
const logger = pino({ name: 'web', level: process.env['LOG_LEVEL'] ?? 'info' });

/** The inbox from `dist`, and the API behind it at `apiUrl`. */
export function createInboxApp(dist: string, apiUrl: string): Express {
  const index = join(dist, 'index.html');
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  // Before helmet: the API sets the security headers of its own answers.
  app.use(proxyTo(apiUrl));
  app.use(securityHeaders());
  // Vite puts a hash of the content into every name below /assets.
  app.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y' }));
  app.use('/assets', (_request, response) => void response.status(404).type('text').send('No such asset.'));
  app.use(express.static(dist, { index: false, maxAge: '1h' }));
  app.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.sendFile(index, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
  });
  return app;
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
}

function proxyTo(apiUrl: string): RequestHandler {
  return createProxyMiddleware({
    target: apiUrl,
    pathFilter: API_PATHS,
    xfwd: true,
    on: {
      proxyReq: (proxyRequest, _request, response) => {
        // A browser that leaves must end its event stream at the API too; the proxy by itself does not notice.
        response.once('close', () => proxyRequest.destroy());
      },
      proxyRes: (proxyResponse, _request, response) => {
        if (!proxyResponse.headers['content-type']?.startsWith('text/event-stream')) return;
        // An event stream has to be seen as open before its first event.
        setImmediate(() => response.flushHeaders());
      },
      error: (error, _request, response) => answerUnreachable(error, response),
    },
  }) as RequestHandler;
}

function answerUnreachable(error: Error, response: ServerResponse | Socket): void {
  if (!(response instanceof ServerResponse) || response.headersSent) return void response.destroy();
  logger.warn({ err: error }, 'the API does not answer');
  response.writeHead(502, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  response.end(
    JSON.stringify({
      type: 'about:blank',
      title: 'The API does not answer',
      status: 502,
      detail: 'Docket is starting or being restarted. Try again in a moment.',
    }),
  );
}

function stopOnSignal(server: Server): void {
  const stop = (): void => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // Event streams stay open as long as they may.
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

function main(): void {
  if (!existsSync(join(DIST, 'index.html'))) {
    logger.fatal(
      `${DIST} has no index.html: build the inbox first, with \`npx vite build web\` (npm start does it)`,
    );
    process.exit(1);
  }
  const port = Number(process.env['DOCKET_WEB_PORT'] ?? 8080);
  const apiUrl = process.env['DOCKET_API_URL'] ?? 'http://127.0.0.1:8081';
  const server = createInboxApp(DIST, apiUrl).listen(port, '127.0.0.1', (error?: Error) => {
    if (error !== undefined) {
      logger.fatal({ err: error }, `cannot listen on port ${port}`);
      process.exit(1);
    }
    logger.info({ port, apiUrl }, 'serving the inbox');
  });
  stopOnSignal(server);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
