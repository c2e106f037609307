import type { Incremental } from '@/domain/measurement/incremental';
import { formatMetric, type MetricMeta, plural } from '@/lib/format';

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
