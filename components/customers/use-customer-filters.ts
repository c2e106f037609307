'use client';

import { useQueryStates } from 'nuqs';
import { useDebounced } from '@/components/forms/use-debounced';
import { askedCustomers, type ChosenCustomers, customerFilterParams } from '@/lib/customer-filter-params';

const NOTHING = { q: null, stage: null, consent: null, value: null, kind: null };

/** Search, filters and order of the list as the URL has them; `asked` follows once typing rests. */
export function useCustomerFilters() {
  const [chosen, setChosen] = useQueryStates(customerFilterParams, { history: 'replace' });
  const q = useDebounced(chosen.q);
  const { stage, consent, value, kind } = chosen;
  return {
    chosen,
    asked: askedCustomers({ ...chosen, q }),
    isFiltered: chosen.q !== '' || stage !== null || consent !== null || value !== null || kind !== 'known',
    set: (change: Partial<ChosenCustomers>) => void setChosen(change),
    clear: () => void setChosen(NOTHING),
  };
}
