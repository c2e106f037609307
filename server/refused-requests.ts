/** Methods that the web's own Request refuses to be made with. */
const IMPOSSIBLE = new Set(['TRACE', 'TRACK', 'CONNECT']);
const PATH = /^\/\.refused\/(400|405)$/;

/**
 * Where a request is led that the framework would stumble over (and answer with 500): an address that is no path
 * (`OPTIONS *`) or whose escapes are no text, or a method nothing here has. Null for every other request.
 */
export function refusedPath(method: string, url: string): string | null {
  if (IMPOSSIBLE.has(method)) return '/.refused/405';
  const path = url.split('?', 1)[0] ?? '';
  return path.startsWith('/') && isReadable(path) ? null : '/.refused/400';
}

/**
 * The path of a request target that names its host as well (RFC 9112, 3.2.2), as proxies send it; every other target as
 * it is. Which host it names changes nothing: this is the only installation here.
 */
export function originForm(target: string): string {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

/** The status a refused request gets, by the path it was led to; null for every other path. */
export function refusedStatus(pathname: string): 400 | 405 | null {
  const [, status] = PATH.exec(pathname) ?? [];
  if (!status) return null;
  return status === '405' ? 405 : 400;
}

function isReadable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}
