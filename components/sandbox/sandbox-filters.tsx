'use client';

import { SearchInput } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';
import { MESSAGE_STATES, type MessageState, type useSandboxFilters } from './use-sandbox-filters';

const STATE_NAMES: Record<MessageState, string> = {
  waiting: 'Waiting to leave',
  delivered: 'Delivered, not opened',
  opened: 'Opened',
  clicked: 'Clicked',
  unsubscribed: 'Unsubscribed',
  bounced: 'Bounced',
};

const STATES: SelectOption<MessageState | 'any'>[] = [
  { value: 'any', label: 'All that left' },
  ...MESSAGE_STATES.map((value) => ({ value, label: STATE_NAMES[value] })),
];

type SandboxFiltersProps = Pick<ReturnType<typeof useSandboxFilters>, 'chosen' | 'set'>;

export function SandboxFilters({ chosen, set }: SandboxFiltersProps) {
  return (
    <div className="flex items-center gap-2">
      <SearchInput
        label="Search messages"
        placeholder="Name or subject"
        value={chosen.q}
        onValueChange={(q) => set({ q })}
        className="w-auto min-w-0 flex-1"
      />
      <Select
        label="State"
        options={STATES}
        value={chosen.state ?? 'any'}
        onValueChange={(state) => set({ state: state === 'any' ? null : state })}
        className="w-36"
      />
    </div>
  );
}
