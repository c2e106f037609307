import { createLoader, createParser, parseAsStringLiteral } from 'nuqs/server';
import { COMPARISONS, parseRange, serialiseRange } from './date-range';

const parseAsRange = createParser({
  parse: parseRange,
  serialize: serialiseRange,
  eq: (a, b) => serialiseRange(a) === serialiseRange(b),
});

/** `?range=28d&cmp=prev`, the same on the server and in the browser; what cannot be read falls back. */
export const dateRangeParams = {
  range: parseAsRange.withDefault('28d'),
  cmp: parseAsStringLiteral(COMPARISONS).withDefault('prev'),
};

/** Reads the range in a page: `const { range, cmp } = await loadDateRange(searchParams)`. */
export const loadDateRange = createLoader(dateRangeParams);
