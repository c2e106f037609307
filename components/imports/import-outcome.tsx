'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { importFigures } from '@/domain/events/import-figures';
import { importNews, plural } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';

/** How an import ended, or why it stands still, and where to go from there; nothing while it runs. */
export function ImportOutcome({ job }: { job: ImportJob }) {
  switch (job.status) {
    case 'completed':
      return <Completed job={job} />;
    case 'failed':
      return (
        <Notice tone="bad" role="alert" title={job.error ?? 'The import stopped.'}>
          What it brought in before stays. Resume goes on from there; a file that is wrong has to be mended and imported
          anew.
        </Notice>
      );
    case 'paused':
      return (
        <Notice tone="warn" title="It is held">
          Nothing is lost. Resume lets it go on where it stopped.
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice tone="neutral" title="It was ended early">
          What it had brought in by then stays.
        </Notice>
      );
    case 'queued':
    case 'importing':
    case 'deciding':
    case 'replaying':
      return null;
  }
}

function Completed({ job: { totals } }: { job: ImportJob }) {
  const { to } = useWorkspace();
  const figures = importFigures(totals);
  const title = figures.isNothingNew
    ? 'Finished: nothing was new'
    : 'Finished: every line of the file is accounted for';
  return (
    <Notice tone="good" role="status" title={title}>
      <p>
        {plural(figures.orders, 'order')} and {plural(figures.refunds, 'refund')} of{' '}
        {plural(figures.customersUsed, 'customer')} in the file. {importNews(figures)}
      </p>
      <p className="mt-2 flex flex-wrap gap-2">
        <LinkButton href={to('/customers')} size="sm">
          See the customers
        </LinkButton>
        <LinkButton href={to('/decisions')} size="sm">
          See what the agents decided
        </LinkButton>
      </p>
    </Notice>
  );
}
