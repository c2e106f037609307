import { FileDown } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PrintButton } from '@/components/report/print-button';
import { ScorecardSheet } from '@/components/report/scorecard-sheet';
import { LinkButton } from '@/components/ui/button';
import { formatDate } from '@/lib/format';
import { openShared } from '@/server/services/reports';

export const metadata: Metadata = { title: 'Scorecard', referrer: 'no-referrer' };

type Props = { params: Promise<{ token: string }> };

/** A scorecard for whoever has its address. */
export default async function SharedScorecardPage({ params }: Props) {
  const { token } = await params;
  const shared = await openShared(token);
  if (!shared) notFound();
  const { report, endsAt } = shared;
  return (
    <main className="flex min-h-dvh flex-col items-center gap-4 bg-bg p-4 sm:p-8 print:p-0">
      <div data-print="hide" className="flex w-full max-w-[210mm] flex-wrap items-center gap-2">
        <h1 className="mr-auto text-table text-fg-muted">
          {report.company} shares this sheet with you until {formatDate(endsAt, report.timezone)}.
        </h1>
        <LinkButton href={`/s/${token}/pdf`} download>
          <FileDown aria-hidden /> Save as PDF
        </LinkButton>
        <PrintButton />
      </div>
      <ScorecardSheet report={report} />
    </main>
  );
}
