'use client';

import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { FIGURE_LINK } from '@/components/metrics/figure-link';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { JudgedCriterion } from '@/domain/rollout/gate';
import {
  ADVICE,
  boundText,
  caseText,
  criterionName,
  daysWords,
  gateTitle,
  limitText,
  statusWords,
  valueText,
} from '@/lib/words/gate-words';
import type { JudgedGate } from '@/server/services/rollout';

type GateCardProps = { gate: JudgedGate; isAhead?: boolean };

/** One gate: what it asks, what was measured, and how sure that is; each figure opens its evidence. */
export function GateCard({ gate, isAhead = false }: GateCardProps) {
  const { currency } = useWorkspace();
  const { recommendation, why, range, criteria } = gate;
  const columns = useMemo(() => columnsOf(currency, range), [currency, range]);
  const advice = ADVICE[recommendation];
  return (
    <Card>
      <CardHeader
        title={gateTitle(gate)}
        description={[why, isAhead ? 'Asked at the end of this phase.' : null, daysWords(range)]
          .filter(Boolean)
          .join(' ')}
        actions={
          isAhead ? null : (
            <span className="flex items-center gap-2 text-table text-fg-muted">
              The figures advise <Badge tone={advice.tone}>{advice.word}</Badge>
            </span>
          )
        }
      />
      <DataTable
        label={`Criteria: ${gateTitle(gate)}`}
        columns={columns}
        rows={criteria}
        rowId={({ id }) => id}
        empty={null}
        className="xl:[&_table]:table-fixed"
      />
    </Card>
  );
}

function columnsOf(currency: string, range: JudgedGate['range']): Column<JudgedCriterion>[] {
  return [
    { id: 'name', header: 'Criterion', cell: (criterion) => <Name criterion={criterion} range={range} /> },
    {
      id: 'limit',
      header: 'Asked',
      align: 'right',
      width: '150px',
      onPhone: 'line',
      cell: (criterion) => <span className="text-fg-muted">{limitText(criterion, currency)}</span>,
    },
    {
      id: 'value',
      header: 'Measured',
      align: 'right',
      width: '110px',
      onPhone: 'aside',
      cell: (criterion) => <span className="font-medium">{valueText(criterion, currency)}</span>,
    },
    {
      id: 'bound',
      header: 'Bound of the 95% interval',
      align: 'right',
      width: '190px',
      showFrom: 'md',
      onPhone: 'line',
      cell: (criterion) => <span className="text-fg-muted">{boundText(criterion, currency)}</span>,
    },
    {
      id: 'n',
      header: 'n',
      align: 'right',
      width: '180px',
      showFrom: 'lg',
      cell: (criterion) => <span className="text-fg-muted">{caseText(criterion)}</span>,
    },
    { id: 'status', header: 'Status', width: '220px', onPhone: 'text', cell: (criterion) => <Status {...criterion} /> },
  ];
}

function Name({ criterion, range }: { criterion: JudgedCriterion; range: JudgedGate['range'] }) {
  const { to } = useWorkspace();
  const name = criterionName(criterion);
  if (criterion.kpi === null) return <span className="font-medium">{name}</span>;
  return (
    <Link
      href={to(`/metrics/${criterion.kpi}?range=${range.from}..${range.to}`)}
      className={`font-medium ${FIGURE_LINK}`}
    >
      {name}
    </Link>
  );
}

function Status({ missing, ...criterion }: JudgedCriterion) {
  const { word, tone } = statusWords(criterion);
  return (
    <span className="inline-flex flex-col items-start gap-0.5 py-0.5">
      <Badge tone={tone}>{word}</Badge>
      {missing ? <span className="text-xs text-fg-muted">{missing}</span> : null}
    </span>
  );
}
