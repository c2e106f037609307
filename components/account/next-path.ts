/** Where to go after signing in: a path of this site, or the start. Never another site, however it is written. */
export function nextPath(asked: string | undefined): string {
  if (!asked?.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return '/';
  const base = 'http://this.invalid';
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null;
  // Dots that are taken out ("/.//host") can leave two slashes in front, which name another site.
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}
