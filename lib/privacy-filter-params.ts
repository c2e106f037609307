import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { REQUEST_KINDS, REQUEST_VIEWS } from '@/domain/privacy/request';

/** Requests that come at once. */
export const REQUEST_PAGE = 50;

/** Which privacy requests are shown, in the URL. */
export const requestFilterParams = {
  show: parseAsStringLiteral(REQUEST_VIEWS).withDefault('open'),
  kind: parseAsStringLiteral(REQUEST_KINDS),
};

/** Reads them in a page or route. */
export const loadRequestFilters = createLoader(requestFilterParams);
export type ChosenRequests = Awaited<ReturnType<typeof loadRequestFilters>>;

/** The same as an address says them. */
export const writeRequestFilters = createSerializer(requestFilterParams);

/** What the service is asked for. */
export function askedRequests({ show, kind }: ChosenRequests) {
  return { show, ...(kind && { kind }) };
}
