'use client';

import { Download } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { csvLine } from '@/domain/shared/csv-cell';
import type { ChartTable } from './chart-frame';

// Without it Excel reads UTF-8 as Latin-1.
const BYTE_ORDER_MARK = '\uFEFF';

/** Saves the data of a chart, exactly as its table shows it. */
export function DownloadTable({ table, name }: { table: ChartTable; name: string }) {
  function save() {
    const lines = [table.header, ...table.rows].map((row) => csvLine(row));
    const file = new Blob([BYTE_ORDER_MARK, ...lines], { type: 'text/csv;charset=utf-8' });
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  }
  return <IconButton label="Save as CSV" icon={<Download aria-hidden />} onClick={save} />;
}
