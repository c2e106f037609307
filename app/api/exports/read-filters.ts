import { ServiceError } from '@/server/errors';

/** Reads one value of an address; null for what it cannot read, a shorter list for a list it can read in part. */
type Parser = { parse(value: string): unknown };

/**
 * Refuses an address that names a filter there is not, names one twice, or gives one a value that cannot be read: a file
 * of everything, taken for a part of it, would mislead whoever asked. `besides` are names that filter nothing. Throws
 * invalid, naming the filter.
 */
export function refuseUnreadable(
  params: URLSearchParams,
  filters: Record<string, Parser>,
  besides: readonly string[] = [],
): void {
  const known = [...Object.keys(filters), ...besides, 'workspace'];
  for (const [name, value] of params) {
    const parser = filters[name];
    const why = !known.includes(name)
      ? `There is no filter "${name.slice(0, 80)}". There are: ${known.join(', ')}.`
      : params.getAll(name).length > 1
        ? `"${name}" is given more than once.`
        : parser && !isReadable(parser, value)
          ? `"${name}" cannot be read: ${JSON.stringify(value.slice(0, 80))}.`
          : null;
    if (why) throw new ServiceError('invalid', why, { field: name });
  }
}

function isReadable(parser: Parser, value: string): boolean {
  if (value === '') return true;
  const read = parser.parse(value);
  return Array.isArray(read) ? read.length === value.split(',').length : read !== null;
}
