'use client';

import { ChartLine, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { DownloadTable } from './download-table';

export type ChartTable = { header: string[]; rows: string[][] };

type ChartFrameProps = {
  title: string;
  /** One sentence that says what the drawing shows. */
  summary: string;
  table: ChartTable;
  /** There are rows, and nothing in them to draw. */
  isEmpty?: boolean;
  /** What can be chosen about it: which figure, which span a point stands for. */
  controls?: ReactNode;
  legend?: ReactNode;
  children: ReactNode;
};

const VIEWS = [
  { value: 'chart', label: <ChartLine aria-hidden />, ariaLabel: 'View as chart' },
  { value: 'table', label: <Table2 aria-hidden />, ariaLabel: 'View as table' },
] as const;

/** Title, summary and the choice between drawing and table that every chart has. */
export function ChartFrame({ title, summary, table, isEmpty = false, controls, legend, children }: ChartFrameProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <Card className="flex h-full flex-col">
      <CardHeader
        title={title}
        description={summary}
        actions={
          <>
            <DownloadTable table={table} name={title} />
            <SegmentedControl label="View" segments={VIEWS} value={view} onValueChange={setView} />
          </>
        }
      />
      <CardBody className="flex flex-1 flex-col">
        {controls ? <div className="mb-3 flex flex-wrap items-center justify-between gap-2">{controls}</div> : null}
        {table.rows.length === 0 || (isEmpty && view === 'chart') ? (
          <EmptyState icon={ChartLine} title="Nothing to draw yet" description={summary} className="py-8" />
        ) : view === 'chart' ? (
          <>
            {legend}
            {children}
          </>
        ) : (
          <DataAsTable table={table} title={title} />
        )}
      </CardBody>
    </Card>
  );
}

function DataAsTable({ table, title }: { table: ChartTable; title: string }) {
  return (
    <table className="w-full text-table">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="border-b border-border text-fg-muted">
          {table.header.map((name, column) => (
            <th
              key={name}
              scope="col"
              className={column === 0 ? 'py-1.5 text-left font-normal' : 'py-1.5 text-right font-normal'}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.join('|')} className="border-b border-border last:border-b-0">
            {row.map((cell, column) => (
              <td key={table.header[column]} className={column === 0 ? 'py-1.5' : 'py-1.5 text-right'}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type LegendEntry = { label: string; look: 'solid' | 'dashed' | 'band' | 'target' | 'event' | 'span' };

/** What each stroke means, drawn the way it looks. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-fg-muted">
      {entries.map(({ label, look }) => (
        <li key={label} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="20" height="8">
            {look === 'event' ? (
              <line x1="10" x2="10" y2="8" stroke="var(--fg-muted)" strokeWidth="2" strokeDasharray="1 2" />
            ) : look === 'band' ? (
              <rect width="20" height="8" rx="2" fill="var(--chart-1)" opacity="0.16" />
            ) : look === 'span' ? (
              <rect width="20" height="8" rx="2" fill="var(--warn)" opacity="0.2" />
            ) : (
              <line
                x2="20"
                y1="4"
                y2="4"
                stroke={
                  look === 'solid' ? 'var(--chart-1)' : look === 'target' ? 'var(--chart-2)' : 'var(--chart-control)'
                }
                strokeWidth="2"
                strokeDasharray={look === 'solid' ? undefined : '4 3'}
              />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
