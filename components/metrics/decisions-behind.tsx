'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CircleCheck, Download, SearchX, TriangleAlert, X } from 'lucide-react';
import { parseAsIsoDate, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/select';
import type { Kpi } from '@/domain/measurement/kpi';
import { formatCount, formatDate, formatMetric, plural } from '@/lib/format';
import { instantOf } from '@/lib/kpi-range';
import { useTRPC } from '@/lib/trpc/client';
import type { KpiDecisions, KpiValue } from '@/server/services/measurement';
import { behindColumns } from './behind-columns';
import { DECISIONS_BEHIND } from './figure-link';
import { partsBehind } from './part-meta';
import { daysWithCases, isSameAsTile } from './prepare-behind';
import { useFigurePart } from './use-figure-part';
import { useFigureRange } from './use-figure-range';

const PAGE_SIZE = 50;
const ALL_DAYS = 'all';

/** The decisions that add up to a figure, those that add most first; their sums are shown beside the figure's own. */
export function DecisionsBehind({ kpi, figure }: { kpi: Kpi; figure: KpiValue | undefined }) {
  const { slug, currency, to, may } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const { day, days, setDay } = useDay(kpi);
  const { by, part, clearPart } = useFigurePart();
  const asked = {
    workspace: slug,
    range,
    kpi: kpi.id,
    ...(day && { day }),
    ...(part !== null && { part: { by, key: part } }),
  };
  const list = useInfiniteQuery({
    ...trpc.measurement.decisions.infiniteQueryOptions(
      { ...asked, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const parts = useMemo(() => partsBehind(kpi, currency), [kpi, currency]);
  const columns = useMemo(() => behindColumns(parts, may('customers.read')), [parts, may]);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const totals = list.data?.pages[0]?.totals;
  return (
    <Card id={DECISIONS_BEHIND} className="scroll-mt-4" aria-busy={list.isPlaceholderData}>
      <CardHeader
        title="Decisions behind it"
        description={
          totals ? (
            <Totals kpi={kpi} totals={totals} figure={day || part !== null ? undefined : figure} currency={currency} />
          ) : undefined
        }
        actions={
          <>
            {part === null ? null : (
              <Button onClick={clearPart}>
                <X aria-hidden /> Only one {by}
              </Button>
            )}
            <Select
              label="Day"
              className="w-40"
              options={[
                { value: ALL_DAYS, label: 'All days' },
                ...days.map((value) => ({ value, label: formatDate(instantOf(value), 'UTC') })),
              ]}
              value={day ?? ALL_DAYS}
              onValueChange={(next) => setDay(next === ALL_DAYS ? null : next)}
            />
            <ExportLink asked={asked} count={totals?.rows} />
          </>
        }
      />
      <DataTable
        label="Decisions behind the figure"
        columns={columns}
        rows={rows}
        rowId={(row) => row.decisionId}
        rowHref={(row) => to(`/decisions/${row.decisionId}`)}
        error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState
            icon={SearchX}
            title="No decision adds to it"
            description={day ? 'Not on this day.' : 'Not in this period. Choose other days above.'}
            actions={day ? <Button onClick={() => setDay(null)}>All days</Button> : null}
            className="py-10"
          />
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        countText={rows && totals ? `${formatCount(rows.length)} of ${formatCount(totals.rows)}` : undefined}
      />
    </Card>
  );
}

/** The one day that is looked at, and the days of the range on which there is something to see. */
function useDay(kpi: Kpi) {
  const { slug } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const series = useQuery(trpc.measurement.series.queryOptions({ workspace: slug, range, kpi: kpi.id }));
  const [chosen, setChosen] = useQueryState('day', parseAsIsoDate);
  const day = chosen?.toISOString().slice(0, 10);
  return {
    days: daysWithCases(series.data?.points ?? []),
    // A day of another range is no day of this one.
    day: day && day >= range.from && day <= range.to ? day : null,
    setDay: (next: string | null) => void setChosen(next ? new Date(`${next}T00:00:00Z`) : null),
  };
}

type TotalsProps = { kpi: Kpi; totals: KpiDecisions['totals']; figure: KpiValue | undefined; currency: string };

function Totals({ kpi, totals, figure, currency }: TotalsProps) {
  const parts = partsBehind(kpi, currency);
  const sums = [
    `${formatMetric(totals.numerator, parts.numerator.meta, 'exact')} ${parts.numerator.name.toLowerCase()}`,
    parts.denominator
      ? `${formatMetric(totals.denominator, parts.denominator.meta, 'exact')} ${parts.denominator.name.toLowerCase()}`
      : null,
  ].filter((sum) => sum !== null);
  const isSame = figure ? isSameAsTile(kpi, totals, figure) : null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {plural(totals.rows, 'decision')}, together {sums.join(' over ')}
      {isSame === null ? null : isSame ? (
        <span className="inline-flex items-center gap-1 text-good">
          <CircleCheck aria-hidden className="size-3.5" /> the same as above
        </span>
      ) : (
        <span className="inline-flex items-center gap-1 text-bad">
          <TriangleAlert aria-hidden className="size-3.5" /> changed since the figure was read: refresh
        </span>
      )}
    </span>
  );
}

type ExportLinkProps = {
  asked: {
    workspace: string;
    range: { from: string; to: string };
    kpi: string;
    day?: string;
    part?: { by: string; key: string };
  };
  count: number | undefined;
};

function ExportLink({ asked: { range, part, ...rest }, count }: ExportLinkProps) {
  const named: Record<string, string> = part ? { by: part.by, part: part.key } : {};
  const label = (
    <>
      <Download aria-hidden /> CSV
    </>
  );
  if (count === 0) return <Button disabledReason="There is nothing to export.">{label}</Button>;
  return (
    <a
      href={`/api/exports/figures?${new URLSearchParams({ ...rest, ...range, ...named })}`}
      download
      className={buttonStyles({})}
    >
      {label}
    </a>
  );
}
