import type { Incremental } from '@/domain/measurement/incremental';
import { formatMetric, type MetricMeta, plural } from '@/lib/format';
import type { Kpis, KpiTrends } from '@/server/services/measurement';

/** Whether the agents have never decided anything here, so that there is nothing to show but the way to start. */
export function isFirstRun(figures: Pick<Kpis, 'outcomes'>, trends: Pick<KpiTrends, 'days'>): boolean {
  const hasNone = Object.values(figures.outcomes).every((count) => count === 0);
  return hasNone && trends.days.every(({ state }) => state === 'before' || state === 'future');
}

type Interval = { estimate: number; low: number; high: number };

/** What an interval allows to be said: only one that lies on one side of zero shows an effect. */
export function effectWords({ low, high }: Interval): { word: string; tone: 'good' | 'bad' | 'neutral' } {
  if (low > 0) return { word: 'The touches earned more than they would have without', tone: 'good' };
  if (high < 0) return { word: 'The touches earned less than doing nothing', tone: 'bad' };
  return { word: 'No clear effect yet', tone: 'neutral' };
}

/** "$0.120 to $0.400". */
export function intervalText({ low, high }: Pick<Interval, 'low' | 'high'>, meta: MetricMeta): string {
  return `${formatMetric(low, meta)} to ${formatMetric(high, meta)}`;
}

/** Longer than this is no time to wait for. */
const LONGEST_WAIT_DAYS = 730;

/** What it means that zero lies within the interval, and about how long until it would not, at the pace of `days` days. */
export function zeroWords({ timesNeeded }: Pick<Incremental, 'timesNeeded'>, days: number): string | null {
  if (timesNeeded === null) return null;
  const meaning = 'Zero lies within the interval: so far chance alone could have made this difference.';
  const more = Math.ceil((timesNeeded - 1) * days);
  if (more > LONGEST_WAIT_DAYS) {
    return `${meaning} It is too small to be told from none within two years at this pace.`;
  }
  return `${meaning} If it stays as it is, about ${plural(Math.max(1, more), 'more day')} at this pace would tell it from none.`;
}

export type OutcomeShare = { outcome: string; count: number; share: number };

/** Outcomes from the most to the least frequent, with their share 0..1 of all. */
export function outcomeShares(outcomes: Readonly<Record<string, number>>): OutcomeShare[] {
  const counted = Object.entries(outcomes).filter(([, count]) => count > 0);
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return counted
    .map(([outcome, count]) => ({ outcome, count, share: count / total }))
    .toSorted((a, b) => b.count - a.count);
}
