import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { connect } from '../db/connection.ts';
import { forgetKeysBefore } from '../db/stores/idempotency.ts';
import { forgetExpiredSessions } from '../db/stores/sessions.ts';
import { createApp } from './app.ts';
import { tokenVerifier } from './auth/bearer.ts';
import { cookieJar } from './auth/cookies.ts';
import { provider as oidcProvider } from './auth/provider.ts';
import { type ApiConfig, developmentOidc } from './config.ts';
import type { ApiContext } from './context.ts';
import { DEVELOPMENT_ISSUER } from './dev-issuer/constants.ts';
import { ChangeFeed } from './stream/change-feed.ts';

/** Just within the ten seconds after which supervisors kill. */
const DRAIN_MS = 9_000;
const HOUR_MS = 3_600_000;
/** How long an Idempotency-Key is remembered. */
const KEYS_KEPT_MS = 7 * 24 * HOUR_MS;

export interface RunningApi {
  readonly url: string;
  /** Of the development issuer; undefined where a configured one is used. */
  readonly issuerUrl: string | undefined;
  /** Stops taking calls, ends the streams, lets running calls finish for nine seconds. */
  stop(): Promise<void>;
}

export async function startApi(
  config: ApiConfig,
  logger: Logger,
  now: () => Date = () => new Date(),
): Promise<RunningApi> {
  const connection = connect(config.databaseUrl, {
    max: config.databaseConnections,
    applicationName: 'docket-api',
  });
  const { db, sql } = connection;
  const issuer = config.oidc ? undefined : await startIssuer(config, db, logger);
  const settings = {
    ...(config.oidc ?? developmentOidc(issuer?.url ?? '')),
    development: issuer !== undefined,
  };
  const provider = oidcProvider(settings);
  const context: ApiContext = {
    ...{ db, sql, logger, provider, now },
    oidc: settings,
    publicUrl: config.publicUrl,
    origins: config.origins,
    temporal: config.temporal,
    rateLimit: config.rateLimit,
    jar: cookieJar(config.publicUrl),
    identityIssuer: settings.development ? DEVELOPMENT_ISSUER : settings.issuer,
    verifyToken: tokenVerifier({ ...settings, jwksUri: () => provider.jwksUri() }),
  };
  const feed = new ChangeFeed(sql, logger);
  void feed.start();
  const server = await listen(createServer(createApp(context, feed)), config);
  const housekeeping = setInterval(() => void keepHouse(context), HOUR_MS).unref();
  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`;
  logger.info({ url, issuer: settings.issuer }, 'the API listens');
  return {
    url,
    issuerUrl: issuer?.url,
    stop: async () => {
      clearInterval(housekeeping);
      feed.stop();
      await drain(server);
      await issuer?.close();
      await connection.close();
    },
  };
}

/** Loaded only where it is used: production never reads its code. */
async function startIssuer(config: ApiConfig, db: ApiContext['db'], logger: Logger) {
  const { startDevelopmentIssuer } = await import('./dev-issuer/issuer.ts');
  const issuer = await startDevelopmentIssuer({
    db,
    logger,
    webUrl: config.publicUrl,
    ...config.developmentIssuer,
  });
  logger.warn({ issuer: issuer.url }, 'the development issuer signs anybody in without a password');
  return issuer;
}

function listen(server: Server, { host, port }: ApiConfig): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function drain(server: Server): Promise<void> {
  const impatient = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(impatient);
}

async function keepHouse({ db, now, logger }: ApiContext): Promise<void> {
  try {
    await forgetExpiredSessions(db, now());
    await forgetKeysBefore(db, new Date(now().getTime() - KEYS_KEPT_MS));
  } catch (error) {
    logger.warn({ err: error }, 'old sessions and keys could not be removed');
  }
}
