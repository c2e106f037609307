'use client';

import { useQuery } from '@tanstack/react-query';
import type { RowData } from '@tanstack/react-table';
import { CircleCheck, Download, SearchX, TriangleAlert, X } from 'lucide-react';
import { parseAsIsoDate, useQueryState } from 'nuqs';
import type { Column } from '@/components/data-table/column';
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
import type { KpiValue, Totals } from '@/server/services/measurement';
import { DECISIONS_BEHIND } from './figure-link';
import { partsBehind } from './part-meta';
import { daysWithCases, isSameAsTile } from './prepare-behind';
import { useFigurePart } from './use-figure-part';
import { useFigureRange } from './use-figure-range';

/** Rows of a page. */
export const BEHIND_PAGE = 50;
const ALL_DAYS = 'all';

/** What stands behind a figure: a page after the other, with the sums of all. */
type BehindList<Row> = {
  rows: Row[] | undefined;
  totals: Totals | undefined;
  error: string | null;
  retry: () => void;
  isStale: boolean;
  hasMore: boolean;
  loadMore: () => void;
  isLoadingMore: boolean;
};

type BehindCardProps<Row extends RowData> = {
  kpi: Kpi;
  figure: KpiValue | undefined;
  /** What one row is: "decision". */
  noun: string;
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  /** Left out where their pages are not open. */
  rowHref?: ((row: Row) => string) | undefined;
  list: BehindList<Row>;
};

/** What adds up to a figure, most first; its sums are shown beside the figure's own. */
export function BehindCard<Row extends RowData>({
  kpi,
  figure,
  noun,
  columns,
  rowId,
  rowHref,
  list,
}: BehindCardProps<Row>) {
  const { currency } = useWorkspace();
  const { day, days, setDay } = useDay(kpi);
  const { by, part, clearPart } = useFigurePart();
  const asked = useBehindAsked(kpi);
  const { rows, totals } = list;
  return (
    <Card id={DECISIONS_BEHIND} className="scroll-mt-4" aria-busy={list.isStale}>
      <CardHeader
        title={`${noun.charAt(0).toUpperCase()}${noun.slice(1)}s behind it`}
        description={
          totals ? (
            <Sums
              kpi={kpi}
              noun={noun}
              totals={totals}
              figure={day || part !== null ? undefined : figure}
              currency={currency}
            />
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
        label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)}s behind the figure`}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowHref={rowHref}
        error={list.error && !rows ? { message: list.error, onRetry: list.retry } : null}
        empty={
          <EmptyState
            icon={SearchX}
            title={`No ${noun} adds to it`}
            description={day ? 'Not on this day.' : 'Not in this period. Choose other days above.'}
            actions={day ? <Button onClick={() => setDay(null)}>All days</Button> : null}
            className="py-10"
          />
        }
        hasMore={list.hasMore}
        onLoadMore={list.loadMore}
        isLoadingMore={list.isLoadingMore}
        countText={rows && totals ? `${formatCount(rows.length)} of ${formatCount(totals.rows)}` : undefined}
      />
    </Card>
  );
}

/** What is looked at behind a figure: the range, the day and the part of the address. */
export function useBehindAsked(kpi: Kpi) {
  const { slug } = useWorkspace();
  const { range } = useFigureRange();
  const { by, part } = useFigurePart();
  const { day } = useDay(kpi);
  return {
    workspace: slug,
    range,
    kpi: kpi.id,
    ...(day && { day }),
    ...(part !== null && { part: { by, key: part } }),
  };
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

type SumsProps = { kpi: Kpi; noun: string; totals: Totals; figure: KpiValue | undefined; currency: string };

function Sums({ kpi, noun, totals, figure, currency }: SumsProps) {
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
      {plural(totals.rows, noun)}, together {sums.join(' over ')}
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
