'use client';

import { BellRing } from 'lucide-react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { Badge, Tag } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { plural } from '@/lib/format';
import type { SentNotice } from '@/server/services/notices';

const STATUS = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  unknown: { label: 'Unknown', tone: 'warn' },
} as const;

const COLUMNS: readonly Column<SentNotice>[] = [
  {
    id: 'subject',
    header: 'Message',
    cell: (notice) => (
      <span className="flex flex-wrap items-center gap-1.5">
        {notice.subject}
        {notice.isTest ? <Tag>Test</Tag> : null}
      </span>
    ),
  },
  {
    id: 'to',
    header: 'To',
    showFrom: 'md',
    cell: (notice) => notice.address ?? 'Webhook',
  },
  {
    id: 'status',
    header: 'State',
    cell: (notice) => (
      <span className="flex flex-col items-start gap-0.5">
        <Badge tone={STATUS[notice.status].tone}>{STATUS[notice.status].label}</Badge>
        <span className="text-xs text-fg-muted">
          {notice.words}
          {notice.attempts > 1 ? ` ${plural(notice.attempts, 'attempt')}.` : null}
        </span>
      </span>
    ),
  },
  {
    id: 'at',
    header: 'Made',
    showFrom: 'sm',
    onPhone: 'text',
    cell: (notice) => <TimeText at={notice.createdAt} as="absolute" />,
  },
];

/** The messages of the last time, each with how it ended. */
export function LatestNotices({ notices }: { notices: readonly SentNotice[] }) {
  return (
    <DataTable
      label="Latest messages"
      columns={COLUMNS}
      rows={[...notices]}
      rowId={(notice) => notice.id}
      empty={<EmptyState icon={BellRing} title="None yet" description="Save whom to tell, then send a test." />}
    />
  );
}
