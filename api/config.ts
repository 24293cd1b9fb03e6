import { resolve } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { API_AUDIENCE, DEVELOPMENT_SECRET, WEB_CLIENT } from './dev-issuer/constants.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ });
const empty = z.literal('').transform(() => undefined);
const optional = <T extends z.ZodType>(schema: T) => z.union([empty, schema]).optional();

const environment = z.object({
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL_API: z
    .string({ error: 'is not set; it is the connection of the database role docket_api' })
    .min(1, 'is empty; it is the connection of the database role docket_api'),
  DOCKET_API_PORT: port.default(8081),
  DOCKET_API_HOST: z.string().default('127.0.0.1'),
  DOCKET_API_URL: optional(url),
  DOCKET_WEB_URL: url.default('http://127.0.0.1:8080'),
  DOCKET_TEMPORAL_UI_URL: optional(url),
  DOCKET_STATE_DIR: z.string().default('.docket'),
  DOCKET_ISSUER_PORT: port.default(8082),
  DOCKET_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(6_000),
  DOCKET_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  OIDC_ISSUER: optional(url),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_AUDIENCE: optional(z.string()),
});

export interface ApiConfig {
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Origins whose pages may change things with a session cookie. */
  readonly origins: readonly string[];
  readonly logLevel: string;
  readonly rateLimit: number;
  readonly temporal: {
    readonly uiUrl: string | undefined;
    readonly namespace: string;
    readonly address: string | undefined;
  };
  /** Undefined: the development issuer is started. */
  readonly oidc:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string | undefined;
        readonly audience: string;
      }
    | undefined;
  readonly developmentIssuer: { readonly port: number; readonly stateDir: string };
}

/** What is wrong with the settings, one sentence a setting; for the person who starts the process. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const settings = parsed.data;
  if (settings.OIDC_ISSUER === undefined && settings.NODE_ENV === 'production') {
    throw new ConfigError(
      'OIDC_ISSUER is not set and NODE_ENV is production. Without it the development issuer would start, which signs anybody in without a password.\n' +
        'Set OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_AUDIENCE to those of your identity provider.',
    );
  }
  const publicUrl = settings.DOCKET_WEB_URL;
  const origins = [publicUrl, settings.DOCKET_API_URL]
    .filter((each) => each !== undefined)
    .map((each) => new URL(each).origin);
  return {
    databaseUrl: settings.DATABASE_URL_API,
    databaseConnections: settings.DOCKET_DATABASE_CONNECTIONS,
    host: settings.DOCKET_API_HOST,
    port: settings.DOCKET_API_PORT,
    publicUrl,
    origins,
    logLevel: settings.LOG_LEVEL,
    rateLimit: settings.DOCKET_RATE_LIMIT_PER_MINUTE,
    temporal: temporalSettings(settings.DOCKET_TEMPORAL_UI_URL, env),
    oidc: oidcSettings(settings),
    developmentIssuer: { port: settings.DOCKET_ISSUER_PORT, stateDir: resolve(settings.DOCKET_STATE_DIR) },
  };
}

function oidcSettings(settings: z.infer<typeof environment>): ApiConfig['oidc'] {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_AUDIENCE: audience,
  } = settings;
  if (issuer === undefined) return undefined;
  if (clientId === undefined) throw new ConfigError('OIDC_CLIENT_ID: set it together with OIDC_ISSUER');
  return { issuer, clientId, clientSecret, audience: audience ?? API_AUDIENCE };
}

/** What the issuer Docket starts itself is registered with. */
export const developmentOidc = (issuer: string): NonNullable<ApiConfig['oidc']> => ({
  issuer,
  clientId: WEB_CLIENT,
  clientSecret: DEVELOPMENT_SECRET,
  audience: API_AUDIENCE,
});

function temporalSettings(uiUrl: string | undefined, env: NodeJS.ProcessEnv): ApiConfig['temporal'] {
  const overrideEnvVars = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars });
  return {
    uiUrl: uiUrl?.replace(/\/$/, ''),
    namespace: namespace ?? 'default',
    address: connectionOptions?.address,
  };
}
