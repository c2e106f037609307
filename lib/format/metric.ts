import { formatChange, formatCount, formatMoney, formatPoints, formatRate, isKnown, MISSING } from './number';
import { formatDuration } from './time';

/** money: minor units. moneyPerTouch: minor units, may be a fraction. rate: 0..1. duration: milliseconds. */
export type MetricUnit = 'money' | 'moneyPerTouch' | 'rate' | 'count' | 'duration';

/** What has to be known of a metric to show it: every colour and word of goodness comes from `direction` alone. */
export type MetricMeta = {
  unit: MetricUnit;
  /** Which way is better; `none` where neither is. */
  direction: 'up' | 'down' | 'none';
  /** ISO 4217; needed by the two units of money. */
  currency?: string;
};

/** hero: for one big figure. detail: in tables and tiles. exact: on hover, in files. */
export type MetricPrecision = 'hero' | 'detail' | 'exact';

const PER_TOUCH_DECIMALS: Record<MetricPrecision, number> = { hero: 2, detail: 3, exact: 4 };
const RATE_DECIMALS: Record<MetricPrecision, number> = { hero: 1, detail: 2, exact: 4 };

/** The one way a metric's value is written. Missing, NaN and infinite values are an em dash. */
export function formatMetric(
  value: number | null | undefined,
  meta: MetricMeta,
  precision: MetricPrecision = 'detail',
): string {
  const currency = meta.currency ?? 'USD';
  switch (meta.unit) {
    case 'money':
      return formatMoney(value, { currency, compact: precision !== 'exact' });
    case 'moneyPerTouch':
      return formatMoney(value, { currency, decimals: PER_TOUCH_DECIMALS[precision] });
    case 'rate':
      return formatRate(value, RATE_DECIMALS[precision]);
    case 'count':
      return formatCount(value, { compact: precision !== 'exact', decimals: isAverage(value) ? 1 : 0 });
    case 'duration':
      return formatDuration(value);
  }
}

/** A count that is no whole number is an average: small ones lose their meaning without a decimal. */
function isAverage(value: number | null | undefined): boolean {
  return isKnown(value) && !Number.isInteger(value) && Math.abs(value) < 100;
}

/** A difference of a metric, with its sign: shares in percentage points, money as money. */
export function formatDifference(
  difference: number | null | undefined,
  meta: MetricMeta,
  precision: MetricPrecision = 'detail',
): string {
  if (!isKnown(difference)) return MISSING;
  const currency = meta.currency ?? 'USD';
  if (meta.unit === 'rate') return formatPoints(difference);
  if (meta.unit === 'money') return formatMoney(difference, { currency, compact: true, signed: true });
  if (meta.unit === 'moneyPerTouch') {
    return formatMoney(difference, { currency, decimals: PER_TOUCH_DECIMALS[precision], signed: true });
  }
  const sign = difference > 0 ? '+' : '';
  return sign + formatMetric(difference, meta);
}

export type Delta = {
  movement: 'up' | 'down' | 'none';
  /** unknown: nothing to compare with. unclear: too little data to say. neutral: neither way is better. */
  goodness: 'better' | 'worse' | 'same' | 'neutral' | 'unclear' | 'unknown';
  /** "+$0.031", "+0.4 pp"; an em dash where there is no baseline. */
  absolute: string;
  /** "+13.3%"; null where a ratio would say nothing (no or zero baseline). */
  relative: string | null;
};

/**
 * The change of a metric against a baseline. A missing baseline is unknown, never +100%; a zero one has no relative
 * change; no change is neither good nor bad; a change that may be chance is grey, whatever its sign.
 */
export function deltaOf(
  value: number | null,
  baseline: number | null,
  meta: MetricMeta,
  { isSignificant = true }: { isSignificant?: boolean } = {},
): Delta {
  if (!isKnown(value) || !isKnown(baseline))
    return { movement: 'none', goodness: 'unknown', absolute: MISSING, relative: null };
  const difference = value - baseline;
  const movement = difference > 0 ? 'up' : difference < 0 ? 'down' : 'none';
  return {
    movement,
    goodness: goodnessOf(movement, meta.direction, isSignificant),
    absolute: formatDifference(difference, meta),
    relative: baseline === 0 ? null : formatChange(difference / Math.abs(baseline)),
  };
}

function goodnessOf(
  movement: Delta['movement'],
  direction: MetricMeta['direction'],
  isSignificant: boolean,
): Delta['goodness'] {
  if (movement === 'none') return 'same';
  if (direction === 'none') return 'neutral';
  if (!isSignificant) return 'unclear';
  return movement === direction ? 'better' : 'worse';
}
