import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { Database } from '../../db/connection.ts';
import { actorsOf, listLegalEntities, actorById } from '../../db/stores/people.ts';
import { issuerConfiguration } from './configuration.ts';
import { issuerKeys } from './keys.ts';
import { allowPersonGrant } from './person-grant.ts';
import { SIGN_IN_STYLE, signInPage } from './sign-in-page.ts';

const LOOPBACK = '127.0.0.1';

export interface IssuerSettings {
  readonly db: Database;
  /** 0: any free port. */
  readonly port: number;
  readonly stateDir: string;
  readonly webUrl: string;
  readonly logger: Logger;
}

export interface RunningIssuer {
  readonly url: string;
  close(): Promise<void>;
}

/** An identity provider for development, on loopback only: people of the database, no passwords. */
export async function startDevelopmentIssuer(settings: IssuerSettings): Promise<RunningIssuer> {
  const { db, webUrl, stateDir, logger } = settings;
  const keys = await issuerKeys(stateDir);
  const server = await listen(settings.port);
  const url = `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const isPerson = async (id: string) => (await actorById(db, id))?.kind === 'person';
  const provider = new Provider(url, issuerConfiguration({ keys, webUrl, isPerson }));
  provider.on('server_error', (_ctx, error) => logger.error({ err: error }, 'the development issuer failed'));
  allowPersonGrant(provider, isPerson);
  server.on('request', issuerApp(provider, settings));
  return { url, close: () => close(server) };
}

function issuerApp(provider: Provider, { db, webUrl }: IssuerSettings): Express {
  const app = express();
  app.disable('x-powered-by');
  // The answer to the form leads back to the inbox, and browsers hold redirects of a form to form-action too.
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${new URL(webUrl).origin}; base-uri 'none'; frame-ancestors 'none'`;
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    });
    next();
  });
  app.get('/sign-in.css', (_request, response) => void response.type('css').send(SIGN_IN_STYLE));
  app.get('/sign-in/:uid', async (request, response) => {
    await provider.interactionDetails(request, response);
    const entities = await listLegalEntities(db);
    const people = await actorsOf(
      db,
      entities.map((entity) => entity.code),
    );
    response.type('html').send(
      signInPage(
        people.filter((actor) => actor.kind === 'person'),
        entities,
      ),
    );
  });
  app.post(
    '/sign-in/:uid',
    express.urlencoded({ extended: false, limit: '4kb' }),
    async (request, response) => {
      const { person } = request.body as { person?: string };
      const login =
        typeof person === 'string' ? { login: { accountId: person } } : { error: 'access_denied' };
      await provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
    },
  );
  app.use(provider.callback());
  return app;
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
