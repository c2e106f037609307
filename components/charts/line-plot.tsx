'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatMetric, type MetricMeta } from '@/lib/format';
import { type LineRow, type PreparedLine, tickText } from './prepare-line';

type LinePlotProps = { prepared: PreparedLine; label: string; meta: MetricMeta; target?: number | null };

/** So few points that each is drawn. */
const FEW = 14;
const AXIS = { fontSize: 12, fill: 'var(--fg-muted)' } as const;

/** The drawing of a line chart; everything it shows was decided by prepareLine. */
export function LinePlot({ prepared, label, meta, target }: LinePlotProps) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
      <ComposedChart
        data={prepared.rows}
        margin={{ top: 16, right: 8, bottom: 0, left: 0 }}
        title={label}
        desc={prepared.summary}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis dataKey="label" tick={AXIS} tickLine={false} axisLine={{ stroke: 'var(--border)' }} minTickGap={32} />
        <YAxis
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={60}
          tickFormatter={(value: number) => tickText(value, meta)}
        />
        <Tooltip
          filterNull={false}
          content={<PointWords meta={meta} label={label} />}
          cursor={{ stroke: 'var(--border-strong)' }}
        />
        {prepared.hasBand ? (
          <Area dataKey="band" stroke="none" fill="var(--chart-1)" fillOpacity={0.14} isAnimationActive={false} />
        ) : null}
        {target == null ? null : (
          <ReferenceLine y={target} stroke="var(--chart-2)" strokeDasharray="4 3" ifOverflow="extendDomain" />
        )}
        {prepared.spans.map(({ key, from, to }) => (
          <ReferenceArea key={key} x1={from} x2={to} fill="var(--warn)" fillOpacity={0.14} ifOverflow="extendDomain" />
        ))}
        {prepared.rows
          .filter((row) => row.isMarked)
          .map((row) => (
            <ReferenceLine
              key={row.key}
              x={row.label}
              stroke="var(--fg-subtle)"
              strokeDasharray="1 3"
              label={{ value: '▾', position: 'top', fill: 'var(--fg-muted)', fontSize: 12 }}
            />
          ))}
        {prepared.hasPrevious ? (
          <Line
            dataKey="previous"
            stroke="var(--chart-control)"
            strokeDasharray="4 3"
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
          />
        ) : null}
        <Line
          dataKey="value"
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={<Dot areAllShown={prepared.rows.length <= FEW} />}
          activeDot={{ r: 4 }}
          isAnimationActive={false}
        />
        <Line
          dataKey="soFar"
          stroke="var(--chart-1)"
          strokeWidth={2}
          strokeDasharray="3 4"
          dot={<Dot areAllShown={false} />}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type DotProps = { areAllShown: boolean; cx?: number; cy?: number | null; payload?: LineRow };

/** A measured point: each where there are few, else only those that no line reaches. */
function Dot({ areAllShown, cx, cy, payload }: DotProps) {
  if (cx == null || cy == null || !(areAllShown || payload?.isAlone)) return null;
  return <circle cx={cx} cy={cy} r={2.5} fill="var(--chart-1)" />;
}

type PointWordsProps = {
  meta: MetricMeta;
  label: string;
  active?: boolean;
  payload?: readonly { payload?: LineRow }[];
};

/** What stands at the point under the cursor or the arrow keys; read out when it changes. */
function PointWords({ meta, label, active, payload }: PointWordsProps) {
  const row = active ? payload?.[0]?.payload : undefined;
  if (!row) return null;
  return (
    <div role="status" className="rounded-md border border-border bg-raised px-2.5 py-2 text-xs shadow-raised">
      <p className="mb-1 text-fg-muted">
        {row.label}
        {row.isIncomplete ? ', so far' : ''}
      </p>
      <p className="font-medium">
        {label} {formatMetric(row.isIncomplete ? row.soFar : row.value, meta)}
      </p>
      {row.band ? (
        <p>
          95% {formatMetric(row.band[0], meta)} to {formatMetric(row.band[1], meta)}
        </p>
      ) : null}
      {row.happened === null ? null : <p className="max-w-56">{row.happened}</p>}
      {row.previous === null ? null : <p className="text-fg-muted">before {formatMetric(row.previous, meta)}</p>}
    </div>
  );
}
