'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDebounced } from '@/components/forms/use-debounced';
import { LifecycleStage } from '@/domain/customers/stage';

export const KINDS = ['known', 'visitors', 'all'] as const;
export const CONSENTS = ['email', 'sms', 'none'] as const;
export const VALUE_BANDS = ['vip', 'valued', 'small', 'none'] as const;
const SORTS = ['lastSeen', 'lastEngaged', 'value', 'orders'] as const;
export type CustomerSort = (typeof SORTS)[number];

const PARSERS = {
  q: parseAsString.withDefault(''),
  stage: parseAsStringLiteral(LifecycleStage.options),
  consent: parseAsStringLiteral(CONSENTS),
  value: parseAsStringLiteral(VALUE_BANDS),
  kind: parseAsStringLiteral(KINDS).withDefault('known'),
  sort: parseAsStringLiteral(SORTS).withDefault('lastSeen'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
};
const NOTHING = { q: '', stage: null, consent: null, value: null, kind: null };

/** Search, filters and order of the customer list as the URL has them; `filters` is asked for once typing rests. */
export function useCustomerFilters() {
  const [chosen, setChosen] = useQueryStates(PARSERS, { history: 'replace' });
  const { q, stage, consent, value, kind, sort, order } = chosen;
  const search = useDebounced(q.trim());
  return {
    chosen,
    set: (change: Partial<typeof chosen>) => void setChosen(change),
    clear: () => void setChosen(NOTHING),
    isFiltered: q !== '' || stage !== null || consent !== null || value !== null || kind !== 'known',
    filters: {
      kind,
      sort,
      order,
      ...(search && { search }),
      ...(stage && { stage }),
      ...(consent && { consent }),
      ...(value && { value }),
    },
  };
}
