/** Where to go after signing in: a path of this site, or the start. Never another site, however it is written. */
export function nextPath(asked: string | undefined): string {
  if (!asked?.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return '/';
  const base = 'http://this.invalid';
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}` : '/';
}
