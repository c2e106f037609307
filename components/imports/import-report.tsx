'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Notice } from '@/components/ui/notice';
import { formatCount, formatDate, formatRate, plural } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';
import { lineReport, type OutcomeLine } from './prepare-import';

/** What has come of an import, line by line: everything that was used, and everything that was not with its reason. */
export function ImportReport({ job }: { job: ImportJob }) {
  const { timezone } = useWorkspace();
  const { totals, options } = job;
  const { used, unused } = lineReport(totals);
  const facts = [
    { name: 'Lines read', value: totals.lines },
    { name: 'Calls to the events API', value: totals.calls },
    { name: 'Orders', value: totals.orders },
    { name: 'Refunds', value: totals.refunds },
    { name: 'Customers', value: totals.customersUsed },
  ];
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className="text-xs text-fg-muted">{name}</dt>
            <dd className="text-lg font-medium">{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      {totals.lines > 0 ? (
        <div className="grid gap-5 lg:grid-cols-2">
          <Lines title="Used" lines={used} />
          <Lines title="Not used, and why" lines={unused} />
        </div>
      ) : null}
      {totals.rejected > 0 ? (
        <Notice tone="warn" title={`The events API refused ${plural(totals.rejected, 'call')}`}>
          {totals.firstRejection} They are among the dead letters of the events page.
        </Notice>
      ) : null}
      <p className="text-xs text-fg-muted">
        {options.until ? `Imported up to ${formatDate(new Date(options.until), timezone)}. ` : ''}
        {totals.left > 0 ? `${plural(totals.left, 'later line')} left out. ` : ''}
        {options.assumeConsent
          ? 'Consent to e-mail was recorded for every customer, marked as assumed. '
          : 'No consent was assumed. '}
        {totals.customersSeen > totals.customersUsed
          ? `Of ${plural(totals.customersSeen - totals.customersUsed, 'customer')} nothing could be used: ${totals.customersUnused.slice(0, 8).join(', ')}${totals.customersUnused.length > 8 ? ' and more' : ''}.`
          : ''}
      </p>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly OutcomeLine[] }) {
  const total = lines.reduce((sum, line) => sum + line.lines, 0);
  return (
    <section>
      <h3 className="flex justify-between gap-3 border-b border-border pb-1.5 text-table font-medium">
        <span>{title}</span>
        <span>{plural(total, 'line')}</span>
      </h3>
      <ul>
        {lines.map((line) => (
          <li
            key={line.outcome}
            className="grid grid-cols-[1fr_auto_56px] gap-3 border-b border-border py-1.5 text-table last:border-b-0"
          >
            <span className="text-fg-muted">{line.text}</span>
            <span className="text-right">{formatCount(line.lines)}</span>
            <span className="text-right text-fg-muted">{formatRate(line.share, 1)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
