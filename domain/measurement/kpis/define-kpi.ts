import type { Kpi } from '../kpi';

type Optional = 'baseline' | 'target' | 'grain' | 'subject' | 'watch';
/** What has to be said of a KPI; what is left out has no plan, is known by the hour, counts decisions
 * and is not watched. */
export type KpiDefinition = Omit<Kpi, Optional> & Partial<Pick<Kpi, Optional>>;

/** A KPI, defined once: dashboards, scorecard, exports and documentation all read this. Plan: measurement.md. */
export function defineKpi(definition: KpiDefinition): Kpi {
  return { baseline: null, target: null, grain: 'hour', subject: 'decision', watch: null, ...definition };
}
