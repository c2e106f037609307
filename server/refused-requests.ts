/** Methods that the web's own Request refuses to be made with. */
const IMPOSSIBLE = new Set(['TRACE', 'TRACK', 'CONNECT']);
/** Where something else than a page answers, and the demo's shop, whose forms are the framework's own. */
const TAKES_FILES = /^\/(api|v1|t|shop)(\/|$)/;
const PATH = /^\/\.refused\/(400|405)$/;

/**
 * Where a request is led that the framework would stumble over (and answer with 500): an address that is no path
 * (`OPTIONS *`) or whose escapes are no text, a method nothing here has, or a form with files
 * for a page that takes none. Null for every other request.
 */
export function refusedPath(method: string, url: string, contentType = ''): string | null {
  if (IMPOSSIBLE.has(method)) return '/.refused/405';
  const path = url.split('?', 1)[0] ?? '';
  if (!path.startsWith('/') || !isReadable(path)) return '/.refused/400';
  return /^multipart\//i.test(contentType.trim()) && !TAKES_FILES.test(path) ? '/.refused/400' : null;
}

/** Whether the framework can read what its own pages say of where they stand; for what it cannot it answers 500. */
export function isRouterState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0);
  } catch {
    return false;
  }
}

const DEEPEST_TREE = 100;

/** [segment, the trees within it by name, ...]. */
function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length < 2 || depth > DEEPEST_TREE) return false;
  const [segment, within] = value as unknown[];
  if (typeof segment !== 'string' && !Array.isArray(segment)) return false;
  if (typeof within !== 'object' || within === null || Array.isArray(within)) return false;
  return Object.values(within).every((tree) => isTree(tree, depth + 1));
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
