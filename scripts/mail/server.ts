import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import express, { type Express, type Request } from 'express';
import helmet from 'helmet';
import { SMTPServer } from 'smtp-server';
import { LOOPBACK } from '../parts/ports.ts';
import { Letters } from './letters.ts';
import { letterPage, listPage, notFoundPage } from './pages.ts';

/** Letters are somebody else's markup: no scripts and no origin for them, whoever opens one and however. */
const SANDBOX =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

export interface MailSink {
  httpPort: number;
  smtpPort: number;
  close(): Promise<void>;
}

/** Listens on loopback only; port 0 takes a free one. */
export async function createMailSink(options: {
  httpPort: number;
  smtpPort: number;
  folder: string;
}): Promise<MailSink> {
  const letters = await Letters.open(options.folder);
  const smtp = smtpServer(letters);
  const smtpListener = smtp.listen(options.smtpPort, LOOPBACK);
  const http = website(letters).listen(options.httpPort, LOOPBACK);
  await Promise.all([once(smtpListener, 'listening'), once(http, 'listening')]);
  return {
    httpPort: (http.address() as AddressInfo).port,
    smtpPort: (smtpListener.address() as AddressInfo).port,
    close: async () => {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => http.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

function smtpServer(letters: Letters): SMTPServer {
  return new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, callback) => {
      buffer(stream)
        .then((raw) => letters.add(raw))
        .then(
          () => callback(),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
    },
  });
}

function website(letters: Letters): Express {
  const app = express();
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          frameSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'self'"],
          baseUri: ["'none'"],
        },
      },
    }),
  );
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready' }));
  app.get('/api/letters', (request, response) => {
    response.json({ letters: letters.search(queryOf(request)) });
  });
  app.get('/', (request, response) => {
    const query = queryOf(request);
    response.send(listPage(letters.search(query), query));
  });
  letterRoutes(app, letters);
  app.use((_request, response) => void response.status(404).send(notFoundPage()));
  return app;
}

function queryOf(request: Request): string {
  const query = request.query['q'];
  return typeof query === 'string' ? query : '';
}

function letterRoutes(app: Express, letters: Letters): void {
  app.get('/letters/:id', (request, response, next) => {
    const letter = letters.get(request.params.id);
    if (letter === undefined) return next();
    response.send(letterPage(letter));
  });
  app.get('/letters/:id/html', (request, response, next) => {
    const html = letters.get(request.params.id)?.mail.html;
    if (typeof html !== 'string') return next();
    response.setHeader('Content-Security-Policy', SANDBOX);
    response.type('html').send(html);
  });
  app.get('/letters/:id/attachments/:index', (request, response, next) => {
    const attachment = letters.get(request.params.id)?.mail.attachments[Number(request.params.index)];
    if (attachment === undefined) return next();
    if (attachment.contentType.startsWith('text/')) response.setHeader('Content-Security-Policy', SANDBOX);
    else response.attachment(attachment.filename ?? 'attachment');
    response.type(attachment.contentType).send(attachment.content);
  });
}
