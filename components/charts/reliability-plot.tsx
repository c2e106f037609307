'use client';

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatRate, plural } from '@/lib/format';
import type { PreparedReliability, ReliabilityBin } from './prepare-reliability';

const AXIS = { fontSize: 12, fill: 'var(--fg-muted)' } as const;

/** The drawing of a reliability diagram; everything it shows was decided by prepareReliability. */
export function ReliabilityPlot({ prepared, label }: { prepared: PreparedReliability; label: string }) {
  const { bins, end, summary } = prepared;
  const shares = { type: 'number', domain: [0, end], tick: AXIS, tickLine: false } as const;
  const percent = (share: number) => formatRate(share, 0);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
      <ComposedChart data={[...bins]} margin={{ top: 16, right: 16, bottom: 16, left: 0 }} title={label} desc={summary}>
        <CartesianGrid stroke="var(--chart-grid)" />
        <XAxis
          {...shares}
          dataKey="predicted"
          tickFormatter={percent}
          axisLine={{ stroke: 'var(--border)' }}
          label={{ value: 'Predicted', position: 'insideBottom', offset: -10, ...AXIS }}
        />
        <YAxis {...shares} tickFormatter={percent} axisLine={false} width={52} />
        <Tooltip content={<BinWords />} cursor={{ stroke: 'var(--border-strong)' }} />
        <ReferenceLine
          segment={[
            { x: 0, y: 0 },
            { x: end, y: end },
          ]}
          stroke="var(--chart-control)"
          strokeDasharray="4 3"
        />
        <Line
          dataKey="came"
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={{ r: 3.5, fill: 'var(--chart-1)', strokeWidth: 0 }}
          activeDot={{ r: 5 }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type BinWordsProps = { active?: boolean; payload?: readonly { payload?: ReliabilityBin }[] };

function BinWords({ active, payload }: BinWordsProps) {
  const bin = payload?.[0]?.payload;
  if (!active || !bin) return null;
  return (
    <div className="rounded-md border border-border bg-surface px-2.5 py-1.5 text-xs shadow-md">
      <p className="font-medium">{plural(bin.count, 'decision')}</p>
      <p>
        Predicted {formatRate(bin.predicted)}, came {formatRate(bin.came)}
      </p>
    </div>
  );
}
