'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Select } from '@/components/ui/select';
import { useTRPC } from '@/lib/trpc/client';

const EVERYTHING = '*';

type ActionFilterProps = {
  /** agent:action, or null for all. */
  value: string | null;
  onValueChange: (value: string | null) => void;
};

/** Narrows the inbox to one action of one agent. */
export function ActionFilter({ value, onValueChange }: ActionFilterProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const facets = useQuery(trpc.decisions.facets.queryOptions({ workspace: slug }, { staleTime: 60_000 }));
  const options = [
    { value: EVERYTHING, label: 'All actions' },
    ...(facets.data ?? []).map((facet) => ({ value: `${facet.agentId}:${facet.action}`, label: facet.actionName })),
  ];
  return (
    <Select
      label="Action"
      options={options}
      value={value ?? EVERYTHING}
      onValueChange={(next) => onValueChange(next === EVERYTHING ? null : next)}
      className="min-w-0 flex-1"
    />
  );
}
