import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../api/config.ts';
import { safeReturnTo } from '../../api/auth/return-to.ts';
import { personToken, serviceToken } from '../../api/dev-issuer/token-client.ts';
import { signIn } from './browser.ts';
import { BILLING_LEAD, PORTAL, Rig, WEB_ORIGIN } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

/** A claim given as undefined is left out. */
async function signed(
  claims: { [name in keyof JWTPayload]: unknown },
  header: { alg?: string; kid?: string } = {},
): Promise<string> {
  const { jwks } = JSON.parse(await readFile(join(rig.stateDir, 'development-issuer.json'), 'utf8')) as {
    jwks: { keys: [JWK] };
  };
  const [jwk] = jwks.keys;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: rig.issuerUrl,
    aud: 'docket-api',
    sub: BILLING_LEAD,
    iat: now,
    exp: now + 60,
    ...(claims as JWTPayload),
  })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '', ...header })
    .sign(await importJWK(jwk, 'RS256'));
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const me = (authorization: string) =>
  rig.call(undefined, '/v1/me', { headers: { Authorization: authorization } });
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

describe('bearer tokens', () => {
  it('a good one is taken', async () => {
    expect((await me(`Bearer ${await signed({})}`)).body).toMatchObject({
      id: BILLING_LEAD,
      name: 'Priya Raman',
    });
  });

  it.each<[string, () => Promise<string>]>([
    ['an expired one', () => signed({ exp: inSeconds(-120) })],
    ['one that never expires', () => signed({ exp: undefined })],
    ['one not yet valid', () => signed({ nbf: inSeconds(600) })],
    ['one for another audience', () => signed({ aud: 'another-api' })],
    ['an identity token', () => signed({ aud: 'docket-web' })],
    ['one of another issuer', () => signed({ iss: 'https://evil.example' })],
    ['one of nobody', () => signed({ sub: undefined })],
    ['one of an unknown key', () => signed({}, { kid: 'unknown' })],
    [
      'one with alg none',
      () =>
        Promise.resolve(
          `${base64({ alg: 'none' })}.${base64({ iss: rig.issuerUrl, aud: 'docket-api', sub: BILLING_LEAD, exp: inSeconds(60) })}.`,
        ),
    ],
    [
      'one that was changed',
      async () => (await signed({})).replace(/\.[^.]+\./, `.${base64({ sub: 'person:catherine.laurent' })}.`),
    ],
    ['no token at all', () => Promise.resolve('')],
    ['nonsense', () => Promise.resolve('a.b.c')],
  ])('%s is answered 401', async (_what, make) => {
    const answer = await me(`Bearer ${await make()}`);
    expect([answer.status, answer.body]).toEqual([
      401,
      expect.objectContaining({ type: '/problems/not-signed-in' }),
    ]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer a b'])(
    'the header "%s" is answered 401',
    async (header) => {
      expect((await me(header)).status).toBe(401);
    },
  );

  it('somebody Docket does not know, or no longer has, is answered 403', async () => {
    expect((await me(`Bearer ${await signed({ sub: 'person:nobody' })}`)).status).toBe(403);
    const token = await signed({ sub: 'person:karen.doyle' });
    expect((await me(`Bearer ${token}`)).status).toBe(200);
    await rig.sql`update principal set active = 'no' where id = 'person:karen.doyle'`;
    expect((await me(`Bearer ${token}`)).status).toBe(403);
    await expect(personToken(rig.issuerUrl, 'person:karen.doyle')).rejects.toThrow('no active person');
  });

  it('roles in a token mean nothing', async () => {
    const { body } = await me(
      `Bearer ${await signed({ roles: ['cfo'], grants: [{ role: 'cfo', entity: '*' }] })}`,
    );
    expect(body).toMatchObject({ grants: [{ role: 'team-lead', entity: 'US10', team: 'billing' }] });
  });

  it('an unknown service gets no token', async () => {
    await expect(serviceToken(rig.issuerUrl, 'service:nobody')).rejects.toThrow();
  });
});

describe('the session of the inbox', () => {
  it('begins at the identity provider and goes back to where the person was', async () => {
    const { cookie, location, cookieLine } = await signIn(
      rig,
      BILLING_LEAD,
      '/requests/REQ-US10-1?tab=events',
    );
    expect(location).toBe('/requests/REQ-US10-1?tab=events');
    expect(cookieLine).toMatch(/^docket_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect((await rig.call(undefined, '/v1/me', { headers: { Cookie: cookie } })).body).toMatchObject({
      id: BILLING_LEAD,
    });
    const [row] =
      await rig.sql`select token_hash, expires_at - created_at as lasts from web_session where principal_id = ${BILLING_LEAD}`;
    expect(cookie).not.toContain(row?.['token_hash']);
    expect(row?.['lasts']).toBe('12:00:00');
  });

  it('takes changes from its own origin only', async () => {
    const { cookie } = await signIn(rig, BILLING_LEAD);
    const post = async (headers: Record<string, string>) =>
      (
        await rig.call(undefined, '/v1/requests', {
          body: { ...(await rig.claim()), channel: 'service-desk' },
          headers: { Cookie: cookie, ...headers },
        })
      ).status;
    expect(await post({})).toBe(403);
    expect(await post({ Origin: 'https://evil.example' })).toBe(403);
    expect(await post({ Origin: 'null' })).toBe(403);
    expect(await post({ Origin: `${WEB_ORIGIN}.evil.example` })).toBe(403);
    expect(await post({ Origin: WEB_ORIGIN, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await post({ Origin: WEB_ORIGIN, 'Sec-Fetch-Site': 'same-origin' })).toBe(202);
    expect(await post({ Origin: WEB_ORIGIN })).toBe(202);
  });

  it('ends with signing out, on every copy of the cookie', async () => {
    const { cookie } = await signIn(rig, BILLING_LEAD);
    const out = (headers: Record<string, string>) =>
      rig.call(undefined, '/auth/logout', { method: 'POST', headers: { Cookie: cookie, ...headers } });
    expect((await out({ Origin: 'https://evil.example' })).status).toBe(403);
    expect(await out({ Origin: WEB_ORIGIN })).toMatchObject({ status: 200, body: { endSessionUrl: null } });
    expect((await rig.call(undefined, '/v1/me', { headers: { Cookie: cookie } })).status).toBe(401);
  });

  it('ends by itself, and with the person', async () => {
    const { cookie } = await signIn(rig, 'person:luis.herrera');
    const status = async () => (await rig.call(undefined, '/v1/me', { headers: { Cookie: cookie } })).status;
    expect(await status()).toBe(200);
    await rig.sql`update web_session set expires_at = now() - interval '1 minute' where principal_id = 'person:luis.herrera'`;
    expect(await status()).toBe(401);
    const again = await signIn(rig, 'person:luis.herrera');
    await rig.sql`update principal set active = 'no' where id = 'person:luis.herrera'`;
    expect((await rig.call(undefined, '/v1/me', { headers: { Cookie: again.cookie } })).status).toBe(403);
  });

  it('is not begun by an answer nobody asked for', async () => {
    const answer = await rig.call(undefined, '/auth/callback?code=stolen&state=guessed');
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie().join()).not.toContain('docket_session=');
  });

  it('over https is bound to the host', async () => {
    const { cookieJar } = await import('../../api/auth/cookies.ts');
    expect(cookieJar('https://docket.example')).toMatchObject({
      sessionName: '__Host-docket_session',
      options: { secure: true, path: '/' },
    });
  });
});

describe('where to go back to', () => {
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'evil',
    '',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/a\n',
    undefined,
  ])('%j is the start page', (asked) => {
    expect(safeReturnTo(asked)).toBe('/');
  });
  it.each(['/', '/tasks?view=team', '/requests/REQ-US10-1#top'])('%s stays', (asked) => {
    expect(safeReturnTo(asked)).toBe(asked);
  });
});

describe('the development issuer', () => {
  it('never starts in production', () => {
    expect(() => readConfig({ NODE_ENV: 'production', DATABASE_URL_API: 'postgres://x' })).toThrow(
      /OIDC_ISSUER is not set and NODE_ENV is production/,
    );
  });

  it('keeps its keys to its owner', async () => {
    const { stat } = await import('node:fs/promises');
    expect(((await stat(join(rig.stateDir, 'development-issuer.json'))).mode & 0o777).toString(8)).toBe(
      '600',
    );
  });

  it('gives a service a token for itself, and the web client none without a person', async () => {
    expect((await rig.call(PORTAL, '/v1/me')).body).toMatchObject({ id: PORTAL, kind: 'service' });
    await expect(serviceToken(rig.issuerUrl, 'docket-web')).rejects.toThrow();
  });
});
