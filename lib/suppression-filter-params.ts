import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { SUPPRESSED_CHANNELS, SUPPRESSION_REASONS } from '@/domain/suppressions/suppression';

/** Entries that come at once. */
export const SUPPRESSION_PAGE = 50;

/** Which entries of the suppression list are shown, in the URL. An address that is looked for never stands there. */
export const suppressionFilterParams = {
  reason: parseAsStringLiteral(SUPPRESSION_REASONS),
  channel: parseAsStringLiteral(SUPPRESSED_CHANNELS),
};

/** Reads them in a page or route. */
export const loadSuppressionFilters = createLoader(suppressionFilterParams);
export type ChosenSuppressions = Awaited<ReturnType<typeof loadSuppressionFilters>>;

/** The same as an address says them. */
export const writeSuppressionFilters = createSerializer(suppressionFilterParams);

/** What the service is asked for. */
export function askedSuppressions({ reason, channel }: ChosenSuppressions) {
  return { ...(reason && { reason }), ...(channel && { channel }) };
}
