'use client';

import { useQuery } from '@tanstack/react-query';
import { FileDown, Printer } from 'lucide-react';
import { BackLink } from '@/components/layout/back-link';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useSameDays } from '@/components/metrics/figure-link';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { useShortcut } from '@/components/shortcuts';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { ScorecardSheet } from './scorecard-sheet';
import { ShareScorecard } from './share-scorecard';
import { SharesCard } from './shares-card';

/** The scorecard as a sheet of paper: to print, to keep as a PDF, to hand to somebody who has no sign-in. */
export function ReportView() {
  const { slug, may } = useWorkspace();
  const { range, compare } = useFigureRange();
  const sameDays = useSameDays();
  const trpc = useTRPC();
  const report = useQuery(trpc.reports.scorecard.queryOptions({ workspace: slug, range, compare }));
  useShortcut('scorecard.print', () => window.print());
  const pdf = new URLSearchParams({ workspace: slug, ...range });
  if (compare) pdf.set('compareFrom', compare.from);
  if (compare) pdf.set('compareTo', compare.to);
  return (
    <PageBody>
      <div className="contents" data-print="hide">
        <PageHeader
          back={<BackLink href={sameDays('/scorecard')}>Scorecard</BackLink>}
          title="Scorecard on one page"
          description="One side of A4, in the words of the scorecard."
          actions={
            <>
              {may('scorecard.share') ? <ShareScorecard range={range} compare={compare} /> : null}
              <LinkButton href={`/api/exports/scorecard?${pdf}`} download>
                <FileDown aria-hidden /> Save as PDF
              </LinkButton>
              <Button variant="primary" disabled={!report.data} onClick={() => window.print()}>
                <Printer aria-hidden /> Print
              </Button>
            </>
          }
        />
        <FilterRow>
          <DateRangeControl />
        </FilterRow>
      </div>
      {report.data ? (
        <ScorecardSheet report={report.data} />
      ) : (
        <Card className="max-w-[210mm]">
          {report.error ? (
            <ErrorState description={report.error.message} onRetry={() => void report.refetch()} />
          ) : (
            <SkeletonLines lines={24} className="p-8" />
          )}
        </Card>
      )}
      {may('scorecard.share') ? <SharesCard /> : null}
    </PageBody>
  );
}
