import type { Request, Response } from 'express';
import * as client from 'openid-client';
import { z } from 'zod';
import { loadActor } from '../../db/stores/people.ts';
import { endSession, startSession } from '../../db/stores/sessions.ts';
import {
  clearSession,
  hashOfToken,
  newSessionToken,
  readCookie,
  SESSION_HOURS,
  setSession,
} from '../auth/cookies.ts';
import { unknownPrincipal } from '../auth/authenticate.ts';
import { assertSameOrigin } from '../auth/origin.ts';
import { safeReturnTo } from '../auth/return-to.ts';
import type { ApiContext } from '../context.ts';
import { callback, login, logout } from '../contract/service.ts';
import type { Binding } from '../http/bind.ts';
import { escapeHtml, sendPage } from '../http/page.ts';
import { ProblemError } from '../problem.ts';
import type { ChangeFeed } from '../stream/change-feed.ts';

const LOGIN_MINUTES = 10;

/** What the browser keeps between going to the identity provider and coming back. */
const pendingLogin = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

export function bindSession(binding: Binding, context: ApiContext, feed: ChangeFeed): void {
  binding.raw(login, async ({ query }, _request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .redirect(302, await authorizationUrl(context, response, query.returnTo));
  });

  binding.raw(callback, async (_call, request, response) => {
    try {
      const returnTo = await signIn(context, request, response);
      response.set('Cache-Control', 'no-store').redirect(302, returnTo);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      request.log.info({ problem: error.kind }, 'signing in did not work');
      sendPage(
        response,
        error.status,
        'Signing in did not work',
        `<p>${escapeHtml(error.message)}</p>\n<p><a href="/auth/login">Sign in again</a></p>`,
      );
    }
  });

  binding.raw(logout, async (_call, request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .json({ endSessionUrl: await signOut(context, feed, request, response) });
  });
}

async function authorizationUrl(
  context: ApiContext,
  response: Response,
  asked: string | undefined,
): Promise<string> {
  const configuration = await reachable(context);
  const pending = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo: safeReturnTo(asked),
  };
  const value = Buffer.from(JSON.stringify(pending)).toString('base64url');
  response.cookie(context.jar.loginName, value, { ...context.jar.options, maxAge: LOGIN_MINUTES * 60_000 });
  return client.buildAuthorizationUrl(configuration, {
    redirect_uri: new URL('/auth/callback', context.publicUrl).href,
    scope: 'openid',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(context.oidc.development && { prompt: 'login' }),
  }).href;
}

/** Checks the answer of the identity provider and begins a session. Answers where to go. @throws ProblemError */
async function signIn(context: ApiContext, request: Request, response: Response): Promise<string> {
  const { db, jar, now } = context;
  const pending = pendingOf(readCookie(request, jar.loginName));
  response.clearCookie(jar.loginName, jar.options);
  const { subject, idToken } = await identityOf(context, request, pending);
  const actor = await loadActor(db, context.identityIssuer, subject);
  if (!actor) throw unknownPrincipal();
  if (actor.kind !== 'person')
    throw new ProblemError(
      'not-authorised',
      'Only people sign in to the inbox; a service uses a bearer token.',
    );
  const before = readCookie(request, jar.sessionName);
  if (before !== undefined) await endSession(db, hashOfToken(before));
  const token = newSessionToken();
  const begun = now();
  const expiresAt = new Date(begun.getTime() + SESSION_HOURS * 3_600_000);
  await startSession(db, { tokenHash: hashOfToken(token), principalId: actor.id, expiresAt, idToken }, begun);
  setSession(response, jar, token, expiresAt);
  return safeReturnTo(pending.returnTo);
}

function pendingOf(cookie: string | undefined): z.infer<typeof pendingLogin> {
  try {
    return pendingLogin.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()));
  } catch {
    throw new ProblemError(
      'malformed-request',
      'This browser did not begin to sign in here, or took longer than ten minutes.',
    );
  }
}

async function identityOf(
  context: ApiContext,
  request: Request,
  { state, nonce, verifier }: z.infer<typeof pendingLogin>,
): Promise<{ subject: string; idToken: string | null }> {
  const configuration = await reachable(context);
  try {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(request.originalUrl, context.publicUrl),
      {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      },
    );
    return { subject: tokens.claims()?.sub ?? '', idToken: tokens.id_token ?? null };
  } catch (error) {
    request.log.info({ err: error }, 'the identity provider refused');
    throw new ProblemError('not-signed-in', 'The identity provider did not confirm who you are.');
  }
}

async function reachable({ provider }: ApiContext): Promise<client.Configuration> {
  try {
    return await provider.configuration();
  } catch {
    throw new ProblemError('unavailable', 'The identity provider does not answer. Try again in a moment.', {
      headers: { 'Retry-After': '5' },
    });
  }
}

/** Deletes the session and ends its streams. Answers the identity provider's own sign-out page, if it has one. */
async function signOut(
  context: ApiContext,
  feed: ChangeFeed,
  request: Request,
  response: Response,
): Promise<string | null> {
  const { db, jar, origins, oidc, publicUrl } = context;
  const cookie = readCookie(request, jar.sessionName);
  if (cookie === undefined) return null;
  assertSameOrigin(request, origins);
  const ended = await endSession(db, hashOfToken(cookie));
  feed.closeSession(hashOfToken(cookie));
  clearSession(response, jar);
  if (oidc.development || !ended?.idToken) return null;
  const configuration = await reachable(context);
  if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
  return client.buildEndSessionUrl(configuration, {
    id_token_hint: ended.idToken,
    post_logout_redirect_uri: publicUrl,
  }).href;
}
