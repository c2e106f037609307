'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import type { DayRange } from '@/domain/measurement/day-range';
import { REPORT_KINDS, type ReportKind } from '@/domain/reports/periods';
import { useTRPC } from '@/lib/trpc/client';
import { periodWords } from '@/lib/words/report-words';

const KINDS = [
  { value: 'weekly', label: 'Weekly review' },
  { value: 'impact', label: 'Monthly impact' },
] as const;

const HINTS: Record<ReportKind, string> = {
  weekly: 'What was decided, sent, held and stopped, what people had to do, and what was changed.',
  impact: 'What the touches were credited with, what they caused, and what they cost.',
};

/** Every week and month there is a report of, to be read, printed and saved. */
export function ReportsView() {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const [kind, setKind] = useQueryState('kind', parseAsStringLiteral(REPORT_KINDS).withDefault('weekly'));
  const { data, error, refetch } = useQuery(trpc.reports.periods.queryOptions({ workspace: slug }));
  const hrefOf = ({ from }: DayRange) => to(`/reports/${kind}/${from}`);
  const columns: readonly Column<DayRange>[] = [
    { id: 'period', header: kind === 'weekly' ? 'Week' : 'Month', cell: (period) => periodWords(period) },
  ];
  return (
    <PageBody>
      <PageHeader
        title="Reports"
        description="Counted anew from the rows of their days whenever one is opened."
        actions={
          <>
            {may('settings.manage') ? (
              <LinkButton href={to('/settings/notices')}>Who gets them by mail</LinkButton>
            ) : null}
            {data ? (
              <LinkButton href={hrefOf(data.open[kind])} variant="primary">
                {kind === 'weekly' ? 'This week so far' : 'This month so far'}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <FilterRow>
        <SegmentedControl label="Report" segments={KINDS} value={kind} onValueChange={(next) => void setKind(next)} />
        <p className="text-table text-fg-muted">{HINTS[kind]}</p>
      </FilterRow>
      <Card>
        <DataTable
          label="Reports"
          columns={columns}
          rows={data?.[kind]}
          rowId={({ from }) => from}
          rowHref={hrefOf}
          error={error ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={
            <EmptyState
              icon={FileText}
              title="No period is over yet"
              description="The first report is there once a week, or a month, with decisions has ended. What there is so far can be read already."
            />
          }
        />
      </Card>
    </PageBody>
  );
}
