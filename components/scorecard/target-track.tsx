import { formatMetric, type MetricMeta } from '@/lib/format';
import { prepareTrack } from './prepare-track';

type TargetTrackProps = {
  value: number | null;
  baseline: number;
  target: number;
  meta: MetricMeta;
};

/** Baseline, value and target on one line, worse at the left. */
export function TargetTrack({ value, baseline, target, meta }: TargetTrackProps) {
  const track = prepareTrack({ baseline, target, value });
  const filled = track.value ?? track.baseline;
  const from = Math.min(track.baseline, filled);
  const isWorse = filled < track.baseline;
  return (
    <div aria-hidden className="flex flex-col gap-1.5">
      <div className="relative h-2.5 rounded-full bg-fg/8">
        <div
          className={`absolute inset-y-0 rounded-full ${isWorse ? 'bg-bad' : 'bg-chart-1'}`}
          style={{ left: `${from}%`, width: `${Math.abs(filled - track.baseline)}%` }}
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
        <Label at={track.baseline} name="Baseline" value={formatMetric(baseline, meta, 'hero')} />
        <Label at={track.target} name="Target" value={formatMetric(target, meta, 'hero')} />
      </div>
    </div>
  );
}

function Mark({ at, className }: { at: number; className: string }) {
  return <span className={`absolute -top-1 h-4.5 w-0.5 ${className}`} style={{ left: `${at}%` }} />;
}

/** Below its mark, kept inside the line at either end; the target's stands a little to the right when both are close. */
function Label({ at, name, value }: { at: number; name: string; value: string }) {
  return (
    <span
      className="absolute flex flex-col leading-4 whitespace-nowrap"
      style={{ left: `${at}%`, transform: `translateX(-${at > 85 ? 100 : at < 10 ? 0 : 50}%)` }}
    >
      <span>{name}</span>
      <span className="font-medium text-fg">{value}</span>
    </span>
  );
}
