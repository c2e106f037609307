import { KPI_GROUPS } from '@/domain/measurement/kpi';
import { planOf } from '@/domain/measurement/plan';
import { shareOfWay, standing } from '@/domain/measurement/standing';
import { formatMetric, formatRate, type MetricMeta, MISSING } from '@/lib/format';
import type { Kpis, KpiTrends, KpiValue } from '@/server/services/measurement';
import { metaOf } from './figure';
import { type StandingWords, standingWords } from './standing-words';

export type ScoreRow = {
  id: string;
  figure: KpiValue;
  meta: MetricMeta;
  baseline: number | null;
  target: number | null;
  /** Share of the way from baseline to target; null where it cannot be told. */
  way: number | null;
  standing: StandingWords;
  trend: readonly (number | null)[];
};

export type ScoreGroup = { id: KpiValue['group']; name: string; rows: ScoreRow[] };

export const GROUP_NAMES: Record<KpiValue['group'], string> = {
  revenue: 'Conversion and revenue',
  engagement: 'Engagement',
  efficiency: 'Efficiency',
  retention: 'Retention',
  quality: 'Quality and safety',
  operation: 'Operation',
};

/** Every figure with its plan and where it stands, in groups, in the order of the registry. */
export function scoreGroups(figures: Kpis['kpis'], values: KpiTrends['values'], currency: string): ScoreGroup[] {
  const rows = figures.map((figure) => scoreRow(figure, values[figure.id] ?? [], currency));
  return KPI_GROUPS.map((id) => ({
    id,
    name: GROUP_NAMES[id],
    rows: rows.filter((row) => row.figure.group === id),
  })).filter((group) => group.rows.length > 0);
}

function scoreRow(figure: KpiValue, trend: readonly (number | null)[], currency: string): ScoreRow {
  const plan = planOf(figure, currency);
  const stand = standing({ ...plan, direction: figure.direction }, figure.evidence);
  return {
    id: figure.id,
    figure,
    meta: metaOf(figure, currency),
    ...plan,
    // How far, only where a verdict says that it is no chance.
    way: stand.status === 'undecided' ? null : shareOfWay({ ...plan, value: figure.value }),
    standing: standingWords(stand, figure.cases),
    trend,
  };
}

/** "44%"; beyond either end it says so instead of a number nobody can picture. */
export function wayText(way: number | null): string {
  if (way === null) return MISSING;
  if (way >= 1) return 'done';
  return way < 0 ? 'backwards' : formatRate(way, 0);
}

/** The scorecard as a table of text, for a file. */
export function scoreTable(groups: readonly ScoreGroup[]): { header: string[]; rows: string[][] } {
  const header = [
    'Group',
    'Figure',
    'Baseline',
    'Target',
    'Now',
    'Period compared with',
    'Way to target',
    'Status',
    'n',
    'n counts',
  ];
  const rows = groups.flatMap((group) =>
    group.rows.map(({ figure, meta, baseline, target, way, standing: { word } }) => [
      group.name,
      figure.name,
      formatMetric(baseline, meta, 'exact'),
      formatMetric(target, meta, 'exact'),
      formatMetric(figure.value, meta, 'exact'),
      formatMetric(figure.previous, meta, 'exact'),
      wayText(way),
      word,
      figure.evidence ? String(figure.evidence.cases) : MISSING,
      figure.evidence ? figure.cases : MISSING,
    ]),
  );
  return { header, rows };
}
