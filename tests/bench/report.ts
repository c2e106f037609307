/** One figure of a bench, beside what the same machine does in the same run without us. */
export type Measurement = {
  name: string;
  value: number;
  unit: string;
  /** The bare counterpart (raw SQL, bare SMTP, copying the snapshot), in the same unit; null for latencies. */
  baseline: number | null;
  /** value / baseline. */
  ratio: number | null;
};

export function against(name: string, value: number, unit: string, baseline: number): Measurement {
  return { name, value, unit, baseline, ratio: value / baseline };
}

export function alone(name: string, value: number, unit: string): Measurement {
  return { name, value, unit, baseline: null, ratio: null };
}

/** The value below which a share of the sorted samples lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const HEADINGS = ['bench', 'value', 'unit', 'baseline', 'ratio'];

/** Prints a table, or with `json` one object a line. */
export function print(measurements: readonly Measurement[], { json }: { json: boolean }): void {
  if (json) {
    for (const measurement of measurements) console.log(JSON.stringify(rounded(measurement)));
    return;
  }
  const rows = measurements.map((one) => [
    one.name,
    figure(one.value),
    one.unit,
    figure(one.baseline),
    ratio(one.ratio),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of [HEADINGS, widths.map((width) => '-'.repeat(width)), ...rows]) {
    console.log(
      row
        .map((cell, column) =>
          column === 0 || column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
}

function rounded(measurement: Measurement): Measurement {
  const round = (value: number | null) => (value === null ? null : Number(value.toPrecision(4)));
  return {
    ...measurement,
    value: round(measurement.value) ?? 0,
    baseline: round(measurement.baseline),
    ratio: round(measurement.ratio),
  };
}

function figure(value: number | null): string {
  if (value === null) return '–';
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 3 : 0 });
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
