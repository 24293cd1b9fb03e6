import { randomUUID } from 'node:crypto';
import { personToken } from '../../api/dev-issuer/token-client.ts';
import type { PolicyDifference } from '../../domain/policy/diff.ts';
import { findRunningStack } from '../stack/run-file.ts';
import { UsageError } from './documents.ts';

/** What the API answers of a policy; the parts that the commands show. */
export interface PolicyAnswer {
  readonly version: string;
  readonly state: string;
  readonly inForce: boolean;
  readonly effectiveFrom: string;
  readonly basedOn: string | null;
  readonly hash: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly openRequests: number;
  readonly document?: unknown;
}

export interface DiffAnswer {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly PolicyDifference[];
}

/** The API refused, in its own words: exit code 1. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    message: string,
    readonly errors: readonly { readonly pointer: string; readonly detail: string }[],
  ) {
    super(message);
  }
}

export interface Connection {
  readonly get: <T>(path: string) => Promise<T>;
  /** @param hash what was seen, sent as If-Match */
  readonly post: <T>(path: string, body: unknown, hash?: string) => Promise<T>;
}

/** The Docket to talk to: DOCKET_API_URL, else the stack of this clone, else the default port. @param as the development issuer signs in as */
export function docketApi(as: string | undefined): Connection {
  const stack = findRunningStack();
  const ready = stack?.state === 'ready' ? stack : undefined;
  const base = process.env['DOCKET_API_URL'] ?? ready?.apiUrl ?? 'http://127.0.0.1:8081';
  const issuer = process.env['DOCKET_ISSUER_URL'] ?? ready?.issuerUrl ?? 'http://127.0.0.1:8082';
  let token: Promise<string> | undefined;
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: unknown, hash?: string): Promise<T> => {
    token ??= tokenFor(as, issuer);
    const headers: Record<string, string> = { Authorization: `Bearer ${await token}` };
    if (method === 'POST') headers['Idempotency-Key'] = randomUUID();
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (hash !== undefined) headers['If-Match'] = `"${hash}"`;
    const response = await fetch(`${base}${path}`, {
      ...{ method, headers, signal: AbortSignal.timeout(30_000) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new Refused(
        0,
        `Docket does not answer at ${base} (${causeOf(error)}). Start it, or set DOCKET_API_URL.`,
        [],
      );
    });
    if (!response.ok) throw await refusalOf(response);
    return (await response.json()) as T;
  };
  return { get: (path) => call('GET', path), post: (path, body, hash) => call('POST', path, body, hash) };
}

async function tokenFor(as: string | undefined, issuer: string): Promise<string> {
  if (as !== undefined) return personToken(issuer, as);
  const token = process.env['DOCKET_TOKEN'];
  if (token !== undefined && token !== '') return token;
  throw new UsageError(
    'Say who you are: set DOCKET_TOKEN to an access token, or, with the development issuer, add --as person:nina.castellano.',
  );
}

async function refusalOf(response: Response): Promise<Refused> {
  const text = await response.text();
  try {
    const { title, detail, errors } = JSON.parse(text) as {
      title?: string;
      detail?: string;
      errors?: { pointer: string; detail: string }[];
    };
    return new Refused(
      response.status,
      detail ?? title ?? `The API answered ${response.status}.`,
      errors ?? [],
    );
  } catch {
    return new Refused(response.status, `The API answered ${response.status}.`, []);
  }
}

const causeOf = (error: unknown): string => {
  const { cause, message } = error as { cause?: { code?: string }; message: string };
  return cause?.code ?? message;
};
