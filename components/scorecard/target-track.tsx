import { formatMetric, type MetricMeta } from '@/lib/format';
import { labelSides, prepareTrack, type Side } from './prepare-track';

type TargetTrackProps = {
  value: number | null;
  baseline: number;
  target: number;
  meta: MetricMeta;
};

const SHIFTS: Record<Side, string> = { left: 'translateX(-100%)', right: 'none', middle: 'translateX(-50%)' };

/** Baseline, value and target on one line, worse at the left. */
export function TargetTrack({ value, baseline, target, meta }: TargetTrackProps) {
  const track = prepareTrack({ baseline, target, value });
  const filled = track.value ?? track.baseline;
  const start = Math.min(track.baseline, filled);
  const from = formatMetric(baseline, meta, 'hero');
  const goal = formatMetric(target, meta, 'hero');
  const isWorse = filled < track.baseline;
  const sides = labelSides(track);
  return (
    <div aria-hidden className="flex flex-col gap-1.5">
      <div className="relative h-2.5 rounded-full bg-fg/8">
        <div
          className={`absolute inset-y-0 rounded-full ${isWorse ? 'bg-bad' : 'bg-chart-1'}`}
          style={{ left: `${start}%`, width: `${Math.abs(filled - track.baseline)}%` }}
        />
        <Mark at={track.baseline} className="bg-chart-control" />
        <Mark at={track.target} className="bg-chart-2" />
        {track.value === null ? null : (
          <span
            className="absolute top-1/2 size-4 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface bg-chart-1 shadow-raised"
            style={{ left: `${track.value}%` }}
          />
        )}
      </div>
      <div className="relative h-8 text-xs text-fg-muted">
        {sides ? (
          <>
            <Label at={track.baseline} side={sides[0]} name="Baseline" value={from} />
            <Label at={track.target} side={sides[1]} name="Target" value={goal} />
          </>
        ) : (
          <Label
            at={track.baseline}
            side={track.baseline < 50 ? 'right' : 'left'}
            name="Baseline and target"
            value={`${from} and ${goal}`}
          />
        )}
      </div>
    </div>
  );
}

function Mark({ at, className }: { at: number; className: string }) {
  return <span className={`absolute -top-1 h-4.5 w-0.5 ${className}`} style={{ left: `${at}%` }} />;
}

/** Below its mark, to the side where there is room for it. */
function Label({ at, side, name, value }: { at: number; side: Side; name: string; value: string }) {
  return (
    <span
      className="absolute flex flex-col leading-4 whitespace-nowrap"
      style={{ left: `${at}%`, transform: SHIFTS[side], textAlign: side === 'left' ? 'right' : 'left' }}
    >
      <span>{name}</span>
      <span className="font-medium text-fg">{value}</span>
    </span>
  );
}
