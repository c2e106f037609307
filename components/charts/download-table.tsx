'use client';

import { Download } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { csvLine } from '@/domain/shared/csv-cell';
import type { ChartTable } from './chart-frame';
import { saveFile } from './save-file';

/** Saves the data of a chart, exactly as its table shows it. */
export function DownloadTable({ table, name }: { table: ChartTable; name: string }) {
  function save() {
    const lines = [table.header, ...table.rows].map((row) => csvLine(row));
    saveFile(`${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`, lines);
  }
  return <IconButton label="Save as CSV" icon={<Download aria-hidden />} onClick={save} />;
}
