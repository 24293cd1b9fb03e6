import { randomUUID } from 'node:crypto';
import { personToken, serviceToken } from '../../api/dev-issuer/token-client.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly method?: string;
  /** JSON, unless it is a string, which is sent as it is. */
  readonly body?: unknown;
  /** `undefined` leaves out a header that would be sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** The public API as anyone calls it, with every answer as it came: nothing is retried, no status is an error. */
export class Callers {
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(readonly addresses: { readonly apiUrl: string; readonly issuerUrl: string }) {}

  /** @param caller `person:…` or `service:…` */
  async call<T = ProblemBody>(caller: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    const { body, method = body === undefined ? 'GET' : 'POST' } = options;
    const headers = new Headers({ Authorization: `Bearer ${await this.#tokenOf(caller)}` });
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    if (method === 'POST') headers.set('Idempotency-Key', randomUUID());
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const response = await fetch(new URL(path, this.addresses.apiUrl), {
      method,
      headers,
      ...(body !== undefined && {
        body: typeof body === 'string' ? Buffer.from(body) : JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  #tokenOf(caller: string): Promise<string> {
    const { issuerUrl } = this.addresses;
    const known =
      this.#tokens.get(caller) ??
      (caller.startsWith('service:') ? serviceToken(issuerUrl, caller) : personToken(issuerUrl, caller));
    this.#tokens.set(caller, known);
    return known;
  }
}
