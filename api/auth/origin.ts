import type { Request } from 'express';
import { ProblemError } from '../problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its cookies whoever's page asks. A change proven by a cookie alone is taken only from a page of the inbox:
 * the browser must name an origin of ours, and must not say that it came from another site.
 * @throws ProblemError
 */
export function assertSameOrigin(request: Request, origins: readonly string[]): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const said = site === undefined || site === 'same-origin';
  if (said && origin !== undefined && origins.includes(origin)) return;
  throw new ProblemError(
    'cross-site',
    'This change came without the origin of the inbox. Programs send a bearer token instead of a cookie.',
  );
}
