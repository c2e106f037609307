const YEAR_MS = 31_536_000_000;

/** A cookie and not local storage, so that the server already draws the sidebar as it was left. */
export const SIDEBAR_COOKIE = 'touchstone.sidebar';

/** Keeps how the sidebar was left; a browser without the cookie store forgets it. */
export function rememberSidebar(isCollapsed: boolean): void {
  const expires = Date.now() + YEAR_MS;
  void window.cookieStore?.set({
    name: SIDEBAR_COOKIE,
    value: isCollapsed ? 'collapsed' : 'open',
    expires,
    sameSite: 'lax',
  });
}
