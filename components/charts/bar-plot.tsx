'use client';

import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { PreparedBars } from './prepare-bars';

const AXIS = { fontSize: 12, fill: 'var(--fg-muted)' } as const;

/** Horizontal bars from zero, each with its figure at the end. */
export function BarPlot({ prepared, label }: { prepared: PreparedBars; label: string }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
      <BarChart
        data={prepared.bars}
        layout="vertical"
        margin={{ top: 0, right: 72, bottom: 0, left: 0 }}
        title={label}
        desc={prepared.summary}
      >
        <XAxis type="number" hide domain={[0, 'dataMax']} />
        <YAxis type="category" dataKey="label" tick={AXIS} tickLine={false} axisLine={false} width={140} />
        <Bar dataKey="value" fill="var(--chart-1)" radius={[0, 3, 3, 0]} maxBarSize={22} isAnimationActive={false}>
          <LabelList dataKey="text" position="right" fontSize={12} fill="var(--fg)" />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
