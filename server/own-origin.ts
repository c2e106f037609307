const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The host an installation is reached by, where its address is one of the world; null on a laptop's own. */
export function publicHost(appUrl: string | undefined): string | null {
  if (!appUrl) return null;
  const { host, hostname } = new URL(appUrl);
  return LOOPBACK.test(hostname) ? null : host;
}

/**
 * Whether a browser's Origin is this installation. Its own address decides (APP_URL); where it has none, or one that
 * only means "this computer", the host the connection was made to counts as well. What a proxy or a caller says in
 * X-Forwarded-Host counts never.
 */
export function isOwnOrigin(origin: string, host: string | null, appUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  if (appUrl && origin === new URL(appUrl).origin) return true;
  return publicHost(appUrl) === null && host !== null && new URL(origin).host === host;
}
