import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { KIND_PLANS } from '@/domain/imports/kinds';
import { formatCount, MISSING } from '@/lib/format';
import type { FileImport } from '@/server/services/imports';
import { FILE_WORDS } from './file-words';

/** Columns of the list of imported files. */
export const FILE_COLUMNS: readonly Column<FileImport>[] = [
  {
    id: 'file',
    header: 'File',
    sortValue: (file) => file.fileName.toLowerCase(),
    cell: (file) => <span className="font-medium break-all">{file.fileName}</span>,
  },
  {
    id: 'kind',
    header: 'Of',
    width: '120px',
    onPhone: 'line',
    sortValue: ({ kind }) => kind,
    cell: ({ kind }) => (kind ? KIND_PLANS[kind].label : MISSING),
  },
  {
    id: 'status',
    header: 'State',
    width: '190px',
    onPhone: 'aside',
    cell: ({ status }) => <Badge tone={FILE_WORDS[status].tone}>{FILE_WORDS[status].label}</Badge>,
  },
  {
    id: 'rows',
    header: 'Rows used',
    align: 'right',
    width: '110px',
    showFrom: 'md',
    sortValue: ({ totals }) => totals.used,
    cell: ({ totals }) => formatCount(totals.used),
  },
  {
    id: 'refused',
    header: 'Refused',
    align: 'right',
    width: '96px',
    showFrom: 'md',
    onPhone: 'line',
    sortValue: ({ totals, checked }) => totals.refused || (checked?.refused ?? 0),
    cell: ({ totals, checked, status }) =>
      formatCount(status === 'checked' && checked ? checked.refused : totals.refused),
  },
  {
    id: 'handed-in',
    header: 'Handed in',
    width: '170px',
    showFrom: 'sm',
    onPhone: 'line',
    sortValue: (file) => file.createdAt,
    cell: (file) => <TimeText at={file.createdAt} as="absolute" />,
  },
];
