import { setTimeout as sleep } from 'node:timers/promises';
import { personToken, serviceToken } from '../../api/dev-issuer/token-client.ts';

/** The API answered with a problem (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** The public API as any of its callers: `person:…` or `service:…`. */
export interface Api {
  get<T>(caller: string, path: string): Promise<T>;
  post<T>(caller: string, path: string, body: unknown, headers: Record<string, string>): Promise<T>;
}

/** How often a call that was told to slow down, or found the API unavailable, is tried again. */
const MOST_TRIES = 8;

/** What a call sends; headers as a plain object. */
interface Call {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

export function apiOf({ apiUrl, issuerUrl }: { apiUrl: string; issuerUrl: string }): Api {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (caller: string): Promise<string> => {
    const known = tokens.get(caller) ?? mint(issuerUrl, caller);
    tokens.set(caller, known);
    return known;
  };
  const call = async <T>(caller: string, path: string, init: Call): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(`${apiUrl}${path}`, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${await tokenOf(caller)}` },
        signal: AbortSignal.timeout(20_000),
      });
      if (response.ok) return (await response.json()) as T;
      const problem = await problemOf(response, `${init.method ?? 'GET'} ${path} as ${caller}`);
      if (!isPassing(response.status) || tries === MOST_TRIES) throw problem;
      if (response.status === 401) tokens.delete(caller);
      await sleep(waitOf(response, tries));
    }
  };
  return {
    get: (caller, path) => call(caller, path, {}),
    post: (caller, path, body, headers) =>
      call(caller, path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...headers, 'Content-Type': 'application/json' },
      }),
  };
}

const mint = (issuerUrl: string, caller: string): Promise<string> =>
  caller.startsWith('service:') ? serviceToken(issuerUrl, caller) : personToken(issuerUrl, caller);

/** A token that has run out, a limit, a restart: all over soon. */
const isPassing = (status: number): boolean => [401, 429, 503].includes(status);

/** What the answer asks for, at most five seconds; otherwise a little longer each time. */
function waitOf(response: Response, tries: number): number {
  const asked = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Math.min(5_000, Number.isFinite(asked) ? asked * 1_000 : 100 * 2 ** tries);
}

async function problemOf(response: Response, call: string): Promise<ApiProblem> {
  const text = await response.text();
  const problem = parsed(text);
  const said = [problem?.title, problem?.detail].filter(Boolean).join(': ') || text.slice(0, 300);
  return new ApiProblem(response.status, problem?.code, `${call}: ${response.status} ${said}`);
}

function parsed(text: string): { title?: string; detail?: string; code?: string } | undefined {
  try {
    return JSON.parse(text) as { title?: string; detail?: string; code?: string };
  } catch {
    return undefined;
  }
}
