/**
 * Where to go after signing in: a path of this origin, never another site. Anything else is the start page.
 * "//host" and "/\host" are other sites to a browser; control characters are dropped by it, so they are refused.
 */
export function safeReturnTo(asked: string | undefined): string {
  // eslint-disable-next-line no-control-regex
  if (asked === undefined || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(asked)) return '/';
  const base = 'http://docket.invalid';
  const url = URL.canParse(asked, base) ? new URL(asked, base) : undefined;
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}
