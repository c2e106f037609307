'use client';

import { useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useEffect, useMemo } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { notify } from '@/components/ui/toast';
import { askedOf, type ChosenFilters, decisionFilterParams, unreadable } from '@/lib/decision-filter-params';

const NOTHING: { [Name in keyof ChosenFilters]: null } = {
  outcome: null,
  agent: null,
  action: null,
  channel: null,
  range: null,
  customer: null,
  guardrail: null,
  rule: null,
  risk: null,
  reviewer: null,
};

/** Filters of the decisions log as the URL has them, what the server is asked, and how to change them. */
export function useDecisionFilters() {
  const { now, timezone } = useWorkspace();
  const [chosen, setChosen] = useQueryStates(decisionFilterParams, { history: 'push' });
  const params = useSearchParams();
  const broken = unreadable(params, chosen).join(', ');
  useEffect(() => {
    if (!broken) return;
    const description = `Not understood and left out: ${broken}.`;
    notify({ title: 'Part of the link could not be read', description });
  }, [broken]);
  // Relative ranges move once an hour, not with every tick of the clock.
  const hour = Math.floor(now.getTime() / 3_600_000);
  const asked = useMemo(() => askedOf(chosen, new Date(hour * 3_600_000), timezone), [chosen, hour, timezone]);
  const isFiltered = Object.keys(asked).length > 0;
  return {
    chosen,
    asked,
    isFiltered,
    query: params.toString(),
    set: (change: Partial<ChosenFilters>) => void setChosen(change),
    clear: () => void setChosen(NOTHING),
  };
}
