'use client';

import { useQuery } from '@tanstack/react-query';
import { FileDown, Printer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { BackLink } from '@/components/layout/back-link';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Select } from '@/components/ui/select';
import { SkeletonLines } from '@/components/ui/skeleton';
import { periodAt, type ReportKind } from '@/domain/reports/periods';
import { useTRPC } from '@/lib/trpc/client';
import { periodWords } from '@/lib/words/report-words';
import { PeriodSheet } from './period-sheet';

const TITLES: Record<ReportKind, string> = { weekly: 'Weekly review', impact: 'Monthly impact' };

/** The report of one week or month, with the choice of another. */
export function PeriodReportView({ kind, day }: { kind: ReportKind; day: string }) {
  const { slug, to } = useWorkspace();
  const router = useRouter();
  const trpc = useTRPC();
  const periods = useQuery(trpc.reports.periods.queryOptions({ workspace: slug }));
  const report = useQuery(trpc.reports.period.queryOptions({ workspace: slug, kind, day }));
  const shown = periodAt(kind, day);
  const known = periods.data ? [periods.data.open[kind], ...periods.data[kind]] : [];
  const choices = known.some(({ from }) => from === shown.from) ? known : [shown, ...known];
  const isOpen = periods.data?.open[kind].from === shown.from;
  const file = (as: 'pdf' | 'csv') =>
    `/api/exports/report?${new URLSearchParams({ workspace: slug, kind, day: shown.from, as })}`;
  return (
    <PageBody>
      <div className="contents" data-print="hide">
        <PageHeader
          back={<BackLink href={to(`/reports?kind=${kind}`)}>Reports</BackLink>}
          title={TITLES[kind]}
          status={isOpen ? <Badge tone="info">So far</Badge> : undefined}
          actions={
            <>
              <LinkButton href={file('csv')} download>
                <FileDown aria-hidden /> Save as CSV
              </LinkButton>
              <LinkButton href={file('pdf')} download>
                <FileDown aria-hidden /> Save as PDF
              </LinkButton>
              <Button variant="primary" disabled={!report.data} onClick={() => window.print()}>
                <Printer aria-hidden /> Print
              </Button>
            </>
          }
        />
        <FilterRow>
          <Select
            label="Period"
            options={choices.map((period) => ({ value: period.from, label: periodWords(period) }))}
            value={shown.from}
            onValueChange={(from) => router.push(to(`/reports/${kind}/${from}`))}
            className="w-64"
          />
        </FilterRow>
      </div>
      {report.data ? (
        <PeriodSheet report={report.data} />
      ) : (
        <Card className="max-w-[210mm]">
          {report.error ? (
            <ErrorState description={report.error.message} onRetry={() => void report.refetch()} />
          ) : (
            <SkeletonLines lines={24} className="p-8" />
          )}
        </Card>
      )}
    </PageBody>
  );
}
