'use client';

import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { Delta } from '@/components/layout/delta';
import { Sparkline } from '@/components/layout/sparkline';
import { useFigureHref } from '@/components/metrics/figure-link';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { formatCount, formatMetric } from '@/lib/format';
import { caseNoun } from '@/lib/words/case-words';
import { type ScoreGroup, type ScoreRow, wayText } from '@/lib/words/score-groups';

type ScoreTableProps = { group: ScoreGroup; isCompared: boolean; isLastIncomplete: boolean };

/** One group of figures: baseline, target, now, and where that stands; each row opens its figure. */
export function ScoreTable({ group, isCompared, isLastIncomplete }: ScoreTableProps) {
  const hrefOf = useFigureHref();
  const columns = useMemo(() => columnsOf(isCompared, isLastIncomplete), [isCompared, isLastIncomplete]);
  return (
    <Card>
      <CardHeader title={group.name} />
      <DataTable
        label={group.name}
        columns={columns}
        rows={group.rows}
        rowId={(row) => row.id}
        rowHref={(row) => hrefOf(row.id)}
        empty={null}
        // The same columns stand below each other, group by group; what they take leaves 180 px for the name at 1,280.
        className="xl:[&_table]:table-fixed"
      />
    </Card>
  );
}

function columnsOf(isCompared: boolean, isLastIncomplete: boolean): Column<ScoreRow>[] {
  const compared: Column<ScoreRow> = {
    id: 'change',
    header: 'Change',
    width: '144px',
    showFrom: 'xl',
    cell: ({ figure, meta }) => (
      <Delta value={figure.value} baseline={figure.previous} meta={meta} isSignificant={figure.isClearChange} />
    ),
  };
  return [
    {
      id: 'name',
      header: 'Figure',
      cell: ({ figure }) => (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{figure.name}</span>
          {figure.direction === 'down' ? <span className="text-xs text-fg-muted">lower is better</span> : null}
        </span>
      ),
    },
    {
      id: 'baseline',
      header: 'Baseline',
      align: 'right',
      width: '84px',
      showFrom: 'lg',
      cell: ({ baseline, meta }) => <span className="text-fg-muted">{formatMetric(baseline, meta)}</span>,
    },
    {
      id: 'target',
      header: 'Target',
      align: 'right',
      width: '84px',
      showFrom: 'sm',
      onPhone: 'line',
      cell: ({ target, meta }) => <span className="text-fg-muted">{formatMetric(target, meta)}</span>,
    },
    {
      id: 'now',
      header: 'Now',
      align: 'right',
      width: '92px',
      onPhone: 'aside',
      cell: ({ figure, meta }) => (
        <span className="font-medium" title={formatMetric(figure.value, meta, 'exact')}>
          {formatMetric(figure.value, meta)}
        </span>
      ),
    },
    ...(isCompared ? [compared] : []),
    {
      id: 'way',
      header: 'Way done',
      align: 'right',
      width: '84px',
      showFrom: '2xl',
      cell: ({ way }) => <span className="text-fg-muted">{wayText(way)}</span>,
    },
    {
      id: 'standing',
      header: 'Status',
      width: '160px',
      onPhone: 'line',
      cell: ({ standing }) => (
        <span title={standing.rule} className="inline-flex flex-col items-end py-0.5 sm:items-start">
          <Badge tone={standing.tone}>{standing.word}</Badge>
          {standing.missing ? <span className="text-xs text-fg-muted">{standing.missing}</span> : null}
        </span>
      ),
    },
    {
      id: 'n',
      header: 'n',
      align: 'right',
      width: '116px',
      showFrom: 'lg',
      cell: ({ figure }) =>
        figure.evidence ? (
          <span className="text-fg-muted">
            {formatCount(figure.evidence.cases, { compact: true })}{' '}
            <span className="text-xs">{caseNoun(figure.evidence.cases, figure.cases)}</span>
          </span>
        ) : null,
    },
    {
      id: 'trend',
      header: 'By day',
      width: '132px',
      showFrom: 'md',
      cell: ({ figure, trend }) =>
        trend.some((value) => value !== null) ? (
          <Sparkline
            values={trend}
            label={`${figure.name} by day`}
            isLastIncomplete={isLastIncomplete}
            className="h-6 w-28 text-chart-1"
          />
        ) : null,
    },
  ];
}
