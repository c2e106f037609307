'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { Kpi } from '@/domain/measurement/kpi';
import { useTRPC } from '@/lib/trpc/client';
import type { KpiCase, KpiValue } from '@/server/services/measurement';
import { BEHIND_PAGE, BehindCard, useBehindAsked } from './behind-card';
import { partColumn } from './behind-columns';
import { listOf } from './behind-list';
import { partsBehind } from './part-meta';

/** Who may open their pages. */
const RIGHTS = { customer: 'customers.read', campaign: 'campaigns.read', test: 'creative.read' } as const;

type CasesBehindProps = { kpi: Kpi; subject: keyof typeof RIGHTS; figure: KpiValue | undefined };

/** The customers, campaigns or tests that add up to a figure. */
export function CasesBehind({ kpi, subject, figure }: CasesBehindProps) {
  const { currency, to, may } = useWorkspace();
  const trpc = useTRPC();
  const asked = useBehindAsked(kpi);
  const list = useInfiniteQuery({
    ...trpc.measurement.cases.infiniteQueryOptions(
      { ...asked, limit: BEHIND_PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(() => columnsOf(kpi, subject, currency), [kpi, subject, currency]);
  const hrefOf = ({ id }: KpiCase) => to(subject === 'test' ? '/creative' : `/${subject}s/${id}`);
  return (
    <BehindCard
      kpi={kpi}
      figure={figure}
      noun={subject}
      columns={columns}
      rowId={({ id }) => id}
      rowHref={may(RIGHTS[subject]) ? hrefOf : undefined}
      list={listOf(list, list.data?.pages)}
    />
  );
}

function columnsOf(kpi: Kpi, subject: string, currency: string): Column<KpiCase>[] {
  const { numerator, denominator } = partsBehind(kpi, currency);
  return [
    {
      id: 'name',
      header: subject.charAt(0).toUpperCase() + subject.slice(1),
      onPhone: 'title',
      cell: ({ name, id }) => (
        <span className="font-medium">
          {name ?? <span className="text-fg-muted">{id.slice(-8)}, not open to you</span>}
        </span>
      ),
    },
    partColumn('numerator', numerator),
    ...(denominator ? [partColumn('denominator', denominator)] : []),
  ];
}
