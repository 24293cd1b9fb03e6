import type { Logger } from 'pino';
import type { Connection, Database } from '../db/connection.ts';
import type { AuthenticationParts } from './auth/authenticate.ts';
import type { OidcSettings, Provider } from './auth/provider.ts';

/** What the routes need of the world; nothing of it is read from the environment. */
export interface ApiContext extends AuthenticationParts {
  readonly db: Database;
  readonly sql: Connection['sql'];
  readonly logger: Logger;
  readonly oidc: OidcSettings;
  readonly provider: Provider;
  /** Where browsers reach the inbox, which passes /v1 and /auth on to this process. */
  readonly publicUrl: string;
  readonly temporal: TemporalLinks;
  /** Calls per minute and principal, or address where there is none. */
  readonly rateLimit: number;
}

export interface TemporalLinks {
  /** Base of the Temporal Web UI; undefined where there is none to link to. */
  readonly uiUrl: string | undefined;
  readonly namespace: string;
  /** host:port, for the readiness report. */
  readonly address: string | undefined;
}
