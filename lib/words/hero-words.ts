import { type Standing, shareOfWay } from '@/domain/measurement/standing';
import { formatCount, formatMetric, formatRate, type MetricMeta } from '@/lib/format';
import type { KpiValue } from '@/server/services/measurement';

type HeroFacts = Pick<KpiValue, 'value' | 'baseline' | 'target' | 'cases'>;

/** The north star in one sentence that says no more than its interval does. */
export function heroSentence({ value, baseline, target, cases }: HeroFacts, stand: Standing, meta: MetricMeta): string {
  if (value === null) return 'There was no touch in this period, so there is nothing to divide by.';
  const earned = `We earn ${formatMetric(value, meta, 'hero')} a touch`;
  if (target === null) return `${earned}. No target is set in ${meta.currency}.`;
  const goal = formatMetric(target, meta, 'hero');
  const from = formatMetric(baseline, meta, 'hero');
  switch (stand.status) {
    case 'nothing':
      return `${earned}: nobody has ordered after a touch of this period yet.`;
    case 'undecided':
      return `${earned} so far: too few ${cases} to hold against the target of ${goal}${neededWords(stand)}.`;
    case 'met':
      return `${earned}: the target of ${goal} is met.`;
    case 'off_track':
      return `${earned}, below the ${from} we started from.`;
    default:
      return `${earned}${wayWords(shareOfWay({ value, baseline, target }), from, goal)}.`;
  }
}

function neededWords({ cases, needed }: Extract<Standing, { status: 'undecided' }>): string {
  return needed === null ? '' : ` (${formatCount(cases)} of about ${formatCount(needed)} needed)`;
}

function wayWords(share: number | null, from: string, goal: string): string {
  if (share === null || share < 0 || share > 1) return `; the target is ${goal}`;
  return `, ${formatRate(share, 0)} of the way from ${from} to ${goal}`;
}
