/**
 * Where two JSON values differ, as a path ("[2].findings[0].limit"; empty for the values as a whole), or null where they
 * say the same. The order of members says nothing, and a member that is undefined is one that is not there. Copies
 * nothing.
 */
export function firstDifference(left: unknown, right: unknown, at = ''): string | null {
  if (left === right) return null;
  if (Array.isArray(left) && Array.isArray(right)) return listDifference(left, right, at);
  if (!isRecord(left) || !isRecord(right)) return at;
  for (const key in left) {
    const found = firstDifference(left[key], right[key], at === '' ? key : `${at}.${key}`);
    if (found !== null) return found;
  }
  for (const key in right) {
    if (right[key] !== undefined && left[key] === undefined) return at === '' ? key : `${at}.${key}`;
  }
  return null;
}

function listDifference(left: readonly unknown[], right: readonly unknown[], at: string): string | null {
  if (left.length !== right.length) return at;
  for (let index = 0; index < left.length; index++) {
    const found = firstDifference(left[index], right[index], `${at}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
