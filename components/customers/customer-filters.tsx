'use client';

import { useQuery } from '@tanstack/react-query';
import { channelInSentence } from '@/components/decisions/channel-icon';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import { VALUE_BANDS } from '@/domain/customers/value-bands';
import { CUSTOMER_CONSENTS } from '@/lib/customer-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { bandWords, STAGE_WORDS } from './customer-words';
import type { useCustomerFilters } from './use-customer-filters';

const ANY = 'any';
const KINDS = [
  { value: 'known', label: 'Known' },
  { value: 'visitors', label: 'Visitors' },
  { value: 'all', label: 'All' },
] as const;
const STAGES = [
  { value: ANY, label: 'Any stage' },
  ...LIFECYCLE_STAGES.map((value) => ({ value, label: STAGE_WORDS[value].label })),
];
const CONSENTS = [
  { value: ANY, label: 'Any consent' },
  ...CHANNELS.map((value) => ({ value, label: `Consent to ${channelInSentence(value)}` })),
  { value: 'none', label: 'No consent' },
];

/** Search and filters of the customer list. */
export function CustomerFilters({ chosen, set, clear, isFiltered }: ReturnType<typeof useCustomerFilters>) {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const bands = useQuery(trpc.customers.bands.queryOptions({ workspace: slug }));
  const values = [
    { value: ANY, label: 'Any value' },
    ...(bands.data ?? []).map((band) => ({ value: band.id, label: bandWords(band, currency) })),
  ];
  return (
    <FilterRow>
      <SearchInput
        label="Search customers"
        placeholder="Name, e-mail or id"
        value={chosen.q}
        onValueChange={(q) => set({ q })}
      />
      <SegmentedControl label="Who" segments={KINDS} value={chosen.kind} onValueChange={(kind) => set({ kind })} />
      <Select
        label="Stage"
        className="w-36"
        options={STAGES}
        value={chosen.stage ?? ANY}
        onValueChange={(stage) => set({ stage: LIFECYCLE_STAGES.find((each) => each === stage) ?? null })}
      />
      <Select
        label="Consent"
        className="w-44"
        options={CONSENTS}
        value={chosen.consent ?? ANY}
        onValueChange={(consent) => set({ consent: CUSTOMER_CONSENTS.find((each) => each === consent) ?? null })}
      />
      <Select
        label="Lifetime value"
        className="w-52"
        options={values}
        value={chosen.value ?? ANY}
        onValueChange={(value) => set({ value: VALUE_BANDS.find((each) => each === value) ?? null })}
      />
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </FilterRow>
  );
}
