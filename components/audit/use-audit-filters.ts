'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { auditAskedOf, auditFilterParams, type ChosenAuditFilters } from '@/lib/audit-filter-params';

/** Every filter let go. */
export const NO_AUDIT_FILTERS = { actor: null, action: null, kind: null, about: null, range: null };

/** Filters of the audit log as the URL has them, what the server is asked, and how to change them. */
export function useAuditFilters() {
  const { now, timezone } = useWorkspace();
  const [chosen, setChosen] = useQueryStates(auditFilterParams, { history: 'push' });
  // Relative ranges move once an hour, not with every tick of the clock.
  const hour = Math.floor(now.getTime() / 3_600_000);
  const asked = useMemo(() => auditAskedOf(chosen, new Date(hour * 3_600_000), timezone), [chosen, hour, timezone]);
  return {
    chosen,
    asked,
    isFiltered: Object.keys(asked).length > 0,
    set: (change: Partial<ChosenAuditFilters>) => void setChosen(change),
    clear: () => void setChosen(NO_AUDIT_FILTERS),
  };
}

export type AuditFilters = ReturnType<typeof useAuditFilters>;
