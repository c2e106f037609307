import { plural } from '@/lib/format';
import type { IntakeMinute } from '@/server/services/events';

const BAR = 4;
const GAP = 2;
const HEIGHT = 36;

/** Events accepted in each minute of the last hour. A quiet minute is a thin line, so that the hour keeps its length. */
export function MinuteBars({ minutes, most }: { minutes: readonly IntakeMinute[]; most: number }) {
  return (
    <svg
      role="img"
      aria-label={`Events accepted in each of the last ${minutes.length} minutes, at most ${plural(most, 'event')}`}
      viewBox={`0 0 ${minutes.length * (BAR + GAP)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-9 w-full"
    >
      {minutes.map(({ minute, accepted }, index) => {
        const height = accepted > 0 ? Math.max(2, (accepted / most) * HEIGHT) : 1;
        return (
          <rect
            key={minute.toISOString()}
            x={index * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            className={accepted > 0 ? 'fill-chart-1' : 'fill-border-strong'}
          />
        );
      })}
    </svg>
  );
}
