'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatRate } from '@/lib/format';
import type { PreparedStack, StackRow } from './prepare-stack';

const AXIS = { fontSize: 12, fill: 'var(--fg-muted)' } as const;

/** The drawing of a stack; everything it shows was decided by prepareStack. */
export function StackPlot({ prepared, label }: { prepared: PreparedStack; label: string }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 224 }}>
      <BarChart
        data={prepared.rows}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        barCategoryGap={2}
        title={label}
        desc={prepared.summary}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis dataKey="label" tick={AXIS} tickLine={false} axisLine={{ stroke: 'var(--border)' }} minTickGap={32} />
        <YAxis
          domain={[0, 1]}
          ticks={[0, 0.25, 0.5, 0.75, 1]}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={48}
          tickFormatter={(value: number) => formatRate(value, 0)}
        />
        <Tooltip content={<ColumnWords series={prepared.series} />} cursor={{ fill: 'var(--fg)', fillOpacity: 0.06 }} />
        {prepared.series.map(({ name, colour }, index) => (
          <Bar
            key={name}
            name={name}
            dataKey={({ shares }: StackRow) => shares[index] ?? 0}
            stackId="whole"
            fill={colour}
            maxBarSize={64}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

type ColumnWordsProps = Pick<PreparedStack, 'series'> & {
  active?: boolean;
  payload?: readonly { payload?: StackRow }[];
};

/** What stands in the column under the cursor or the arrow keys; read out when it changes. */
function ColumnWords({ series, active, payload }: ColumnWordsProps) {
  const row = active ? payload?.[0]?.payload : undefined;
  if (!row) return null;
  return (
    <div role="status" className="rounded-md border border-border bg-raised px-2.5 py-2 text-xs shadow-raised">
      <p className="mb-1 text-fg-muted">From {row.label}</p>
      {series.map(({ name }, index) => (
        <p key={name}>
          {name} <span className="font-medium tabular-nums">{formatRate(row.shares[index], 1)}</span>
        </p>
      ))}
    </div>
  );
}
