import { createHash, randomBytes } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { SESSION_COOKIE } from '../openapi.ts';

const LOGIN_COOKIE = 'docket_login';
export const SESSION_HOURS = 12;

/** Over https the __Host- prefix binds a cookie to this very host; browsers refuse it on plain http. */
export interface CookieJar {
  readonly sessionName: string;
  readonly loginName: string;
  readonly options: CookieOptions;
}

export function cookieJar(publicUrl: string): CookieJar {
  const secure = new URL(publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-' : '';
  return {
    sessionName: `${prefix}${SESSION_COOKIE}`,
    loginName: `${prefix}${LOGIN_COOKIE}`,
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  };
}

/** RFC 6265 section 4.2.1: name=value pairs; the first of a name counts. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = pair.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return undefined;
}

export const newSessionToken = (): string => randomBytes(32).toString('base64url');
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export function setSession(response: Response, jar: CookieJar, token: string, expiresAt: Date): void {
  response.cookie(jar.sessionName, token, { ...jar.options, expires: expiresAt });
}

export function clearSession(response: Response, jar: CookieJar): void {
  response.clearCookie(jar.sessionName, jar.options);
}
