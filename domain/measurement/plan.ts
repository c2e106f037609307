import type { Kpi } from './kpi';

/** The plan counts money in this currency; its amounts mean nothing in another one. */
const PLAN_CURRENCY = 'USD';

/** Baseline and target of the plan; null where it has none, or where its dollars are not this workspace's money. */
export function planOf(
  { unit, baseline, target }: Pick<Kpi, 'unit' | 'baseline' | 'target'>,
  currency: string,
): Pick<Kpi, 'baseline' | 'target'> {
  const isMoney = unit === 'money' || unit === 'moneyPerTouch';
  return isMoney && currency !== PLAN_CURRENCY ? { baseline: null, target: null } : { baseline, target };
}
