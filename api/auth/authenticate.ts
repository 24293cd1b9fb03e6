import type { Request } from 'express';
import type { Database } from '../../db/connection.ts';
import { listLegalEntities, loadActor, actorById } from '../../db/stores/people.ts';
import { findSession } from '../../db/stores/sessions.ts';
import { ProblemError } from '../problem.ts';
import type { VerifyToken } from './bearer.ts';
import { noCredentials } from './bearer.ts';
import type { CookieJar } from './cookies.ts';
import { hashOfToken, readCookie } from './cookies.ts';
import { assertSameOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';

export interface AuthenticationParts {
  readonly db: Database;
  readonly verifyToken: VerifyToken;
  /** The issuer's name in the identity table. */
  readonly identityIssuer: string;
  readonly jar: CookieJar;
  /** Origins of the inbox's pages. */
  readonly origins: readonly string[];
  readonly now: () => Date;
}

/** Proves who calls, by bearer token or else by session cookie, and reads what they may do. @throws ProblemError 401, 403 */
export async function authenticate(parts: AuthenticationParts, request: Request): Promise<Reader> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return byToken(parts, authorization);
  const cookie = readCookie(request, parts.jar.sessionName);
  if (cookie === undefined) throw noCredentials();
  assertSameOrigin(request, parts.origins);
  const reader = await bySession(parts, hashOfToken(cookie));
  if (!reader) throw noCredentials('The session has ended. Sign in again.');
  return reader;
}

async function byToken(parts: AuthenticationParts, authorization: string): Promise<Reader> {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) throw noCredentials('The header Authorization must be "Bearer" and a token.');
  const { subject, expiresAt } = await parts.verifyToken(token);
  const actor = await loadActor(parts.db, parts.identityIssuer, subject);
  if (!actor) throw unknownPrincipal();
  return readerOf(actor, await listLegalEntities(parts.db), { provenUntil: expiresAt });
}

/** Undefined when the session has ended. @throws ProblemError when whoever it was is no longer active */
export async function bySession(
  { db, now }: Pick<AuthenticationParts, 'db' | 'now'>,
  tokenHash: string,
): Promise<Reader | undefined> {
  const session = await findSession(db, tokenHash, now());
  if (!session) return undefined;
  const actor = await actorById(db, session.principalId);
  if (!actor) throw unknownPrincipal();
  return readerOf(actor, await listLegalEntities(db), {
    provenUntil: session.expiresAt,
    sessionTokenHash: tokenHash,
  });
}

/** No entity is known for someone unknown, so there is no audit chain to write this to: the log has it. */
export const unknownPrincipal = (): ProblemError =>
  new ProblemError(
    'not-authorised',
    'The identity provider knows you, and Docket does not. Ask an administrator to add you.',
  );
