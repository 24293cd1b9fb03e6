import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import postgres from 'postgres';
import { readConfig } from '../../api/config.ts';
import { personToken, serviceToken } from '../../api/dev-issuer/token-client.ts';
import { startApi } from '../../api/start.ts';
import { seed } from '../../db/seed/seed.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

export const WEB_ORIGIN = 'http://127.0.0.1:8080';
export const BILLING_LEAD = 'person:priya.raman';
export const BILLING_ANALYST = 'person:maria.alvarez';
export const MANAGER = 'person:robert.kim';
export const CONTROLLER = 'person:margaret.whitfield';
export const GERMAN_LEAD = 'person:katrin.hoffmann';
export const PORTAL = 'service:portal';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly method?: string;
  /** JSON unless it is a string, which is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ProblemBody {
  readonly type: string;
  readonly detail: string;
  readonly code?: string;
  readonly errors?: readonly { pointer: string; detail: string }[];
}

/** The whole API on a database of its own, seeded, with the development issuer, on free ports. */
export class Rig {
  readonly url: string;
  readonly issuerUrl: string;
  /** Where the issuer keeps its keys. */
  readonly stateDir: string;
  readonly database: FreshDatabase;
  /** Superuser: sees every row. */
  readonly sql: postgres.Sql;
  readonly #stop: () => Promise<void>;
  readonly #tokens = new Map<string, Promise<string>>();

  private constructor(parts: {
    url: string;
    issuerUrl: string;
    stateDir: string;
    database: FreshDatabase;
    sql: postgres.Sql;
    stop: () => Promise<void>;
  }) {
    ({
      url: this.url,
      issuerUrl: this.issuerUrl,
      stateDir: this.stateDir,
      database: this.database,
      sql: this.sql,
    } = parts);
    this.#stop = parts.stop;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<Rig> {
    const database = await freshDatabase();
    await seed(database.ownerUrl);
    const stateDir = await mkdtemp(join(tmpdir(), 'docket-api-'));
    const config = readConfig({
      ...{
        DATABASE_URL_API: database.apiUrl,
        DOCKET_API_PORT: '0',
        DOCKET_ISSUER_PORT: '0',
        DOCKET_STATE_DIR: stateDir,
      },
      ...{
        DOCKET_WEB_URL: WEB_ORIGIN,
        DOCKET_TEMPORAL_UI_URL: 'http://127.0.0.1:8234',
        TEMPORAL_NAMESPACE: 'docket',
      },
      ...env,
    });
    const api = await startApi(config, pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }));
    const sql = postgres(database.ownerUrl, { max: 4, onnotice: () => {} });
    const stop = async () => {
      await api.stop();
      await sql.end();
      await database.drop();
      await rm(stateDir, { recursive: true, force: true });
    };
    return new Rig({ url: api.url, issuerUrl: api.issuerUrl ?? '', stateDir, database, sql, stop });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  token(principal: string): Promise<string> {
    const known = this.#tokens.get(principal);
    if (known) return known;
    const made = principal.startsWith('service:')
      ? serviceToken(this.issuerUrl, principal)
      : personToken(this.issuerUrl, principal);
    this.#tokens.set(principal, made);
    return made;
  }

  /** @param principal undefined: without credentials */
  async call<T = unknown>(
    principal: string | undefined,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    const { body } = options;
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(principal !== undefined && { Authorization: `Bearer ${await this.token(principal)}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(method === 'POST' && { 'Idempotency-Key': randomUUID() }),
        ...options.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
    };
  }

  /** Hands in a request of US10 and answers its id. */
  async handIn(overrides: Readonly<Record<string, unknown>> = {}, principal = PORTAL): Promise<string> {
    const answer = await this.call<{ id: string }>(principal, '/v1/requests', {
      body: { ...(await this.claim()), ...overrides },
    });
    if (answer.status !== 202)
      throw new Error(`handing in was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  }

  /** A body that is accepted: a claim on some open invoice of the entity. */
  async claim(entity = 'US10'): Promise<Record<string, unknown>> {
    const [invoice] = await this.sql<{ id: string; customer_id: string; currency: string }[]>`
      select id, customer_id, currency from invoice where legal_entity = ${entity} and open_minor > 50000 order by id limit 1`;
    if (!invoice) throw new Error(`the seed has no open invoice in ${entity}`);
    return {
      legalEntity: entity,
      channel: 'portal',
      customerId: invoice.customer_id,
      invoiceId: invoice.id,
      subject: 'The price is wrong',
      text: 'We agreed on less.',
      claimed: { amount: '113.05', currency: invoice.currency },
    };
  }

  /** claim() of another customer: what somebody did for one of them says nothing of the other. */
  async claimOfAnother(entity = 'US10'): Promise<Record<string, unknown>> {
    const first = await this.claim(entity);
    const [invoice] = await this.sql<{ id: string; customer_id: string; currency: string }[]>`
      select id, customer_id, currency from invoice
      where legal_entity = ${entity} and open_minor > 50000 and customer_id <> ${String(first['customerId'])} order by id limit 1`;
    if (!invoice) throw new Error(`the seed has one customer with open invoices in ${entity}`);
    const claimed = { amount: '113.05', currency: invoice.currency };
    return { ...first, customerId: invoice.customer_id, invoiceId: invoice.id, claimed };
  }

  async count(table: string): Promise<number> {
    const [row] = await this.sql<{ n: number }[]>`select count(*)::int as n from ${this.sql(table)}`;
    return row?.n ?? 0;
  }
}
