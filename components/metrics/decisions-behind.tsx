'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { Kpi } from '@/domain/measurement/kpi';
import { useTRPC } from '@/lib/trpc/client';
import type { KpiValue } from '@/server/services/measurement';
import { BEHIND_PAGE, BehindCard, useBehindAsked } from './behind-card';
import { behindColumns } from './behind-columns';
import { listOf } from './behind-list';
import { partsBehind } from './part-meta';

/** The decisions that add up to a figure. */
export function DecisionsBehind({ kpi, figure }: { kpi: Kpi; figure: KpiValue | undefined }) {
  const { currency, to, may } = useWorkspace();
  const trpc = useTRPC();
  const asked = useBehindAsked(kpi);
  const list = useInfiniteQuery({
    ...trpc.measurement.decisions.infiniteQueryOptions(
      { ...asked, limit: BEHIND_PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(() => behindColumns(partsBehind(kpi, currency), may('customers.read')), [kpi, currency, may]);
  return (
    <BehindCard
      kpi={kpi}
      figure={figure}
      noun="decision"
      columns={columns}
      rowId={(row) => row.decisionId}
      rowHref={(row) => to(`/decisions/${row.decisionId}`)}
      list={listOf(list, list.data?.pages)}
    />
  );
}
