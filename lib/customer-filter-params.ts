import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import { VALUE_BANDS } from '@/domain/customers/value-bands';

export const CUSTOMER_KINDS = ['known', 'visitors', 'all'] as const;
export const CUSTOMER_CONSENTS = [...CHANNELS, 'none'] as const;
export const CUSTOMER_SORTS = ['lastSeen', 'lastEngaged', 'value', 'orders'] as const;

/** Customers that come at once. */
export const CUSTOMER_PAGE = 50;

/** Search, filters and order of the customer list in the URL; what cannot be read is none. */
export const customerFilterParams = {
  q: parseAsString.withDefault(''),
  stage: parseAsStringLiteral(LIFECYCLE_STAGES),
  consent: parseAsStringLiteral(CUSTOMER_CONSENTS),
  value: parseAsStringLiteral(VALUE_BANDS),
  kind: parseAsStringLiteral(CUSTOMER_KINDS).withDefault('known'),
  sort: parseAsStringLiteral(CUSTOMER_SORTS).withDefault('lastSeen'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
};

/** Reads them in a page or route: `const chosen = await loadCustomerFilters(searchParams)`. */
export const loadCustomerFilters = createLoader(customerFilterParams);
export type ChosenCustomers = Awaited<ReturnType<typeof loadCustomerFilters>>;

/** Search, filters and order as an address says them: "?stage=new", or nothing. */
export const writeCustomerFilters = createSerializer(customerFilterParams);

/** What the server is asked for, from what the URL says. */
export function askedCustomers({ q, stage, consent, value, kind, sort, order }: ChosenCustomers) {
  const search = q.trim().slice(0, 200);
  return {
    kind,
    sort,
    order,
    ...(search && { search }),
    ...(stage && { stage }),
    ...(consent && { consent }),
    ...(value && { value }),
  };
}
