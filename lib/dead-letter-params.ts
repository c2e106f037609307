import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';

export const LETTER_STATES = ['open', 'replayed', 'discarded'] as const;

/** Which refused events are shown, in the URL. */
export const deadLetterParams = {
  state: parseAsStringLiteral(LETTER_STATES).withDefault('open'),
  code: parseAsString,
  field: parseAsString,
  source: parseAsStringLiteral(['api', 'processing'] as const),
};

/** Reads them in a route. */
export const loadDeadLetterFilters = createLoader(deadLetterParams);
export type ChosenLetters = Awaited<ReturnType<typeof loadDeadLetterFilters>>;

/** The same as an address says them. */
export const writeDeadLetterFilters = createSerializer(deadLetterParams);

/** What the service is asked for. */
export function askedLetters({ state, code, field, source }: ChosenLetters) {
  return { state, ...(code && { code }), ...(field && { field }), ...(source && { source }) };
}
