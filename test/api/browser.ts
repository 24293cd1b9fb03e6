import { type Rig, WEB_ORIGIN } from './rig.ts';

export interface SignedIn {
  /** For the header Cookie. */
  readonly cookie: string;
  readonly cookieLine: string;
  readonly location: string | null;
}

/** Signs in as a browser does: to the issuer, through its page, and back. Answers the cookie of the session. */
export async function signIn(rig: Rig, personId: string, returnTo = '/'): Promise<SignedIn> {
  const jar = new Map<string, string>();
  const login = await visit(jar, `${rig.url}/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  const page = await visit(jar, await follow(login));
  const signInUrl = new URL(page.headers.get('location') ?? '', rig.issuerUrl).href;
  await visit(jar, signInUrl);
  const chosen = await visit(jar, signInUrl, new URLSearchParams({ person: personId }));
  const resumed = await visit(jar, await follow(chosen));
  const callback = (await follow(resumed)).replace(WEB_ORIGIN, rig.url);
  const back = await visit(jar, callback);
  const cookieLine = back.headers.getSetCookie().find((line) => line.startsWith('docket_session=')) ?? '';
  return { cookie: cookieLine.split(';')[0] ?? '', cookieLine, location: back.headers.get('location') };
}

async function visit(jar: Map<string, string>, url: string, form?: URLSearchParams): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form && { method: 'POST', body: form }),
  });
  for (const line of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    jar.set(name, value);
  }
  return response;
}

/** @throws with the page's text where a redirect was expected */
async function follow(response: Response): Promise<string> {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`no redirect: ${response.status} ${await response.text()}`);
  return new URL(location, response.url).href;
}
