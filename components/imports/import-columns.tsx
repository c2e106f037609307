import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { formatCount, formatDuration, formatRate, MISSING } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';
import { IMPORT_WORDS } from './prepare-import';

/** Columns of the list of imports. */
export const IMPORT_COLUMNS: readonly Column<ImportJob>[] = [
  {
    id: 'file',
    header: 'File',
    sortValue: (job) => job.fileName.toLowerCase(),
    cell: (job) => <span className="font-medium break-all">{job.fileName}</span>,
  },
  {
    id: 'status',
    header: 'State',
    width: '190px',
    onPhone: 'aside',
    cell: ({ status }) => <Badge tone={IMPORT_WORDS[status].tone}>{IMPORT_WORDS[status].label}</Badge>,
  },
  {
    id: 'progress',
    header: 'Read',
    align: 'right',
    width: '80px',
    showFrom: 'sm',
    cell: ({ progress }) => (progress === null ? MISSING : formatRate(Math.floor(progress * 100) / 100, 0)),
  },
  {
    id: 'lines',
    header: 'Lines',
    align: 'right',
    width: '96px',
    showFrom: 'md',
    sortValue: ({ totals }) => totals.lines,
    cell: ({ totals }) => formatCount(totals.lines),
  },
  {
    id: 'orders',
    header: 'Orders',
    align: 'right',
    width: '96px',
    showFrom: 'md',
    onPhone: 'line',
    sortValue: ({ totals }) => totals.orders,
    cell: ({ totals }) => formatCount(totals.orders),
  },
  {
    id: 'customers',
    header: 'Customers',
    align: 'right',
    width: '110px',
    showFrom: 'lg',
    sortValue: ({ totals }) => totals.customersUsed,
    cell: ({ totals }) => formatCount(totals.customersUsed),
  },
  {
    id: 'took',
    header: 'Took',
    align: 'right',
    width: '96px',
    showFrom: 'lg',
    cell: ({ createdAt, finishedAt }) =>
      finishedAt ? formatDuration(finishedAt.getTime() - createdAt.getTime()) : MISSING,
  },
  {
    id: 'started',
    header: 'Started',
    width: '170px',
    showFrom: 'sm',
    onPhone: 'line',
    sortValue: (job) => job.createdAt,
    cell: (job) => <TimeText at={job.createdAt} as="absolute" />,
  },
];
