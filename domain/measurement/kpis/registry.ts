import type { Kpi } from '../kpi';
import { EFFICIENCY_KPIS } from './efficiency';
import { ENGAGEMENT_KPIS } from './engagement';
import { OPERATION_KPIS } from './operation';
import { QUALITY_KPIS } from './quality';
import { RETENTION_KPIS } from './retention';
import { REVENUE_KPIS } from './revenue';

/** Every KPI there is, in the order it is shown. */
export const KPIS: readonly Kpi[] = [
  ...REVENUE_KPIS,
  ...ENGAGEMENT_KPIS,
  ...EFFICIENCY_KPIS,
  ...RETENTION_KPIS,
  ...QUALITY_KPIS,
  ...OPERATION_KPIS,
];

/** The KPI of this id, or undefined. */
export function findKpi(id: string): Kpi | undefined {
  return KPIS.find((kpi) => kpi.id === id);
}
