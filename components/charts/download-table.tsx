'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { csvLine } from '@/domain/shared/csv-cell';
import type { ChartTable } from './chart-frame';
import { saveFile } from './save-file';

type DownloadTableProps = {
  table: ChartTable;
  name: string;
  /** With its words: among the actions of a page. */
  isLabelled?: boolean;
};

/** Saves the data of a chart, exactly as its table shows it. */
export function DownloadTable({ table, name, isLabelled = false }: DownloadTableProps) {
  function save() {
    const lines = [table.header, ...table.rows].map((row) => csvLine(row));
    saveFile(`${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`, lines);
  }
  if (isLabelled) {
    return (
      <Button onClick={save}>
        <Download aria-hidden /> Save as CSV
      </Button>
    );
  }
  return <IconButton label="Save as CSV" icon={<Download aria-hidden />} onClick={save} />;
}
