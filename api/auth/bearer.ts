import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { ProblemError } from '../problem.ts';

export interface VerifiedToken {
  readonly subject: string;
  readonly expiresAt: Date;
}

export type VerifyToken = (token: string) => Promise<VerifiedToken>;

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys; asked for when the first token comes, so that the issuer may start later. */
  readonly jwksUri: () => Promise<URL>;
}

/** Checks signature, algorithm, issuer, audience and times (30 s tolerance) of a JWT access token (RFC 9068). */
export function tokenVerifier(rules: TokenRules): VerifyToken {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  return async (token) => {
    try {
      keys ??= createRemoteJWKSet(await rules.jwksUri());
      const { payload } = await jwtVerify(token, keys, {
        issuer: rules.issuer,
        audience: rules.audience,
        algorithms: ALGORITHMS,
        clockTolerance: 30,
        requiredClaims: ['sub', 'exp'],
      });
      return { subject: payload.sub ?? '', expiresAt: new Date((payload.exp ?? 0) * 1000) };
    } catch (error) {
      throw refusal(error);
    }
  };
}

function refusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return invalidToken('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalidToken(`The token is not for this API: its claim "${error.claim}" does not fit.`);
  if (error instanceof errors.JWKSTimeout)
    return new ProblemError('unavailable', "The identity provider's keys can not be read.");
  if (error instanceof errors.JOSEError)
    return invalidToken('The token is not one that the configured issuer signed.');
  return error instanceof ProblemError
    ? error
    : new ProblemError('unavailable', 'The identity provider does not answer.');
}

/** RFC 6750 section 3. */
export const invalidToken = (detail: string): ProblemError =>
  new ProblemError('not-signed-in', detail, {
    headers: {
      'WWW-Authenticate': `Bearer realm="docket", error="invalid_token", error_description="${detail.replaceAll('"', "'")}"`,
    },
  });

export const noCredentials = (
  detail = 'This needs a bearer token or a session of the inbox.',
): ProblemError =>
  new ProblemError('not-signed-in', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="docket"' } });
