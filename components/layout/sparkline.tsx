type SparklineProps = {
  /** In order of time; null is a gap, not a zero. */
  values: readonly (number | null)[];
  /** What it shows, in a sentence: "RpMT by day, 28 days, from $0.45 to $0.52". */
  label: string;
  /** The last value is of a time that has not ended: drawn dashed. */
  isLastIncomplete?: boolean;
  className?: string;
};

const WIDTH = 120;
const HEIGHT = 32;
const INSET = 2;

/** Path of a run of known values, "" where there are none. */
export function sparklinePath(values: readonly (number | null)[], from = 0, to = values.length - 1): string {
  const known = values.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const spread = Math.max(...known) - low;
  const stepX = (WIDTH - 2 * INSET) / Math.max(1, values.length - 1);
  let isDrawing = false;
  let path = '';
  for (let index = from; index <= to; index++) {
    const value = values[index] ?? null;
    if (value !== null) {
      const x = INSET + index * stepX;
      const y = spread === 0 ? HEIGHT / 2 : HEIGHT - INSET - ((value - low) / spread) * (HEIGHT - 2 * INSET);
      const isAlone = !isDrawing && (index === to || (values[index + 1] ?? null) === null);
      // A point that no line reaches is a line of no length, which round ends make a dot.
      path += `${isDrawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}${isAlone ? 'h0' : ''}`;
    }
    isDrawing = value !== null;
  }
  return path;
}

/** The shape of a metric over time, without axes. */
export function Sparkline({ values, label, isLastIncomplete = false, className }: SparklineProps) {
  const last = values.length - 1;
  const solidTo = isLastIncomplete ? last - 1 : last;
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, vectorEffect: 'non-scaling-stroke' } as const;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className ?? 'h-8 w-full text-chart-1'}
    >
      <path d={sparklinePath(values, 0, solidTo)} {...line} strokeLinejoin="round" strokeLinecap="round" />
      {isLastIncomplete ? <path d={sparklinePath(values, last - 1, last)} {...line} strokeDasharray="3 3" /> : null}
    </svg>
  );
}
