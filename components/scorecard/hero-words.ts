import { formatMetric, formatRate, type MetricMeta } from '@/lib/format';
import { shareOfWay } from './standing';

type HeroFacts = { value: number | null; baseline: number | null; target: number | null; isEnough: boolean };

/** The north star in one sentence that says no more than the figures do. */
export function heroSentence({ value, baseline, target, isEnough }: HeroFacts, meta: MetricMeta): string {
  if (value === null) return 'There was no touch in this period, so there is nothing to divide by.';
  const earned = `We earn ${formatMetric(value, meta, 'hero')} a touch`;
  if (target === null) return `${earned}. No target is set in ${meta.currency}.`;
  const goal = formatMetric(target, meta, 'hero');
  if (!isEnough) return `${earned} so far: too few touches to hold against the target of ${goal}.`;
  if (value >= target) return `${earned}: the target of ${goal} is met.`;
  const share = shareOfWay({ value, baseline, target });
  if (share === null) return `${earned}; the target is ${goal}.`;
  if (share < 0) return `${earned}, below the ${formatMetric(baseline, meta, 'hero')} we started from.`;
  return `${earned}, ${formatRate(share, 0)} of the way from ${formatMetric(baseline, meta, 'hero')} to ${goal}.`;
}
