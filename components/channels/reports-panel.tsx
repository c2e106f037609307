'use client';

import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { ChannelView, ConnectedView } from '@/server/services/providers';

type ReportsPanelProps = { view: ChannelView; connected: ConnectedView; reportsTo: string };

/** Where the provider tells what became of messages, and whether it has. */
export function ReportsPanel({ view: { choices, connectedTo }, connected, reportsTo }: ReportsPanelProps) {
  const setUp = choices.find(({ id }) => id === connectedTo)?.setUp ?? [];
  const { lastReportAt } = connected;
  return (
    <div className="flex flex-col gap-2 border-t border-border pt-3 text-table">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">Reports</span>
        {lastReportAt ? (
          <Badge tone="good">
            Last seen <TimeText at={lastReportAt} />
          </Badge>
        ) : (
          <Badge tone="warn">None seen yet</Badge>
        )}
      </p>
      <p className="text-fg-muted">
        Bounces, complaints and deliveries are known once the provider reports them to this address. Until it does, a
        message it took counts as delivered after 24 hours.
      </p>
      <div className="flex max-w-2xl items-center gap-2 rounded-md border border-border bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 font-mono text-table break-all">{reportsTo}</code>
        <CopyButton text={reportsTo} label="Copy address" />
      </div>
      {setUp.length > 0 && !lastReportAt ? (
        <ol className="list-decimal space-y-1 pl-5 text-fg-muted">
          {setUp.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}
